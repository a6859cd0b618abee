#!/bin/bash
# Real servers on loopback, for tests: Redis, RabbitMQ and PostgreSQL from Debian's packages, MinIO built with Go.
#
#   tools/services.sh start [DIR]    installs what is missing, starts all four with their data under DIR, prints what
#                                    tests ask for, and writes it to DIR/env
#   tools/services.sh stop [DIR]     ends them; DIR can be removed afterwards
#   tools/services.sh again DIR NAME starts one that has ended (redis, postgres, rabbitmq or minio) on its port and data
#
# DIR is /tmp/certcheck-services where none is given: PostgreSQL's own user cannot enter every home.
# Needs no systemd. Installing needs root; starting does not, except that PostgreSQL refuses to run as root and is then
# run as its own user. Ports are free ones, so that two of these can stand side by side.
if [ -z "${BASH_VERSION:-}" ]; then
    exec bash "$0" "$@"
fi
set -euo pipefail
export HOME="${HOME:-/root}"

# As compose.yaml has it.
readonly MINIO="github.com/minio/minio@v0.0.0-20260212201848-7aac2a2c5b7c"

main() {
    local deed="${1:-}" folder="${2:-/tmp/certcheck-services}"
    if [[ ! "$deed" =~ ^(start|stop|again)$ ]]; then
        echo "usage: tools/services.sh start|stop [DIR], or again DIR NAME" >&2
        exit 2
    fi
    if [[ "$deed" == again ]]; then
        start_again "$folder" "${3:?expected the name of a server}"
        return
    fi
    if [[ "$deed" == stop ]]; then
        stop_all "$folder"
        return
    fi
    install_packages
    build_minio
    if [[ -e "$folder/pids" ]]; then
        echo "expected no servers under $folder, met some: tools/services.sh stop $folder" >&2
        exit 2
    fi
    # What a run before left; nothing else is touched, whatever folder was named.
    rm -rf "$folder"/{redis,postgres,rabbitmq,minio,env,postgres-password,epmd-port}
    mkdir -p "$folder"
    folder="$(cd "$folder" && pwd)"
    # PostgreSQL's own user must reach its data.
    chmod 755 "$folder"
    : >"$folder/pids"
    trap 'tail -n 20 "$folder"/*.log >&2 || true; stop_all "$folder"' ERR
    start_redis "$folder"
    start_postgres "$folder"
    start_rabbitmq "$folder"
    start_minio "$folder"
    wait_for "Redis" 30 answers "$REDIS_PORT"
    wait_for "PostgreSQL" 60 "$(postgres_bin)/pg_isready" -q -h 127.0.0.1 -p "$POSTGRES_PORT"
    wait_for "MinIO" 60 answers "$MINIO_PORT"
    wait_for "RabbitMQ" 120 answers "$RABBITMQ_PORT"
    write_env "$folder"
    trap - ERR
    cat "$folder/env"
}

install_packages() {
    local missing=()
    [[ -x /usr/bin/redis-server ]] || missing+=(redis-server)
    [[ -x /usr/lib/rabbitmq/bin/rabbitmq-server ]] || missing+=(rabbitmq-server)
    compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null || missing+=(postgresql)
    if [[ ${#missing[@]} -eq 0 ]]; then
        return
    fi
    echo "installing ${missing[*]}" >&2
    # Packages must not start servers of their own on the usual ports.
    local policy=/usr/sbin/policy-rc.d ours=""
    if [[ ! -e "$policy" ]]; then
        ours=yes
        printf '#!/bin/sh\nexit 101\n' >"$policy"
        chmod 755 "$policy"
    fi
    apt-get update -q >&2
    DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}" >&2
    [[ -z "$ours" ]] || rm -f "$policy"
}

build_minio() {
    MINIO_BINARY="$(command -v minio || true)"
    if [[ -n "$MINIO_BINARY" ]]; then
        return
    fi
    MINIO_BINARY="$(go_binary env GOPATH)/bin/minio"
    if [[ ! -x "$MINIO_BINARY" ]]; then
        echo "building MinIO, which takes some minutes the first time" >&2
        GOBIN="$(dirname "$MINIO_BINARY")" go_binary install "$MINIO" >&2
    fi
}

go_binary() {
    local go
    go="$(command -v go || echo /usr/local/go/bin/go)"
    if [[ ! -x "$go" ]]; then
        echo "expected Go in PATH or in /usr/local/go, to build MinIO, met none" >&2
        return 4
    fi
    "$go" "$@"
}

start_redis() {
    REDIS_PORT="$(free_port)"
    mkdir -p "$1/redis"
    in_background "$1" redis redis-server --bind 127.0.0.1 --port "$REDIS_PORT" --dir "$1/redis" --save '' --appendonly no
}

start_postgres() {
    POSTGRES_PORT="$(free_port)"
    local bin data="$1/postgres"
    bin="$(postgres_bin)"
    mkdir -p "$data"
    printf 'certcheck\n' >"$1/postgres-password"
    if [[ $EUID -eq 0 ]]; then
        chown postgres: "$data" "$1/postgres-password"
    fi
    as_postgres "$bin/initdb" -D "$data" -U postgres --auth=scram-sha-256 --pwfile="$1/postgres-password" \
        --encoding=UTF8 --locale=C.UTF-8 >"$1/initdb.log" 2>&1 || { cat "$1/initdb.log" >&2; return 4; }
    # Durable settings cost time and protect nothing here: the data is thrown away.
    in_background "$1" postgres as_postgres "$bin/postgres" -D "$data" -p "$POSTGRES_PORT" \
        -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c max_connections=200
}

start_rabbitmq() {
    RABBITMQ_PORT="$(free_port)"
    local home="$1/rabbitmq"
    mkdir -p "$home"
    # A small file limit would make it refuse connections; a free port for its own name server keeps it apart from others.
    ERL_EPMD_PORT="$(free_port)"
    in_background "$1" rabbitmq env -u RABBITMQ_PID_FILE \
        HOME="$home" ERL_EPMD_ADDRESS=127.0.0.1 ERL_EPMD_PORT="$ERL_EPMD_PORT" \
        RABBITMQ_NODENAME="certcheck@localhost" RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 RABBITMQ_NODE_PORT="$RABBITMQ_PORT" \
        RABBITMQ_DIST_PORT="$(free_port)" RABBITMQ_MNESIA_BASE="$home/data" RABBITMQ_LOG_BASE="$home/log" \
        RABBITMQ_CONFIG_FILE="$home/none" RABBITMQ_CONF_ENV_FILE="$home/none-env" \
        RABBITMQ_ENABLED_PLUGINS_FILE="$home/plugins" RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-kernel inet_dist_use_interface {127,0,0,1}" \
        /usr/lib/rabbitmq/bin/rabbitmq-server
    echo "$ERL_EPMD_PORT" >"$1/epmd-port"
}

start_minio() {
    MINIO_PORT="$(free_port)"
    mkdir -p "$1/minio"
    in_background "$1" minio env MINIO_ROOT_USER=certcheck MINIO_ROOT_PASSWORD=certcheck-secret MINIO_BROWSER=off \
        "$MINIO_BINARY" server --quiet --address "127.0.0.1:$MINIO_PORT" "$1/minio"
}

write_env() {
    cat >"$1/env" <<ENV
export CERTCHECK_TEST_REDIS_URL=redis://127.0.0.1:$REDIS_PORT/0
export CERTCHECK_TEST_AMQP_URL=amqp://guest:guest@127.0.0.1:$RABBITMQ_PORT/%2F
export CERTCHECK_TEST_POSTGRES_URL=postgresql://postgres:certcheck@127.0.0.1:$POSTGRES_PORT/postgres
export CERTCHECK_TEST_S3_URL=s3+http://certcheck:certcheck-secret@127.0.0.1:$MINIO_PORT/certcheck-tests
export CERTCHECK_TEST_MINIO=$MINIO_BINARY
ENV
}

stop_all() {
    local folder="$1" pid
    [[ -f "$folder/pids" ]] || return 0
    # Each server leads a session of its own: what it started ends with it.
    while read -r pid; do
        kill -TERM -- "-$pid" 2>/dev/null || true
    done <"$folder/pids"
    while read -r pid; do
        for _ in $(seq 100); do
            kill -0 -- "-$pid" 2>/dev/null || break
            sleep 0.2
        done
        kill -KILL -- "-$pid" 2>/dev/null || true
    done <"$folder/pids"
    # Erlang's name server leaves every session; it is asked by its port.
    if [[ -f "$folder/epmd-port" ]]; then
        ERL_EPMD_PORT="$(cat "$folder/epmd-port")" epmd -kill >/dev/null 2>&1 || true
    fi
    rm -f "$folder/pids"
}

in_background() {
    local folder="$1" name="$2"
    shift 2
    if [[ "$(type -t "$1")" == function ]]; then
        set -- $("$1" --prefix) "${@:2}"
    fi
    printf '%q ' "$@" >"$folder/$name.command"
    start_again "$folder" "$name"
}

start_again() {
    local folder="$1" name="$2" command
    command="$(cat "$folder/$name.command")"
    eval "setsid $command </dev/null >>'$folder/$name.log' 2>&1 &"
    echo $! >"$folder/$name.pid"
    echo $! >>"$folder/pids"
}

as_postgres() {
    local prefix=()
    if [[ $EUID -eq 0 ]]; then
        prefix=(runuser -u postgres --)
    fi
    if [[ "${1:-}" == --prefix ]]; then
        echo "${prefix[@]:-env}"
        return
    fi
    "${prefix[@]}" "$@"
}

postgres_bin() {
    dirname "$(compgen -G '/usr/lib/postgresql/*/bin/postgres' | sort -V | tail -n 1)"
}

free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

answers() {
    (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

wait_for() {
    local name="$1" seconds="$2"
    shift 2
    for _ in $(seq $((seconds * 5))); do
        if "$@"; then
            return 0
        fi
        sleep 0.2
    done
    echo "expected $name to answer within $seconds s, met none; the ends of all logs follow" >&2
    return 4
}

main "$@"

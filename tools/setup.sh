#!/bin/sh
# Makes the virtual environment named by the first argument, from nothing. Safe to run again.
set -eu
venv=$1

say() { printf '%s\n' "$*" >&2; }

python=
for candidate in python3.11 python3.12 python3; do
    if command -v "$candidate" >/dev/null 2>&1 &&
        "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 13))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
[ -n "$python" ] || { say "setup: expected Python 3.11 or 3.12, met none"; exit 2; }

# Debian packages that wheels cannot carry: what cv2 links against, and the module that makes environments.
wanted=
for library in libGL.so.1:libgl1 libglib-2.0.so.0:libglib2.0-0; do
    ldconfig -p 2>/dev/null | grep -q "${library%%:*}" || wanted="$wanted ${library##*:}"
done
"$python" -c 'import ensurepip' 2>/dev/null || wanted="$wanted python3-venv"
if [ -n "$wanted" ]; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        say "setup: installing$wanted"
        apt-get update -q >/dev/null
        # shellcheck disable=SC2086
        DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $wanted >/dev/null
    else
        say "setup: expected Debian packages$wanted, met none; as root run: apt-get install$wanted"
        exit 2
    fi
fi

[ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
say "setup: installing pinned packages: 1.4 GB on disk, one to ten minutes the first time, without a further word"
"$venv/bin/python" -m pip install -q --disable-pip-version-check --require-hashes --no-deps -r requirements/dev.txt
"$venv/bin/python" -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
"$venv/bin/python" tools/one_cv2.py

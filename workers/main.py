"""`python -m workers.main`: a worker in the foreground, which finishes its pages before it obeys SIGTERM or Ctrl-C."""

import signal
import sys
import threading

from models.errors import CertcheckError
from wiring import work
from wiring.config import Config, read_config


def run_worker(config: Config) -> None:
    """Work until the process is told to stop.

    Raises:
        ConfigInvalid: the broker is in memory, or the schema is not that of this build.
        ComponentUnavailable: database, broker or models are away.
    """
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    work.run_worker(config, stop=stop)


def main() -> int:
    """Run and return the exit code; what goes wrong is one line on standard error."""
    try:
        run_worker(read_config())
    except CertcheckError as error:
        sys.stderr.write(f"certcheck: {error}\n")
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())

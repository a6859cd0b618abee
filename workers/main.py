"""`python -m workers.main`: a worker in the foreground, the same as `certcheck worker`."""

import sys

from models.errors import CertcheckError
from wiring import work
from wiring.config import Config, read_config
from wiring.stopping import stopping_by_signal


def run_worker(config: Config) -> None:
    """Work until the process is told to stop.

    Raises:
        ConfigInvalid: the broker is in memory, or the schema is not that of this build.
        ComponentUnavailable: database, broker or models are away.
    """
    stopping = stopping_by_signal()
    work.run_worker(config, stop=stopping.stop, hurry=stopping.hurry)


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

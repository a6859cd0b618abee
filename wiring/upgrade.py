"""`python -m wiring.upgrade`: brings the database of the settings up to date."""

import sys

from models.errors import CertcheckError
from wiring.bootstrap import upgrade_database
from wiring.config import read_config


def main() -> int:
    """Upgrade, say the schema, and return the exit code; what goes wrong is one line on standard error."""
    try:
        schema = upgrade_database(read_config())
    except CertcheckError as error:
        sys.stderr.write(f"certcheck: {error}\n")
        return error.exit_code
    sys.stdout.write(f"database schema {schema}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

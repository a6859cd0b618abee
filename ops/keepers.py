"""The keepers of the settings, for a command that looks or acts once and ends."""

from services.keepers import Keepers
from wiring.bootstrap import build_keepers
from wiring.config import read_config


def open_keepers() -> Keepers:
    """Read the settings and build the keepers.

    Raises:
        ConfigInvalid: a setting is wrong, or the database's schema is not that of this build.
        StorageUnavailable: the database does not answer.
    """
    return build_keepers(read_config())

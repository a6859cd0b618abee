"""Moving files that were taken in to another place in the watched folder."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from services.watched_files import DOWN, SIDE_CAR, FoundFile, folder_of, stat_of, unavailable, version_of


def move_to(root: int, found: FoundFile, below: str) -> bool:
    """Move a file to the same path below another name of the watched folder; False where it has changed meanwhile.

    Raises:
        StorageUnavailable: the folder does not take it.
    """
    name = found.parts[-1]
    try:
        with folder_of(root, found.parts[:-1]) as folder, _made_folder(root, (below, *found.parts[:-1])) as target:
            if folder is None:
                return False
            kept = name if stat_of(target, name) is None else f"{found.version.partition('+')[0]}-{name}"
            os.rename(name, kept, src_dir_fd=folder, dst_dir_fd=target)
            moved = stat_of(target, kept)
            if moved is None or version_of(moved) != found.version.partition("+")[0]:
                # Another file came under the name in the last moment: it has not been taken in, so it goes back.
                os.rename(kept, name, src_dir_fd=target, dst_dir_fd=folder)
                return False
            if found.has_side_car:
                os.rename(name + SIDE_CAR, kept + SIDE_CAR, src_dir_fd=folder, dst_dir_fd=target)
    except FileNotFoundError:
        return False
    except OSError as error:
        raise unavailable(error) from error
    return True


@contextmanager
def _made_folder(root: int, names: tuple[str, ...]) -> Iterator[int]:
    with ExitStack() as stack:
        folder = root
        for name in names:
            if stat_of(folder, name) is None:
                os.mkdir(name, 0o750, dir_fd=folder)
            folder = os.open(name, DOWN, dir_fd=folder)
            stack.callback(os.close, folder)
        yield folder

"""A disk that can be full: a small file system in memory where it may be mounted, else a limit on the size of files."""

import os
import resource
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOM_BYTES = 512 * 1024 * 1024
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


class Disk:
    """The disk of a folder."""

    def __init__(self, folder: Path, *, is_mounted: bool, pid: Callable[[], int]) -> None:
        self._folder = folder
        self._is_mounted = is_mounted
        self._pid = pid

    def fill(self) -> None:
        """Let nothing more be written."""
        if not self._is_mounted:
            resource.prlimit(self._pid(), resource.RLIMIT_FSIZE, (_PAGE_BYTES, resource.RLIM_INFINITY))
            return
        while True:
            stat = os.statvfs(self._folder)
            if _remount(self._folder, (stat.f_blocks - stat.f_bfree + 1) * stat.f_frsize):
                return

    def clear(self) -> None:
        """Give all the room back."""
        if self._is_mounted:
            assert _remount(self._folder, ROOM_BYTES)
        else:
            resource.prlimit(self._pid(), resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


@contextmanager
def small_disk(folder: Path, *, pid: Callable[[], int]) -> Iterator[Disk]:
    """Give a folder a file system of its own; where nobody may mount one, the files of process `pid` are limited."""
    folder.mkdir(parents=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={ROOM_BYTES}", "certcheck-chaos", str(folder)]
    is_mounted = os.geteuid() == 0 and subprocess.run(command, check=False, stderr=subprocess.DEVNULL).returncode == 0
    try:
        yield Disk(folder, is_mounted=is_mounted, pid=pid)
    finally:
        if is_mounted:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)


def _remount(folder: Path, size_bytes: int) -> bool:
    # What is in use may have grown since it was looked at; then the new size is refused.
    command = ["mount", "-o", f"remount,size={size_bytes}", str(folder)]
    return subprocess.run(command, check=False, stderr=subprocess.DEVNULL).returncode == 0

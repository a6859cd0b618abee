"""A wire to a real server that can be cut and mended, so that a test takes a server away without stopping it."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Wire:
    """Forwards a port of its own to a server; each end that closes closes the other."""

    def __init__(self, host: str, port: int) -> None:
        self._target = (host, port)
        self._door: socket.socket | None = None
        self._ends: list[socket.socket] = []
        self.port = 0
        self.mend()

    def mend(self) -> None:
        """Take connections, on the same port as before."""
        self._door = socket.create_server(("127.0.0.1", self.port))
        self.port = self._door.getsockname()[1]
        threading.Thread(target=self._open, args=(self._door,), daemon=True).start()

    def cut(self) -> None:
        """Break every connection and refuse new ones."""
        if self._door is not None:
            # A thread that waits for connections is not woken by a close alone.
            with suppress(OSError):
                self._door.shutdown(socket.SHUT_RDWR)
            self._door.close()
            self._door = None
        while self._ends:
            _close(self._ends.pop())

    def _open(self, door: socket.socket) -> None:
        with suppress(OSError):
            while True:
                near, _ = door.accept()
                try:
                    far = socket.create_connection(self._target, timeout=10)
                except OSError:
                    _close(near)
                    continue
                far.settimeout(None)
                self._ends += [near, far]
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=_carry, args=(one, other), daemon=True).start()


@contextmanager
def wire_to(host: str, port: int) -> Iterator[Wire]:
    """Lay a wire, and take it up at the end."""
    wire = Wire(host, port)
    try:
        yield wire
    finally:
        wire.cut()


def _carry(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while content := one.recv(65536):
            other.sendall(content)
    _close(one)
    _close(other)


def _close(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()

"""A server that takes connections and never answers: how a database that hangs looks from outside."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress


@contextmanager
def hanging_server() -> Iterator[tuple[int, Callable[[], None]]]:
    """Open one, and give its port with what ends its silence: every connection is dropped, and new ones are refused."""
    listening = socket.create_server(("127.0.0.1", 0))
    held: list[socket.socket] = []

    def hold() -> None:
        while True:
            try:
                held.append(listening.accept()[0])
            except OSError:
                return

    def end() -> None:
        # Closing alone does not wake the thread that waits in accept.
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join()
        for connection in held:
            connection.close()

    thread = threading.Thread(target=hold, daemon=True)
    thread.start()
    try:
        yield listening.getsockname()[1], end
    finally:
        end()

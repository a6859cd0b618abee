"""A room that holds many, or one alone."""

import threading
import time
from collections.abc import Callable

from wiring.room import Room


def test_pages_are_read_side_by_side() -> None:
    room, together = Room(), threading.Barrier(3)

    def read() -> None:
        with room.entered(alone=False):
            together.wait(20)

    assert _run(read, read, read)


def test_a_suspect_has_the_room_for_itself_and_is_not_kept_out_by_those_who_come_and_go() -> None:
    room, inside, met_beside = Room(), set[int](), list[int]()
    lock = threading.Lock()

    def read(number: int, *, alone: bool) -> Callable[[], None]:
        def enter() -> None:
            for _ in range(20):
                with room.entered(alone=alone):
                    with lock:
                        inside.add(number)
                    time.sleep(0.001)
                    if alone:
                        met_beside.append(len(inside) - 1)
                    with lock:
                        inside.remove(number)

        return enter

    assert _run(*(read(number, alone=number % 3 == 0) for number in range(6)))
    assert met_beside == [0] * 40


def test_the_room_is_free_again_after_a_page_that_failed() -> None:
    room = Room()
    for alone in (True, False):
        try:
            with room.entered(alone=alone):
                raise ValueError
        except ValueError:
            pass

    with room.entered(alone=True):
        pass


def _run(*deeds: Callable[[], None]) -> bool:
    threads = [threading.Thread(target=deed, daemon=True) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return not any(thread.is_alive() for thread in threads)

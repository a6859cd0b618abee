"""What lasts as long as its process is no work for the collector."""

import gc

from wiring.lasting import lasting


class Held:
    """Something that a collection can see."""


def test_what_is_held_at_the_start_is_passed_by_until_the_end() -> None:
    held = Held()

    with lasting():
        later = Held()
        seen = [id(one) for one in gc.get_objects()]
        assert id(held) not in seen
        assert id(later) in seen

    assert id(held) in [id(one) for one in gc.get_objects()]

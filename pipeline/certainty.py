"""How certain print has to be, 0..1, for what is made of it. A value is as certain as its least certain character."""

MOST_CERTAIN = 0.97
"""From here print says what it says, look-alikes or not."""
DOUBT_BELOW = 0.9
"""A value with a character less certain than this is doubtful, unless a check vouches for it."""
FIRM = 0.85
"""From here a value is firm; print alone makes some no more certain."""
HARDLY_READ = 0.5
"""Below this print says nothing by itself: agreement of a name, sex or number with what was stated proves nothing, and
the name of a school may be a misreading of another."""

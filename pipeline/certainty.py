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
DATE_SAID = 0.8
"""From here a way of reading says a date."""
SCHOOL_MADE_OUT = 0.7
"""From here another name of a school was made out, and is no spoilt one of the school that a number tells."""
NAME_READ = 0.65
"""From here a name is read, though another way of reading makes of it what is no name."""
FIGURES_MADE_OUT = 0.65
"""From here a number was made out, beside another that one way is most certain of."""
RESULT_READ = 0.6
"""From here the word that a paper must bear, and that all ways of reading give, is taken."""
OUTVOTED_BELOW = 0.6
"""From here what one way says stands beside what two others do."""

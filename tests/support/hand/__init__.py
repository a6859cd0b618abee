"""Pages by hand, one module a type, called like it.

Each has `LINES` (print with its place), `VALUES` (what is to be read off it), and where the common applicant of
`tests.support.people` does not fit, an `APPLICATION` of its own.
"""

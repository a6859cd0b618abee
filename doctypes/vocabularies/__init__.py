"""Clauses that types share: a definition names its vocabulary, and fields without clauses take theirs from there."""

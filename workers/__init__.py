"""Door 1: dramatiq actors, and what the dramatiq command loads."""

"""Measured comparisons, kept with their results under `bench/results`."""

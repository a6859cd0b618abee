"""The reviewer's desk: what waits for whom, and everything that may be done with it."""

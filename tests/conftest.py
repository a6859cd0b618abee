"""What holds for every test: on a busy machine an example may take its time, for timings decide nothing."""

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

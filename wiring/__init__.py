"""Who keeps which promise: the only floor that names technologies and reads the environment."""

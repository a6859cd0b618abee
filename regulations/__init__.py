"""Who must hand in what: one TOML file a year and region, a loader, and the question what is still missing. Pure."""

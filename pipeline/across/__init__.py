"""Papers held against each other: those of one applicant, and traits met under others. Pure."""

"""From bytes to report. Knows no queue, no database and no HTTP."""

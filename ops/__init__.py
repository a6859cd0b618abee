"""Door 3: the command line. Each command parses, calls one service, prints."""

"""Door 2: HTTP. Each route parses, calls one service, renders."""

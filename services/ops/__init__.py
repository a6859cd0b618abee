"""What the pages of operators show, and the deeds that they offer."""

"""Who changed or took out what, and when."""

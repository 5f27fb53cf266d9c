"""Who has a place at an event."""

"""People who speak at an event."""

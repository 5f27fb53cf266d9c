"""Who was there: log-ins to watch, and plays of recordings."""

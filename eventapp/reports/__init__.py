"""Reports: the figures of an event, counted from raw rows by pure functions."""

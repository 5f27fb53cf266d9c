"""Tracks, sessions and the line-up of an event."""

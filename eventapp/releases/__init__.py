"""Releases of the programme: what becomes public at once, and who is told."""

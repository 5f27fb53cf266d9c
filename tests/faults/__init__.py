"""What must hold when many come at once and when processes die: runs of their own, as commands."""

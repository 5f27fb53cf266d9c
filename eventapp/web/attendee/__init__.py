"""Pages for who holds a ticket."""

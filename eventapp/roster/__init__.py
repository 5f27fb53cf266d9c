"""Who works at a stop besides those who speak: shifts of moderators, technicians, interpreters."""

"""Series, events and stops: what people register for, and when each part is held."""

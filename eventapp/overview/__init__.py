"""What of an event needs somebody's attention."""

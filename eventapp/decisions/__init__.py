"""What an event aims at in choosing who speaks, and what was decided on the way."""

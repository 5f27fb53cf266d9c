"""What speakers are asked and answer: invitations, sessions, hours, consents, photos."""

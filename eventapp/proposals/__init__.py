"""Proposals of sessions: the call for them, what reviewers think, and what becomes of them."""

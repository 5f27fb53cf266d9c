"""Organisers and how they sign in."""

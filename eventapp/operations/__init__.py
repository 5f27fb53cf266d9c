"""Keeping an installation: its state in numbers, its backups."""

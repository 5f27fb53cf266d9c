"""Conferences and virtual world tours: announced, held and reported across time zones."""

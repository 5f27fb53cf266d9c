"""The co-design board: sessions that a host abroad and a counterpart here make together."""

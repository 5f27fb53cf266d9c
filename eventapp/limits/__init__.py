"""How often somebody may try something, counted for all servers together."""

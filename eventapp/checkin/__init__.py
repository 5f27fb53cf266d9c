"""Who arrived on site."""

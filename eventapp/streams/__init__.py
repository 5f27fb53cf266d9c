"""Where a stop is watched live, and where the recordings of its sessions are."""

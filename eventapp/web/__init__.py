"""HTTP: what a browser or a machine asks for, and what it is answered."""

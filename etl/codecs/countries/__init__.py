"""Countries, by code and by name."""

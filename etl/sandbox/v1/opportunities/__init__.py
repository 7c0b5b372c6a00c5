"""v1 `Opportunities` and their settings."""

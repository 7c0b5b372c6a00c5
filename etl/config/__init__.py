"""Settings and where secrets are kept."""

"""Text files: their encoding, their quotes, their rows."""

"""What only API v1 shows: its shapes, its lists, its columns."""

"""What only API v1 shows and takes: its shapes, its lists, its columns."""

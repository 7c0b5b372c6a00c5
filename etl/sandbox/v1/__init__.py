"""API v1, method by method, over the same records."""

"""Parameters, types, pages and field names of API v1."""

"""API v2, resource by resource."""

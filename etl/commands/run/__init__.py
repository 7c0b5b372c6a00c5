"""Files that are imported, planned, applied and retried, and what is done with earlier runs."""

"""A run of any kind, from its first line in the journal to its report."""

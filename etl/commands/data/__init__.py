"""Search, export and map records, write templates, and make any API call."""

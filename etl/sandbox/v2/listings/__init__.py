"""Looking through several kinds of records at once, and asking for a file of one kind."""

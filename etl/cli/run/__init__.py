"""Commands on files and runs."""

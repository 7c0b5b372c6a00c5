"""Commands that read records, map files and write templates."""

"""The storage shared by both APIs: the database, its tables, records, filters and pages."""

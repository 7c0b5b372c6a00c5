"""What both APIs stand on: the database, its tables, records, filters and pages."""

"""Custom fields of records: their values, and whether one fits."""

"""Reading an account: searches, scans, lookups by name, snapshots of records with their linked data."""

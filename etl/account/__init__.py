"""What Sellsy holds: searched, scanned, looked up by name, read with what surrounds a record."""

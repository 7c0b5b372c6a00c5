"""Which record a row is: match keys, duplicates inside the file, near duplicates, linked records."""

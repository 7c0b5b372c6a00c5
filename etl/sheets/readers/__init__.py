"""Files of every format to tables."""

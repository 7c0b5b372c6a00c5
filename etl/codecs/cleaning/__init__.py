"""What is removed from a cell before it is read, and words that mean nothing."""

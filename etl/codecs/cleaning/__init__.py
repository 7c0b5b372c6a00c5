"""What is taken off a cell before it is read, and words that say nothing."""

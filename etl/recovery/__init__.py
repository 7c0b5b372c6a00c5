"""Writes whose answer was lost: what they did is looked up in Sellsy, and only that decides."""

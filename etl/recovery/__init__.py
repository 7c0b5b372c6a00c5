"""Writes whose answer was lost: Sellsy is read to find out what they did, and nothing else decides."""

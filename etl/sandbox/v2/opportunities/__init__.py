"""Opportunities and what they are made of."""

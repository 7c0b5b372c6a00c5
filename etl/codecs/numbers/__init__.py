"""Numerals, amounts and currencies."""

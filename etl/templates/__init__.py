"""Workbooks to fill in, with the choices of an account."""

"""Workbooks: the archive, the package, the cells."""

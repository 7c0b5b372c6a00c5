"""Scripted faults: rules that break an answer on purpose, and how a connection is cut."""

"""The sandbox over HTTP: door, login, tokens, quota, administration, scripted faults."""

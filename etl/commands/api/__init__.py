"""The public Python API: functions with keywords, each of which opens a session for one command."""

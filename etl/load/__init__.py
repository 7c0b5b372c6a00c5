"""Planned writes are sent: batches in flight, what their answers mean, validation by the server."""

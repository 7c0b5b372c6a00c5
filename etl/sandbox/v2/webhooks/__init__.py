"""Webhooks: their registration, their events, their delivery."""

"""Webhooks: registered, what they are told, how it is delivered."""

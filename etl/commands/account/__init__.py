"""Profiles, the state of an account, its webhooks, and copies of it."""

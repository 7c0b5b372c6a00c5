"""Commands on profiles, the account, webhooks and the sandbox."""

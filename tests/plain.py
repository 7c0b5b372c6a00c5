"""HTTP on this machine without TLS: reading the trusted authorities takes longer than most tests."""

import ssl

import httpx

TRUSTS_NOBODY = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""For clients that tests open; nothing here is encrypted."""

HTTP = httpx.Client(verify=TRUSTS_NOBODY)
"""What tests speak with, beside the engine."""

"""The local Sellsy: an independent witness that answers like the real API, on this computer only.

It imports nothing else of `etl` and takes its shapes from Sellsy's API contract
(`contract/openapi-v2.json`), so it cannot share a mistake with the engine. Start it with
`etl.sandbox.http.server`.
"""

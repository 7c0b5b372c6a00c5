"""Sellsy's API contract and what follows from it: routes, schemas, formats, queries, refusals."""

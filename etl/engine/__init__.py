"""Pure orchestration: extract, transform, resolve, plan, load, report; it talks to an `Observer` only."""

"""What `sellsy-etl runs` does with runs of the past: undoing them, and runs of whole pipelines."""

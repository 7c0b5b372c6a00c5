"""v1 `Client`, `Prospects` and `Supplier`."""

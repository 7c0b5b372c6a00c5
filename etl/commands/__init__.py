"""One module a use case: settings become connections, and the rooms below are called with them."""

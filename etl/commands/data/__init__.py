"""Records read back, exported, mapped, or reached by any call."""

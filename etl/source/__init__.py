"""A file becomes validated records: opened, its entity and headers recognised, its cells decoded."""

"""The groups of commands: loaded when they are looked up, in English and in French."""

"""Records of Sellsy become rows of files."""

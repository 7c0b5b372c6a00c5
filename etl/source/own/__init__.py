"""Reports of ours that are read again: their headers, what they remember, their corrected rows."""

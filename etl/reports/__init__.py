"""Reports of runs and checks: in the user's own workbook, as CSV, as a page; the proof of a migration."""

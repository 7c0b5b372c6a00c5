"""What a run or a check has to say: in the user's own workbook, as CSV, as a page; the proof of a migration."""

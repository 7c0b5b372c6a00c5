"""Which writes make a record equal to its row, and what they cost; nothing is sent from here."""

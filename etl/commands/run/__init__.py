"""Import, plan, apply and retry files, and work on earlier runs."""

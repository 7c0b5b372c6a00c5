"""What every room speaks in: errors, results, records, the observer; and small tools without a home of their own."""

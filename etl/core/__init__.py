"""What every room shares: errors, results, records, the observer, and small tools without a room of their own."""

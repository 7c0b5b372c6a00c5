"""What an account is set up with."""

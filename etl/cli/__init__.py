"""The command line: parse, call, print; heavy rooms are imported by the command that needs them."""

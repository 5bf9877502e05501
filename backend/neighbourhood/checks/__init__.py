"""What can be wrong with a neighbourhood, one subject a file. Each `check` yields its faults."""

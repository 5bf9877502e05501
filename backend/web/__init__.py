"""What every answer has in common: headers, problems, who may write, who is signed in, logs, counts, health."""

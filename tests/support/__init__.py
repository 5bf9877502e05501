"""What the tests stand on: the real database, server, push service and browsers, each started for them alone."""

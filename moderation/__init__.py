"""What is personal in a text or picture stays hidden, what is urgent is seen. Pure: no database, no web, no clock."""

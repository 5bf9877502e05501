"""A resident's side: submit, photos, follow, and what can be done with the code."""

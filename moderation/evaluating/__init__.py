"""How good the rules are, per subject: each module has `evaluate(file) -> figures`."""

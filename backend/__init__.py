"""Buurtsein: a report travels from a resident to the responsible team, and news travels back."""

"""Texts that the rules are measured on, written before or without the rules, and the figures that they give.

`*_seen.jsonl` are there to work on. `*_held_out.jsonl` are measured and not looked at: whoever looks at one moves it.
"""

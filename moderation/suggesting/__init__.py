"""Which category a text is about: learned from our own phrases in six languages, kept as data."""

from moderation.suggesting.suggestions import Suggestion, suggest

__all__ = ["Suggestion", "suggest"]

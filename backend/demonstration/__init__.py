"""The demonstration: the example neighbourhood with made-up reports and accounts, for this machine alone."""

from backend.demonstration.starting import start

__all__ = ["start"]

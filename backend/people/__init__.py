"""People: accounts of staff, two factors, sessions, roles. Residents have no account."""

from backend.people.model import Member, MemberRole

__all__ = ["Member", "MemberRole"]

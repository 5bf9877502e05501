"""How a reporter can be reached, between what they type and what is sealed."""

from backend.covenant import ContactPart
from backend.reports.model import Contact


def contact_part(level: int, contact: Contact, language: str) -> ContactPart:
    """What is sealed of a contact: level 3 is for the notifier, 4 for the responsible team too."""
    return ContactPart(level, contact.email.strip(), contact.phone.strip(), contact.name.strip(), language)


def contact_told(part: ContactPart | None) -> Contact | None:
    """A contact as its reporter reads it again."""
    return Contact(part.email, part.phone, part.name) if part else None

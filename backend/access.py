"""Who may ask for a route, and what for. Every route declares it; without it nothing starts.

A handler carries the declaration as its `opt`: `@get("/zaken", opt=staff("case", "intake", purpose="casework"))`.
"""

from typing import Any, Literal, get_args

from msgspec import Struct

#: Why somebody opens a route: what a privacy officer reads in the list of routes.
Purpose = Literal[
    "report",
    "follow",
    "inform",
    "sign in",
    "own session",
    "own keys",
    "casework",
    "field work",
    "audit",
    "watch the system",
]
Role = Literal["field", "case", "intake", "moderate", "counter", "coordinator", "admin", "auditor"]
ROLES: tuple[Role, ...] = get_args(Role)
OPT = "access"


class Access(Struct, frozen=True):
    """What a route declares. Without `roles` everybody may ask, residents too."""

    purpose: Purpose
    roles: tuple[Role, ...] = ()


def public(purpose: Purpose) -> dict[str, Any]:
    """A route for everybody; a resident's own session is checked by the handler."""
    return {OPT: Access(purpose)}


def staff(*roles: Role, purpose: Purpose) -> dict[str, Any]:
    """A route for who has one of these duties or roles, in any team."""
    return {OPT: Access(purpose, roles)}


def any_staff(purpose: Purpose) -> dict[str, Any]:
    """A route for everybody who is signed in."""
    return {OPT: Access(purpose, ROLES)}

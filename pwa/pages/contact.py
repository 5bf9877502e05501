"""Showing intake how a reporter can be reached, and the fresh factor that this and the exact place ask for."""

from typing import Any
from uuid import UUID

from litestar import Response, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from backend import casework, people
from backend.access import staff
from backend.errors import Invalid, NotFound
from backend.installation import Installation
from backend.people import Member, StepUpNeeded
from pwa.pages.case import case_page, lost_page
from pwa.pages.factors import take_factor
from pwa.pages.rendering import AnyRequest
from pwa.pages.staff import CASEWORK, FORM_BYTES, go, posted

INTAKE = staff("intake", purpose="casework")
Parts = NamedDependency[Installation]
Caller = NamedDependency[Member]


@post("/zaken/{case:uuid}/contact", opt=INTAKE, status_code=200, request_max_body_size=FORM_BYTES)
async def show(request: AnyRequest, installation: Parts, member: Caller, case: FromPath[UUID]) -> Response[Any]:
    """The case with the contact on it, this once."""
    form = await posted(request)
    try:
        contact = await casework.open_contact(installation, member, case, str(form.get("reason", "")))
    except NotFound as problem:
        if not problem.detail:
            return await lost_page(request, installation, member)
        return await case_page(request, installation, member, case, problem=problem)
    except (Invalid, StepUpNeeded) as problem:
        return await case_page(request, installation, member, case, problem=problem)
    return await case_page(request, installation, member, case, contact=contact)


@post("/zaken/{case:uuid}/code", opt=CASEWORK, status_code=200, request_max_body_size=FORM_BYTES)
async def step_up(request: AnyRequest, installation: Parts, member: Caller, case: FromPath[UUID]) -> Response[Any]:
    """A fresh code, or the passkey; then the case again."""
    try:
        await take_factor(request, installation, member)
    except (Invalid, people.PasskeyRefused) as problem:
        return await case_page(request, installation, member, case, problem=problem)
    return go(request, f"/zaken/{case}")


HANDLERS = [show, step_up]

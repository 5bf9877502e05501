"""A fresh factor from a form: a code, or the answer of a passkey that a script put there."""

from backend import people
from backend.installation import Installation
from backend.people import Member
from pwa.pages.passkey_signin import answer_of
from pwa.pages.rendering import AnyRequest
from pwa.pages.staff import posted


async def take_factor(request: AnyRequest, installation: Installation, member: Member) -> None:
    """Raises Invalid, PasskeyRefused; SignInNeeded after too many wrong codes."""
    form, token = await posted(request), people.session_token(request, installation.settings)
    if sent := str(form.get("answer", "")):
        await people.step_up_with_passkey(installation, member, token, answer_of(sent))
    else:
        await people.step_up(installation, member, token, str(form.get("code", "")))

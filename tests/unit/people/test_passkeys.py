"""A passkey is two factors; one that makes a secret opens the keys too."""

import copy

import pytest

from backend.errors import Conflict, Invalid, NotFound, SignInNeeded
from backend.installation import Installation
from backend.people import (
    Member,
    MemberRole,
    PasskeyRefused,
    accept,
    invite,
    member_of,
    open_keys,
    own_passkeys,
    remove,
    remove_passkey,
    reset,
    sign_in_with_passkey,
)
from backend.people.credentials import Answer
from backend.people.joining import accept_with_passkey, ask_first_passkey
from backend.people.passkey_sign_in import ask_passkey
from backend.people.passkeys import add_passkey, ask_new_passkey
from tests.support.outbox import Stopwatch
from tests.support.passkeys import Passkey
from tests.support.staff import PASSWORD, WIJKBEHEER, Colleague, colleague

WORDS = "regen fiets boter zon"


@pytest.fixture
async def sanne(house: Installation) -> Colleague:
    return await colleague(house)


async def member(house: Installation, token: str) -> Member:
    found = await member_of(house, token)
    assert found is not None
    return found


async def given(house: Installation, sanne: Colleague, passkey: Passkey) -> Member:
    """Sanne, signed in with password and code, who added this passkey."""
    signed_in = await member(house, await sanne.come_in())
    await add_passkey(house, signed_in, passkey.create(await ask_new_passkey(house, signed_in)))
    return signed_in


async def joined(house: Installation, passkey: Passkey, name: str = "Ali Demir") -> Member:
    """Somebody who accepted an invitation with a passkey, and has no password."""
    token = await invite(house, name, [MemberRole(WIJKBEHEER, "case")])
    answer = passkey.create(await ask_first_passkey(house, token))
    return await member(house, (await accept_with_passkey(house, token, answer))[0])


async def test_a_passkey_with_a_secret_signs_in_and_opens_the_keys(house: Installation, sanne: Colleague) -> None:
    passkey = Passkey()
    before = await given(house, sanne, passkey)
    after = await member(house, await sign_in_with_passkey(house, passkey.get(ask_passkey(house))))
    assert (after.name, after.roles, after.locked) == (before.name, before.roles, False)
    assert after.can_open(WIJKBEHEER, "field")
    assert [each.opens for each in await own_passkeys(after)] == [True]


async def test_a_passkey_without_a_secret_waits_for_words(house: Installation, sanne: Colleague) -> None:
    passkey = Passkey(prf=False)
    await given(house, sanne, passkey)
    token = await sign_in_with_passkey(house, passkey.get(ask_passkey(house)))
    locked = await member(house, token)
    assert locked.locked
    assert not locked.can_open(WIJKBEHEER, "field")
    with pytest.raises(Invalid):
        await open_keys(house, locked, token, "een ander wachtwoord")
    await open_keys(house, locked, token, PASSWORD)
    assert (await member(house, token)).can_open(WIJKBEHEER, "field")


async def test_five_wrong_words_end_the_session(house: Installation, sanne: Colleague) -> None:
    passkey = Passkey(prf=False)
    await given(house, sanne, passkey)
    token = await sign_in_with_passkey(house, passkey.get(ask_passkey(house)))
    locked = await member(house, token)
    for _ in range(5):
        with pytest.raises(Invalid):
            await open_keys(house, locked, token, "een ander wachtwoord")
    with pytest.raises(SignInNeeded):
        await open_keys(house, locked, token, PASSWORD)
    assert await member_of(house, token) is None


async def test_an_invitation_is_accepted_with_a_passkey_alone(house: Installation) -> None:
    passkey = Passkey()
    assert (await joined(house, passkey)).can_open(WIJKBEHEER, "case")
    again = await member(house, await sign_in_with_passkey(house, passkey.get(ask_passkey(house))))
    assert again.can_open(WIJKBEHEER, "case")


async def test_an_invitation_asks_for_a_passkey_that_opens_keys(house: Installation) -> None:
    token = await invite(house, "Ali Demir", [MemberRole(WIJKBEHEER, "case")])
    answer = Passkey(prf=False).create(await ask_first_passkey(house, token))
    with pytest.raises(Invalid) as refusal:
        await accept_with_passkey(house, token, answer)
    assert set(refusal.value.fields) == {"credential"}
    assert (await accept(house, token, PASSWORD)).factor.secret


async def test_who_has_no_password_gets_a_passphrase_with_a_passkey_without_secret(house: Installation) -> None:
    ali, plain = await joined(house, Passkey()), Passkey(prf=False)
    for refused in ("", "kort"):
        with pytest.raises(Invalid) as refusal:
            await add_passkey(house, ali, plain.create(await ask_new_passkey(house, ali)), refused)
        assert set(refusal.value.fields) == {"passphrase"}
    await add_passkey(house, ali, plain.create(await ask_new_passkey(house, ali)), WORDS)
    token = await sign_in_with_passkey(house, plain.get(ask_passkey(house)))
    await open_keys(house, await member(house, token), token, WORDS)
    assert (await member(house, token)).can_open(WIJKBEHEER, "case")


async def test_an_answer_counts_once(house: Installation, sanne: Colleague) -> None:
    passkey = Passkey()
    await given(house, sanne, passkey)
    answer = passkey.get(ask_passkey(house))
    assert await sign_in_with_passkey(house, answer)
    with pytest.raises(PasskeyRefused):
        await sign_in_with_passkey(house, answer)


async def test_a_question_lasts_five_minutes(house: Installation, sanne: Colleague, clock: Stopwatch) -> None:
    passkey = Passkey()
    await given(house, sanne, passkey)
    answer = passkey.get(ask_passkey(house))
    clock.pass_by(minutes=5)
    with pytest.raises(PasskeyRefused):
        await sign_in_with_passkey(house, answer)


async def test_a_question_is_for_one_purpose_and_one_session(house: Installation, sanne: Colleague) -> None:
    passkey, other = Passkey(), Passkey()
    signed_in = await given(house, sanne, passkey)
    options = await ask_new_passkey(house, signed_in)
    with pytest.raises(PasskeyRefused):
        await sign_in_with_passkey(house, passkey.get({**ask_passkey(house), "challenge": options["challenge"]}))
    ali = await joined(house, Passkey())
    with pytest.raises(Invalid):
        await add_passkey(house, ali, other.create(options))


async def test_a_passkey_that_was_copied_is_refused(house: Installation, sanne: Colleague) -> None:
    passkey = Passkey()
    await given(house, sanne, passkey)
    copied = copy.copy(passkey)
    assert await sign_in_with_passkey(house, passkey.get(ask_passkey(house)))
    with pytest.raises(PasskeyRefused):
        await sign_in_with_passkey(house, copied.get(ask_passkey(house)))


@pytest.mark.parametrize(
    "passkey",
    [Passkey(), Passkey("https://buurt-login.example"), Passkey(verifies=False)],
    ids=["unknown", "another site", "no finger or PIN"],
)
async def test_who_does_not_fit_does_not_come_in(house: Installation, sanne: Colleague, passkey: Passkey) -> None:
    if passkey.origin == Passkey().origin and passkey.flags != Passkey().flags:
        honest = copy.copy(passkey)
        honest.flags = Passkey().flags
        await given(house, sanne, honest)
    with pytest.raises(PasskeyRefused):
        await sign_in_with_passkey(house, passkey.get(ask_passkey(house)))


@pytest.mark.parametrize("credential", [{}, {"response": 1}, {"rawId": 3}, {"rawId": "…", "response": {"a": "b"}}])
async def test_nonsense_is_refused(house: Installation, credential: dict[str, object]) -> None:
    with pytest.raises(PasskeyRefused):
        await sign_in_with_passkey(house, Answer(credential, "nonsense"))


async def test_the_last_way_in_stays(house: Installation) -> None:
    first, second = Passkey(), Passkey()
    ali = await joined(house, first)
    (only,) = await own_passkeys(ali)
    with pytest.raises(Conflict):
        await remove_passkey(house, ali, only.id)
    await add_passkey(house, ali, second.create(await ask_new_passkey(house, ali)))
    await remove_passkey(house, ali, only.id)
    with pytest.raises(PasskeyRefused):
        await sign_in_with_passkey(house, first.get(ask_passkey(house)))
    assert await sign_in_with_passkey(house, second.get(ask_passkey(house)))


async def test_the_passkey_of_a_colleague_is_not_there(house: Installation, sanne: Colleague) -> None:
    ali = await joined(house, Passkey())
    await given(house, sanne, Passkey())
    signed_in = await joined(house, Passkey(), "Fatma Kaya")
    with pytest.raises(NotFound):
        await remove_passkey(house, signed_in, (await own_passkeys(ali))[0].id)


async def test_a_reset_and_a_leave_take_passkeys_away(house: Installation) -> None:
    kept, lost = Passkey(), Passkey()
    await joined(house, lost, "Fatma Kaya")
    await joined(house, kept)
    await reset(house, "Fatma Kaya")
    await remove(house, "Ali Demir")
    for passkey in (kept, lost):
        with pytest.raises(PasskeyRefused):
            await sign_in_with_passkey(house, passkey.get(ask_passkey(house)))

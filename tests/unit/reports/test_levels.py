"""A contact that is given afterwards: exactly who may have it can open it, and no longer than the reporter wants."""

from typing import Any

import msgspec
import pytest

from backend.casework import transfer
from backend.covenant import NOTIFIER, REPORTER, ContactPart, contact_subject
from backend.errors import Invalid
from backend.installation import Installation
from backend.reports import Contact, set_level, withdraw
from backend.vault import mailbox_pair, unseal, unwrap
from backend.vault.tables import Sealed, Wrap
from tests.support.cases import DESK, HANDLER, LOKET, Told, case_of, reread, tell
from tests.support.keys import private_key

MINA = Contact(email="mina@buurt.example", phone="0612345678", name="Mina")
#: Class → a category, the keyring of who has it, and from which level that one may have the contact.
OWNERS = {
    "open": ("stoep-bestrating", "gemeente/wijkbeheer/case", 4),
    "restricted": ("burenoverlast", "corporatie/leefbaarheid/case", 4),
    "sealed": ("drugsoverlast", "gemeente/veiligheid/intake", 3),
}


async def holders(told: Told) -> dict[str, bytes]:
    """Keyring → the key of the contact that it can unwrap."""
    vault = told.installation.vault
    own = Wrap.subject == contact_subject(told.id)
    rows = await Wrap.select(Wrap.keyring, Wrap.keys).where(own, Wrap.dormant.eq(False))
    found: dict[str, bytes] = {}
    for row in rows:
        keyring, sealed = row["keyring"], bytes(row["keys"])
        if keyring == NOTIFIER:
            keys: dict[str, bytes] = msgspec.msgpack.decode(vault.open_as(NOTIFIER, sealed))
        elif keyring == REPORTER:
            assert told.key
            keys = unwrap(mailbox_pair(told.key), sealed)
        else:
            keys = unwrap(private_key(keyring), sealed)
        assert set(keys) == {"contact"}
        found[keyring] = keys["contact"]
    return found


async def body(told: Told) -> bytes | None:
    """The sealed contact."""
    (row,) = await Sealed.select(Sealed.contact).where(Sealed.report == told.id)
    return row["contact"] and bytes(row["contact"])


@pytest.mark.parametrize("class_", OWNERS)
@pytest.mark.parametrize("level", [3, 4])
async def test_exactly_who_may_have_it_can_open_it(ours: Installation, class_: str, level: int) -> None:
    category, owner, least = OWNERS[class_]
    told = await tell(ours, category)
    followed = await set_level(ours, await told.session(), level, MINA)
    assert (followed.level, followed.contact) == (level, MINA)
    held = await holders(told)
    assert set(held) == {REPORTER, NOTIFIER} | ({owner} if level >= least else set())
    sealed = await body(told)
    assert sealed
    for key in held.values():
        part = msgspec.msgpack.decode(unseal(key, sealed, told.id, "contact"), type=ContactPart)
        assert (part.level, part.email, part.language) == (level, "mina@buurt.example", "nl")


@pytest.mark.parametrize("lower", [1, 3])
async def test_lowering_destroys_what_the_team_had(ours: Installation, lower: int) -> None:
    told = await tell(ours, level=4, contact=MINA)
    before = await holders(told)
    assert (await case_of(told, HANDLER)).contact
    followed = await set_level(ours, await told.session(), lower)
    assert followed.contact == (MINA if lower == 3 else None)
    assert not (await case_of(told, HANDLER)).contact
    after = await holders(told)
    assert set(after) == ({REPORTER, NOTIFIER} if lower == 3 else set())
    assert not set(after.values()) & set(before.values()), "a key that was given away opens nothing that is there now"
    assert (await body(told) is None) == (lower == 1)


async def test_raising_by_name_keeps_what_was_given(ours: Installation) -> None:
    told = await tell(ours, level=3, contact=MINA)
    assert not (await case_of(told, HANDLER)).contact
    assert (await set_level(ours, await told.session(), 4)).level == 4
    view = await case_of(told, HANDLER)
    assert view.contact
    assert view.contact.phone == "0612345678"


async def test_a_transfer_takes_it_along_and_away(ours: Installation) -> None:
    told = await tell(ours)
    await set_level(ours, await told.session(), 4, MINA)
    version = (await told.row())["version"]
    await transfer(ours, HANDLER, told.id, team=LOKET, reason="Hoort bij u.", version=version)
    assert set(await holders(told)) == {REPORTER, NOTIFIER, f"{LOKET}/case"}
    assert (await case_of(told, DESK)).contact


async def test_a_transfer_of_level_3_leaves_it_with_the_notifier(ours: Installation) -> None:
    told = await tell(ours, level=3, contact=MINA)
    version = (await told.row())["version"]
    await transfer(ours, HANDLER, told.id, team=LOKET, reason="Hoort bij u.", version=version)
    assert set(await holders(told)) == {REPORTER, NOTIFIER}
    assert (await told.followed()).contact == MINA


@pytest.mark.parametrize("class_", OWNERS)
async def test_withdrawing_leaves_no_key_to_it(ours: Installation, class_: str) -> None:
    told = await tell(ours, OWNERS[class_][0], level=4, contact=MINA)
    await withdraw(ours, await told.session())
    assert await holders(told) == {}
    assert await body(told) is None
    rows = await Wrap.select(Wrap.keyring).where(Wrap.report == told.id)
    assert {row["keyring"] for row in rows} <= {"gemeente/wijkbeheer/field"}


@pytest.mark.parametrize(
    ("level", "values", "field"),
    [
        (3, {}, "contact"),
        (4, {"contact": Contact(name="Mina")}, "contact"),
        (4, {"contact": Contact(email="geen adres")}, "contact.email"),
        (4, {"contact": Contact(phone="012 345 678 901 234 567 89" + "0" * 180)}, "contact.phone"),
        (2, {}, "level"),
        (1, {"contact": MINA}, "contact"),
    ],
)
async def test_what_cannot_be_changes_nothing(
    ours: Installation, level: int, values: dict[str, Any], field: str
) -> None:
    told = await tell(ours)
    cookie, before = await told.session(), await told.row()
    with pytest.raises(Invalid) as refused:
        await set_level(ours, cookie, level, **values)
    assert set(refused.value.fields) == {field}
    assert (await reread(told, cookie)).level == 1
    assert await told.row() == before

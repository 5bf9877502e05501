"""Leaks of keys: a wrap for somebody whom the covenant does not name."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

import pytest
from msgspec.structs import replace

from backend.casework import answer_contact, resealing, transferring
from backend.casework.rewrapping import give_to
from backend.covenant import Readers, stand_ins
from backend.covenant.rules import REPORTER_HAS
from backend.reports import own_steps, submitting
from backend.vault.tables import Wrap
from tests.trust.journeys import short
from tests.trust.plants.tools import Plant


def one_reader_more(patch: pytest.MonkeyPatch, keyring: str) -> None:
    readers_of = submitting.readers_of

    def with_one_more(*asked: Any, sleeps: bool) -> Readers:
        to = readers_of(*asked, sleeps=sleeps)
        return replace(to, keyrings=to.keyrings | {keyring: REPORTER_HAS})

    patch.setattr(submitting, "readers_of", with_one_more)


def excluded_partner(patch: pytest.MonkeyPatch) -> None:
    one_reader_more(patch, "politie/wijkagent/case")


def moderator(patch: pytest.MonkeyPatch) -> None:
    one_reader_more(patch, "gemeente/gebiedsverbinder/moderate")


def other_duty(patch: pytest.MonkeyPatch) -> None:
    one_reader_more(patch, "gemeente/veiligheid/case")


def excluded_stand_in(patch: pytest.MonkeyPatch) -> None:
    def whoever_is_excluded(*asked: Any) -> Any:
        neighbourhood, team, fallback, class_, _ = asked
        return stand_ins(neighbourhood, team, fallback, class_, ())

    patch.setattr(submitting, "stand_ins", whoever_is_excluded)


def team_keeps_its_keys(patch: pytest.MonkeyPatch) -> None:
    async def giving(installation: Any, transaction: Any, opened: Any, *rest: Any) -> None:
        had = Wrap.select().where(Wrap.report == opened.report, Wrap.keyring == "gemeente/wijkbeheer/case")
        kept: Iterable[dict[str, Any]] = await transaction.run(had)
        await give_to(installation, transaction, opened, *rest)
        for row in kept:
            transaction.add(Wrap, **row | {"id": uuid4()})

    patch.setattr(transferring, "give_to", giving)


def before_the_slot(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(resealing, "WAITS_FOR_RELEASE", "")


def contact_without_consent(patch: pytest.MonkeyPatch) -> None:
    async def always_yes(*asked: Any, **_: Any) -> None:
        await answer_contact(*asked, yes=True)

    patch.setattr(own_steps, "answer_contact", always_yes)


HELD = {
    "a wrap for the excluded partner": Plant(
        excluded_partner, short.restricted_report, {("politie/wijkagent/case", "restricted.holder")}
    ),
    "a wrap for a moderator": Plant(
        moderator, short.sealed_report, {("gemeente/gebiedsverbinder/moderate", "sealed.holder")}
    ),
    "a wrap for another duty of the same team": Plant(
        other_duty, short.sealed_report, {("gemeente/veiligheid/case", "sealed.holder")}
    ),
    "an excluded stand-in": Plant(excluded_stand_in, short.sealed_report, {("stand-in welzijn", "sealed.holder")}),
    "a team that keeps its keys": Plant(
        team_keeps_its_keys, short.moved, {("gemeente/wijkbeheer/case", "moved.holder")}
    ),
    "a team that does not wait for the slot": Plant(
        before_the_slot, short.until_the_slot, {("politie/wijkagent/case", "waiting.holder")}
    ),
    "a contact without consent": Plant(contact_without_consent, short.in_full, {("enforcer", "full.email")}),
}

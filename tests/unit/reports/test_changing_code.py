"""A new code opens everything that the old one did, and the old one is dead at once."""

import asyncio
import secrets
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from backend import pictures
from backend.casework import done, list_tasks, put_action_photo, send_message, transition
from backend.covenant import REPORTER, Readers, current_readers
from backend.database import connect
from backend.errors import Conflict, Invalid, NotFound, SignInNeeded
from backend.installation import Installation
from backend.reports import (
    Contact,
    add_photo,
    change_code,
    follow_photo,
    open_follow,
    post_message,
    read_follow,
    set_level,
    withdraw,
)
from backend.reports.tables import FollowSession, Report
from backend.vault import mailbox_pair, unwrap
from backend.vault.tables import Wrap
from tests.support.cases import HANDLER, WALKER, Told, jpeg, tell
from tests.support.outbox import Stopwatch, opened, settings


def new_key() -> bytes:
    return secrets.token_bytes(32)


async def submission(told: Told) -> UUID:
    id: UUID = (await Report.select(Report.submission).where(Report.id == told.id))[0]["submission"]
    return id


async def assert_all_opens(told: Told, key: bytes) -> None:
    """Every wrap of the reporter opens with the new key."""
    rows = await Wrap.select(Wrap.keys).where(Wrap.report == told.id, Wrap.keyring == REPORTER)
    assert rows
    for row in rows:
        unwrap(mailbox_pair(key), bytes(row["keys"]))


@pytest.mark.parametrize("category", ["stoep-bestrating", "drugsoverlast"])
async def test_everything_is_there_as_before(ours: Installation, category: str) -> None:
    told = await tell(ours, category, level=4, photos=1, contact=Contact(email="mina@buurt.example"))
    await add_photo(ours, await submission(told), 1, jpeg())
    cookie = await told.session()
    before = await post_message(ours, cookie, "Het is nu erger.")
    key = new_key()
    changed, followed = await change_code(ours, cookie, key)
    assert followed == before
    assert await follow_photo(ours, changed, followed.photos[0].id, "small")
    assert (await open_follow(ours, key))[1] == before
    await assert_all_opens(told, key)


async def test_what_comes_afterwards_is_sealed_to_the_new_one(ours: Installation) -> None:
    told = await tell(ours, photos=1)
    changed, _ = await change_code(ours, await told.session(), new_key())
    await send_message(ours, HANDLER, told.id, "Wij komen morgen.")
    (task,) = await list_tasks(ours, WALKER)
    action = UUID("33333333-3333-4333-8333-333333333333")
    await done(ours, WALKER, task.id, action=action, at=ours.clock())
    await put_action_photo(ours, WALKER, action, jpeg())
    await add_photo(ours, await submission(told), 1, jpeg("teal"))
    followed = await set_level(ours, changed, 4, Contact(phone="0612345678"))
    assert [message.text for message in followed.messages] == ["Wij komen morgen."]
    assert followed.contact
    assert len(followed.photos) == len(followed.result) == 1
    for photo in (*followed.photos, *followed.result):
        assert await follow_photo(ours, changed, photo.id, "large")


async def test_the_old_code_and_all_its_sessions_are_dead(ours: Installation) -> None:
    told = await tell(ours)
    assert told.key
    cookies = [await told.session() for _ in range(3)]
    changed, _ = await change_code(ours, cookies[0], new_key())
    for cookie in cookies:
        with pytest.raises(SignInNeeded):
            await read_follow(ours, cookie)
        with pytest.raises(SignInNeeded):
            await withdraw(ours, cookie)
    with pytest.raises(NotFound):
        await open_follow(ours, told.key)
    assert await FollowSession.count().where(FollowSession.report == told.id) == 1
    assert (await read_follow(ours, changed)).status == "assigned"


async def test_a_key_that_was_used_or_is_none_changes_nothing(ours: Installation) -> None:
    told, other = await tell(ours), await tell(ours)
    assert told.key
    assert other.key
    cookie = await told.session()
    for key in (other.key, told.key, b"", b"too short", new_key() + b"x"):
        with pytest.raises(Invalid) as refused:
            await change_code(ours, cookie, key)
        assert set(refused.value.fields) == {"key"}
    assert (await told.followed()).reference == told.reference
    assert (await other.followed()).reference == other.reference
    await assert_all_opens(told, told.key)


async def test_of_two_changes_at_once_one_holds(ours: Installation) -> None:
    told = await tell(ours)
    keys = [new_key() for _ in range(4)]
    cookies = [await told.session() for _ in keys]
    outcomes = await asyncio.gather(
        *(change_code(ours, cookie, key) for cookie, key in zip(cookies, keys, strict=True)), return_exceptions=True
    )
    (winner,) = [key for key, outcome in zip(keys, outcomes, strict=True) if isinstance(outcome, tuple)]
    assert all(isinstance(outcome, tuple | SignInNeeded) for outcome in outcomes)
    await assert_all_opens(told, winner)
    assert (await open_follow(ours, winner))[1].reference == told.reference


async def test_words_said_while_the_code_changes_stay_readable(ours: Installation) -> None:
    told = await tell(ours, photos=3)
    id, cookie, key = await submission(told), await told.session(), new_key()
    outcomes = await asyncio.gather(
        send_message(ours, HANDLER, told.id, "Vooraf."),
        add_photo(ours, id, 1, jpeg()),
        post_message(ours, cookie, "Van mij."),
        change_code(ours, cookie, key),
        post_message(ours, cookie, "Ook van mij."),
        send_message(ours, HANDLER, told.id, "Erna."),
        add_photo(ours, id, 2, jpeg("teal")),
        return_exceptions=True,
    )
    failed = [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
    assert all(isinstance(each, SignInNeeded) for each in failed), failed
    await assert_all_opens(told, key)
    changed, followed = await open_follow(ours, key)
    said = {message.text for message in followed.messages}
    assert said >= {"Vooraf.", "Erna."}
    for photo in followed.photos:
        assert await follow_photo(ours, changed, photo.id, "small")
    assert len(followed.photos) == 2


async def test_so_they_do_between_processes(database_url: str, tmp_path: Path) -> None:
    if database_url.startswith("sqlite"):
        pytest.skip("SQLite has one process")
    async with opened(settings(database_url, tmp_path), Stopwatch(), keyrings=True) as one:
        second = connect(database_url, [])
        await second.start()
        other = Installation(one.settings, one.neighbourhood, second, one.vault, one.clock)
        for round_ in range(12):
            told = await tell(one, photos=1)
            id, cookie, key = await submission(told), await told.session(), new_key()
            outcomes = await asyncio.gather(
                add_photo(other, id, 1, jpeg()),
                *(send_message(other, HANDLER, told.id, f"{round_} {n}") for n in range(3)),
                change_code(one, cookie, key),
                transition(other, HANDLER, told.id, to="in_progress", version=2),
                set_level(other, cookie, 4, Contact(phone="0612345678")),
                return_exceptions=True,
            )
            failed = [each for each in outcomes if isinstance(each, BaseException)]
            assert all(isinstance(each, SignInNeeded | Conflict) for each in failed), failed
            await assert_all_opens(told, key)
            changed, followed = await open_follow(one, key)
            assert len(followed.messages) == 3
            assert await follow_photo(one, changed, followed.photos[0].id, "small")
        await second.stop()


async def test_a_picture_that_is_being_stored_in_another_process_opens_too(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if database_url.startswith("sqlite"):
        pytest.skip("SQLite has one process")
    storing = asyncio.Event()

    async def slowly(*asked: Any) -> Readers:
        storing.set()
        await asyncio.sleep(0.3)
        return await current_readers(*asked)

    async with opened(settings(database_url, tmp_path), Stopwatch(), keyrings=True) as one:
        second = connect(database_url, [])
        await second.start()
        other = Installation(one.settings, one.neighbourhood, second, one.vault, one.clock)
        told = await tell(one, photos=1)
        cookie, key = await told.session(), new_key()
        monkeypatch.setattr(pictures, "current_readers", slowly)
        photo = asyncio.create_task(add_photo(other, await submission(told), 1, jpeg()))
        await storing.wait()
        changed, _ = await change_code(one, cookie, key)
        assert await photo
        assert await follow_photo(one, changed, (await read_follow(one, changed)).photos[0].id, "small")
        await second.stop()

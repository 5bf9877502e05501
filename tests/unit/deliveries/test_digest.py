"""The digest: everybody gets the same, at two times a day, and only the reporter's phone knows whom it is for."""

import asyncio
import json
from datetime import timedelta

import pytest

from backend.deliveries import PushSender, deliver_due, make_digest, sweep_deliveries
from backend.deliveries.digest import list_of, slot_names, subscribe_to_digest, unsubscribe_from_digest
from backend.deliveries.digest.tables import DigestSubscription, NewsEntry
from backend.deliveries.digest.waiting import open_entry
from backend.deliveries.tables import Delivery
from backend.errors import Invalid, NotFound
from backend.installation import Installation
from tests.support.digest import has_news, lists, reporter, sent
from tests.support.outbox import Stopwatch, follow, news, outbox, report, run
from tests.support.push_service import PushService
from tests.support.rows import Row, rows, tables


async def spread_and_make(installation: Installation, sender: PushSender) -> None:
    """What the worker does in a minute: what is due, the digest, and what came of that."""
    while await deliver_due(installation, sender):
        pass
    await make_digest(installation)
    while await deliver_due(installation, sender):
        pass


async def half_day(installation: Installation, sender: PushSender, clock: Stopwatch) -> None:
    """Until the next slot, and what it brings. The clock stands at ten in the morning, and then at ten at night."""
    clock.pass_by(hours=12)
    await spread_and_make(installation, sender)


async def test_the_phone_of_the_reporter_finds_the_news_and_no_other_does(
    installation: Installation, sender: PushSender, clock: Stopwatch
) -> None:
    await spread_and_make(installation, sender)
    everybody = [await reporter(installation, class_) for class_ in ("open", "restricted", "sealed")]
    strangers = [await reporter(installation, class_) for class_ in ("open", "restricted", "sealed")]
    for who in (*everybody, everybody[2]):
        await has_news(installation, who)
    await half_day(installation, sender, clock)
    made = await lists()
    assert list(made) == ["2026-11-23-1", "2026-11-23-2"]
    assert [who.finds("2026-11-23-2", made["2026-11-23-2"]) for who in (*everybody, *strangers)] == [True] * 3 + [
        False
    ] * 3
    assert not any(who.finds(slot, made["2026-11-23-1"]) for who in everybody for slot in made)
    assert len(made["2026-11-23-2"]) == 64 * 8
    await half_day(installation, sender, clock)
    last = (await lists())["2026-11-24-1"]
    assert not any(who.finds("2026-11-24-1", last) for who in everybody), "it is told once"


async def test_everybody_gets_the_same_bytes(
    installation: Installation, sender: PushSender, push_service: PushService, clock: Stopwatch
) -> None:
    phones = [push_service.subscriber() for _ in range(3)]
    for phone in (*phones, phones[0]):
        await subscribe_to_digest(installation, phone.subscription)
    await spread_and_make(installation, sender)
    read = {phone.read(push.body) for phone in phones for push in push_service.sent_to(phone)}
    assert [len(push_service.sent_to(phone)) for phone in phones] == [1, 1, 1]
    assert len(read) == 1, "the same bytes to everybody"
    told = json.loads(read.pop())["notification"]
    assert told["title"] == "Er is nieuws uit de buurt"
    assert told["navigate"] == "http://localhost:8000/"
    assert not any(letter.isdigit() for letter in told["title"] + told["body"]), "no number in it"
    assert len({push.headers["topic"] for push in push_service.received}) == 1


async def test_nobody_on_the_way_can_tell_it_from_direct_news_by_its_length(
    installation: Installation, sender: PushSender, push_service: PushService
) -> None:
    phone = push_service.subscriber()
    await subscribe_to_digest(installation, phone.subscription)
    id = await report(installation)
    await follow(installation, id, phone)
    await news(installation, id)
    await spread_and_make(installation, sender)
    one, other = push_service.sent_to(phone)
    assert len(one.body) == len(other.body)
    assert {name: len(value) for name, value in one.headers.items()} == {
        name: len(value) for name, value in other.headers.items()
    }
    assert one.headers["ttl"] == other.headers["ttl"] == "86400"


@pytest.mark.parametrize("sensitive", [False, True])
async def test_a_push_goes_with_open_news_and_otherwise_every_two_days(
    installation: Installation, sender: PushSender, clock: Stopwatch, sensitive: bool
) -> None:
    worried, somebody = await reporter(installation, "sealed"), await reporter(installation, "open")
    await spread_and_make(installation, sender)
    for half_days in range(12):
        if sensitive:
            await has_news(installation, worried)
        if half_days == 6:
            await has_news(installation, somebody)
        await half_day(installation, sender, clock)
    assert len(await lists()) == 13, "there is a list of every slot, sent or not"
    assert await sent() == ["2026-11-23-1", "2026-11-25-1", "2026-11-26-2", "2026-11-28-2"]


async def test_a_worker_that_was_away_makes_the_last_list_with_all_the_news(
    installation: Installation, sender: PushSender, clock: Stopwatch
) -> None:
    await spread_and_make(installation, sender)
    worried = await reporter(installation, "restricted")
    await has_news(installation, worried)
    clock.pass_by(days=3)
    await spread_and_make(installation, sender)
    made = await lists()
    assert list(made) == ["2026-11-23-1", "2026-11-26-1"]
    assert worried.finds("2026-11-26-1", made["2026-11-26-1"])


async def test_of_two_workers_one_makes_it(
    installation: Installation, sender: PushSender, push_service: PushService
) -> None:
    phone = push_service.subscriber()
    await subscribe_to_digest(installation, phone.subscription)
    await asyncio.gather(*(make_digest(installation) for _ in range(5)))
    await make_digest(installation)
    await spread_and_make(installation, sender)
    assert len(push_service.sent_to(phone)) == 1
    assert len(await lists()) == 1


async def test_a_push_that_waits_gives_way_to_the_next(
    installation: Installation, sender: PushSender, push_service: PushService, clock: Stopwatch
) -> None:
    phone = push_service.subscriber()
    await subscribe_to_digest(installation, phone.subscription)
    push_service.answer(503, Retry_After="50000")
    await make_digest(installation)
    assert await deliver_due(installation, sender) == 1
    await has_news(installation, await reporter(installation, "open"))
    push_service.answer(201)
    await half_day(installation, sender, clock)
    clock.pass_by(hours=6)
    await spread_and_make(installation, sender)
    assert len(push_service.sent_to(phone)) == 1


async def test_a_list_can_be_read_for_35_days(installation: Installation, clock: Stopwatch) -> None:
    for _ in range(80):
        await make_digest(installation)
        clock.pass_by(hours=12)
    names = (await slot_names()).slots
    assert len(names) in (71, 72)
    assert names == sorted(names, reverse=True)
    assert len((await list_of(names[-1])).entries) == 64
    for unknown in ("2026-11-23-1", "2026-11-23-3", "' OR 1=1", ""):
        with pytest.raises(NotFound):
            await list_of(unknown)


async def test_waiting_news_names_no_report_and_looks_like_no_other(
    installation: Installation, sender: PushSender
) -> None:
    worried, somebody = await reporter(installation, "sealed"), await reporter(installation, "open")
    for who in (worried, worried, somebody):
        await has_news(installation, who)
    nobody = await report(installation)  # nobody has a code: there is nobody to find it
    await news(installation, nobody)
    await deliver_due(installation, sender)
    waiting = await NewsEntry.select()
    assert {frozenset(row) for row in waiting} == {frozenset({"id", "sealed"})}
    sealed = [bytes(row["sealed"]) for row in waiting]
    assert len(sealed) == len(set(sealed)) == 4
    assert len({len(each) for each in sealed}) == 1
    opened = [open_entry(installation, each) for each in sealed]
    assert opened.count((False, worried.news_key)) == 2
    assert opened.count((True, somebody.news_key)) == 1


async def test_after_a_slot_only_rows_of_nobody_wait(
    installation: Installation, sender: PushSender, clock: Stopwatch
) -> None:
    worried, numbers = await reporter(installation, "sealed"), set()
    for _ in range(6):
        await has_news(installation, worried)
        await spread_and_make(installation, sender)
        left = [open_entry(installation, bytes(row["sealed"])) for row in await NewsEntry.select()]
        numbers.add(len(left))
        assert not any(is_open or key == worried.news_key for is_open, key in left)
        clock.pass_by(hours=12)
    assert len(numbers) > 1, "their number says nothing"


async def test_no_row_leads_from_a_phone_to_a_report(
    installation: Installation, sender: PushSender, push_service: PushService, database_url: str
) -> None:
    """Every value of the phone's row is looked for in all tables: its own pushes have one, and these name nothing."""
    phone, worried = push_service.subscriber(), await reporter(installation, "sealed")
    await subscribe_to_digest(installation, phone.subscription)
    await has_news(installation, worried)
    await make_digest(installation)
    await deliver_due(installation, sender)
    everything = await asyncio.to_thread(all_rows, database_url)
    [subscription] = everything["digest_subscription"]
    assert subscription.keys() == {"id", "address", "digest", "last_used"}
    pushes = [row for row in everything["delivery"] if row["subscription"] == subscription["id"]]
    assert len(pushes) == 1
    assert {(row["report"], row["cause"], row["team"]) for row in pushes} == {(None, None, "")}
    telling = {value for name, value in subscription.items() if name != "last_used"}
    linked = {
        table
        for table, found in everything.items()
        for row in found
        if telling & set(row.values()) and table != "digest_subscription"
    }
    assert linked == {"delivery"}
    for table in ("digest_subscription", "news_entry", "news_list"):
        assert str(worried.report) not in {value for row in everything[table] for value in row.values()}


def all_rows(database_url: str) -> dict[str, list[Row]]:
    """Everything, by table."""
    return {table: rows(database_url, f'SELECT * FROM "{table}"') for table in tables(database_url)}  # noqa: S608


async def test_what_is_stored_of_a_phone_shows_neither_it_nor_the_day(
    installation: Installation, push_service: PushService, clock: Stopwatch
) -> None:
    phone = push_service.subscriber()
    await subscribe_to_digest(installation, phone.subscription)
    [row] = await DigestSubscription.select()
    stored = bytes(row["address"]) + bytes(row["digest"])
    assert phone.endpoint.encode() not in stored
    assert push_service.origin.encode() not in stored
    assert row["last_used"].day == 1
    with pytest.raises(Invalid):
        await subscribe_to_digest(installation, phone.subscription | {"endpoint": "https://evil.example/1"})


async def test_who_stops_who_is_gone_and_who_is_idle_gets_no_more(
    installation: Installation, sender: PushSender, push_service: PushService, clock: Stopwatch
) -> None:
    stopped, gone, idle, used = (push_service.subscriber() for _ in range(4))
    for phone in (stopped, gone, idle, used):
        await subscribe_to_digest(installation, phone.subscription)
    await unsubscribe_from_digest(installation, stopped.endpoint)
    push_service.forget(gone)
    await spread_and_make(installation, sender)
    assert [len(push_service.sent_to(phone)) for phone in (stopped, gone, idle, used)] == [0, 0, 1, 1]
    assert await DigestSubscription.count() == 2, "the one that is gone is forgotten"
    clock.pass_by(days=60)
    await subscribe_to_digest(installation, used.subscription)
    clock.pass_by(days=31)
    await sweep_deliveries(installation)
    await spread_and_make(installation, sender)
    assert [len(push_service.sent_to(phone)) for phone in (idle, used)] == [1, 2]


async def test_undone_news_of_an_open_report_is_in_no_list(
    installation: Installation, sender: PushSender, clock: Stopwatch
) -> None:
    from backend.deliveries import take_back

    await spread_and_make(installation, sender)
    somebody = await reporter(installation, "open")
    cause = await news(installation, somebody.report, clock() + timedelta(seconds=10))
    await installation.ledger.record(lambda transaction: take_back(transaction, cause))
    await half_day(installation, sender, clock)
    made = await lists()
    assert not somebody.finds("2026-11-23-2", made["2026-11-23-2"])
    assert await sent() == ["2026-11-23-1"]


async def test_a_kill_after_the_list_is_made_loses_no_push(
    installation: Installation, sender: PushSender, push_service: PushService, clock: Stopwatch
) -> None:
    """Killed while it sends: the claim runs out, and somebody else sends."""
    phone = push_service.subscriber()
    await subscribe_to_digest(installation, phone.subscription)
    await make_digest(installation)
    await deliver_due(installation, sender)
    await run(
        installation,
        Delivery.update({Delivery.state: "sending", Delivery.claimed_until: clock() + timedelta(seconds=15)}).where(
            Delivery.duty == "digest"
        ),
    )
    clock.pass_by(seconds=16)
    assert await deliver_due(installation, sender) == 1
    assert [row["state"] for row in await outbox()] == ["sent"]

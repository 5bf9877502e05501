"""Codes that open nothing: can the time of an answer tell a withdrawn or an expired one from one that never was?

300 tries of each kind, interleaved at random, by JSON and by the form without JavaScript. AUC by ranks: the chance that
a try of one kind took longer than one of the other; 0.5 tells nothing. Yardstick: unknown codes beside others, and
codes that open their report, which may differ. Budget: 0.40–0.60, one repeat allowed.

The derivation of a key from a code is shortened here: it is the same work for every code, and would only hide a
difference behind its noise.
"""

import base64
import http.client
import json
import random
import time
from collections.abc import Callable
from urllib.parse import urlencode

from backend.reports.http import to_base64url
from backend.vault.codes import derive, digits_of, new_code
from tests.bench.engines import on_both
from tests.bench.load import say
from tests.support.rows import change
from tests.support.server import Installation
from tests.support.visitors import Visitor

TRIES = 300
#: Of each kind so many codes are tried in turn.
CODES = 6
BOUNDS = (0.40, 0.60)
PAIRS = (("unknown", "withdrawn"), ("unknown", "expired"), ("withdrawn", "expired"))
YARDSTICKS = (("unknown", "unknown too"), ("unknown", "known"))
#: Instead of 600,000 rounds.
SHORTEN = "UPDATE foundation SET kdf_iterations = 1000"
#: What retention leaves: the mailbox died, and the code with it.
EXPIRE = "UPDATE report SET code_tag = NULL, reporter_key = NULL WHERE submission = '{}'"

Times = dict[str, list[float]]
#: Code and key → path, type and body of a try.
Try = Callable[[str, str], tuple[str, str, str]]


def main() -> None:
    """SQLite, then PostgreSQL."""
    on_both(measure)


def measure(engine: str, installation: Installation) -> None:
    """Both ways in; a way that tells something is tried once more."""
    installation.start()
    installation.stop()
    change(installation.environment["BUURTSEIN_DATABASE_URL"], SHORTEN)
    installation.start()
    try:
        kinds = codes_of(installation)
        for name, attempt in (("JSON", by_json), ("form", by_form)):
            for repeat in (False, True):
                times = interleaved(installation.port, kinds, attempt)
                if report(f"{name} on {engine}", times, repeat=repeat):
                    break
    finally:
        installation.stop()


def codes_of(installation: Installation) -> dict[str, list[tuple[str, str]]]:
    """Kind → codes, each with the key that it gives."""
    with Visitor(installation) as visitor:
        kdf = visitor.get("/api/neighbourhood").json()["kdf"]
        salt = base64.urlsafe_b64decode(kdf["salt"] + "==")

        def some() -> list[tuple[str, str]]:
            codes = [new_code() for _ in range(CODES)]
            keys = (derive(digits_of(code) or "", salt, kdf["iterations"]) for code in codes)
            return [(code, to_base64url(key)) for code, key in zip(codes, keys, strict=True)]

        kinds = {name: some() for name in ("unknown", "unknown too", "withdrawn", "expired", "known")}
        for name in ("withdrawn", "expired", "known"):
            for _, key in kinds[name]:
                sent = visitor.tell("drugsoverlast", key=key)
                if name == "withdrawn":
                    visitor.follow(sent)
                    visitor.step("withdraw")
                if name == "expired":
                    change(installation.environment["BUURTSEIN_DATABASE_URL"], EXPIRE.format(sent["submission"]))
    return kinds


def by_json(_code: str, key: str) -> tuple[str, str, str]:
    """As the script of the page asks."""
    return "/api/follow", "application/json", json.dumps({"key": key})


def by_form(code: str, _key: str) -> tuple[str, str, str]:
    """As a browser without JavaScript asks: the server derives the key."""
    return "/volg", "application/x-www-form-urlencoded", urlencode({"code": code})


def interleaved(port: int, kinds: dict[str, list[tuple[str, str]]], attempt: Try) -> Times:
    """Seconds of each try, over one kept-open connection, in an order that nobody knows beforehand."""
    connection = http.client.HTTPConnection("localhost", port)
    times: Times = {name: [] for name in kinds}
    order = [name for name in kinds for _ in range(TRIES)]
    random.shuffle(order)
    for name in order:
        code, key = random.choice(kinds[name])  # noqa: S311
        path, type_, body = attempt(code, key)
        began = time.perf_counter()
        connection.request("POST", path, body, {"Content-Type": type_})
        connection.getresponse().read()
        times[name].append(time.perf_counter() - began)
    connection.close()
    return times


def report(what: str, times: Times, *, repeat: bool) -> bool:
    """Print what was measured; True where no pair is told apart."""
    measured = {f"{one} / {other}": round(auc(times[one], times[other]), 3) for one, other in PAIRS}
    beside = {f"{one} / {other}": round(auc(times[one], times[other]), 3) for one, other in YARDSTICKS}
    equal = all(BOUNDS[0] <= value <= BOUNDS[1] for value in measured.values())
    say(what=f"codes that open nothing, {what}", tries=TRIES, repeat=repeat, auc=measured, yardstick=beside,
        budget=BOUNDS, equal=equal)  # fmt: skip
    return equal


def auc(one: list[float], other: list[float]) -> float:
    """The chance that a value of `other` is the larger one: Mann and Whitney's U over all pairs."""
    ranked = sorted([(value, False) for value in one] + [(value, True) for value in other])
    ranks = sum(rank for rank, (_, is_other) in enumerate(ranked, 1) if is_other)
    return (ranks - len(other) * (len(other) + 1) / 2) / (len(one) * len(other))


if __name__ == "__main__":
    main()

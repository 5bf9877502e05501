"""Passwords: what we ask of one, and Argon2id, a few at a time so that a flood of sign-ins cannot take all memory."""

import asyncio
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from backend.errors import Invalid, Unavailable
from backend.texts import mark

T = TypeVar("T")

LEAST = 15
MOST = 200
#: zxcvbn's score runs from 0 (guessed at once) to 4; below this a list of known passwords finds it.
GUESSABLE = 3
#: What zxcvbn looks at; the time that it takes grows with the square of this.
LOOKED_AT = 72

#: Hashes at once (19 MiB each), and how many more may wait.
AT_ONCE = 4
WAITING = 16

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="password")
_busy = 0


async def check_password(password: str, name: str) -> None:
    """Long enough, and not one that is guessed first; no rules on which characters. Raises Invalid."""
    password = canonical(password)
    if len(password) < LEAST:
        raise Invalid({"password": mark("Kies een wachtwoord van 15 tekens of meer. Vier losse woorden is goed.")})
    if len(password) > MOST:
        raise Invalid({"password": mark("Kies een wachtwoord van hooguit 200 tekens.")})
    if await in_thread(lambda: guessable(password, name)):
        raise Invalid({"password": mark("Dit wachtwoord is te makkelijk te raden. Kies vier losse woorden.")})


async def hash_password(password: str) -> str:
    """What is stored. Raises Unavailable where too many wait already."""
    return await in_thread(lambda: _hasher.hash(canonical(password)))


async def is_password(stored: str | None, password: str) -> bool:
    """Whether this is the password. Without a stored one it costs the same time, and is wrong."""
    return await in_thread(lambda: verify(stored, canonical(password[: MOST + 1])))


def verify(stored: str | None, password: str) -> bool:
    """Compare with the stored hash, or with that of a password that nobody has."""
    try:
        _hasher.verify(stored or decoy(), password)
    except VerificationError:
        return False
    return stored is not None


@cache
def decoy() -> str:
    """A hash that takes as long to compare with as any other."""
    return _hasher.hash("")


def guessable(password: str, name: str) -> bool:
    """Whether somebody with lists of common passwords, and this name, is quickly there."""
    from zxcvbn import zxcvbn  # noqa: PLC0415  # its lists take 15 MB: only where accounts are made

    result = zxcvbn(password[:LOOKED_AT], user_inputs=["buurtsein", name, *name.split()])
    return bool(result["score"] < GUESSABLE)


def canonical(password: str) -> str:
    """The same characters, however the keyboard composed them."""
    return unicodedata.normalize("NFKC", password)


async def in_thread(work: Callable[[], T]) -> T:
    """Run slow work beside the loop. Raises Unavailable where too many wait already."""
    global _busy  # noqa: PLW0603  # one count for the process, as there is one pool
    if _busy >= AT_ONCE + WAITING:
        raise Unavailable
    _busy += 1
    try:
        return await asyncio.get_running_loop().run_in_executor(_threads, work)
    finally:
        _busy -= 1

"""Passwords: what we ask of one, and Argon2id, a few at a time so that a flood of sign-ins cannot take all memory.

No hash is stored to compare with. A password is right where what Argon2id makes of it opens the person's key.
"""

import asyncio
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from nacl.pwhash import argon2id

from backend.errors import Invalid, Unavailable
from backend.texts import mark

T = TypeVar("T")

LEAST = 15
MOST = 200
#: zxcvbn's score runs from 0 (guessed at once) to 4; below this a list of known passwords finds it.
GUESSABLE = 3
#: What zxcvbn looks at; the time that it takes grows with the square of this.
LOOKED_AT = 72

#: Argon2id with 19 MiB and two passes (OWASP's minimum).
MEMORY = 19 * 1024 * 1024
PASSES = 2
SALT = 16
#: Derivations at once, and how many more may wait.
AT_ONCE = 4
WAITING = 16

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


async def stretch(password: str, salt: bytes) -> bytes:
    """32 bytes that cost 0.03–0.1 s to make. Raises Unavailable where too many wait already."""
    typed = canonical(password[: MOST + 1]).encode(errors="replace")
    return await in_thread(lambda: argon2id.kdf(32, typed, salt, opslimit=PASSES, memlimit=MEMORY))


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

"""A new code for the same report: everything that the old one opened is sealed to the new one, and the old one is dead.

We are told the new key, never the code.
"""

import secrets
from typing import Any

from nacl.public import PrivateKey

from backend.casework import hold_case
from backend.covenant import REPORTER
from backend.database import AlreadyThere, Transaction
from backend.deliveries import seal_news_key
from backend.errors import Invalid
from backend.installation import Installation
from backend.reports.checking import KEY_LENGTH
from backend.reports.follow import read_follow
from backend.reports.model import Followed
from backend.reports.sessions import Reporter, add_session, reporter_of, still
from backend.reports.tables import FollowSession, Report
from backend.texts import mark
from backend.vault import mailbox_pair, unwrap, wrap
from backend.vault.tables import Sealed, Wrap

NO_KEY = mark("De sleutel bij uw nieuwe code klopt niet. Open deze pagina opnieuw.")
USED = mark("Deze code is al gebruikt. Open deze pagina opnieuw voor een andere.")


async def change_code(
    installation: Installation, cookie: str, key: bytes, language: str = "nl"
) -> tuple[str, Followed]:
    """The cookie of the only session that is left, and the report as before.

    Raises Invalid for a key that is none or was used, SignInNeeded.
    """
    if len(key) != KEY_LENGTH:
        raise Invalid({"key": NO_KEY})
    reporter = await reporter_of(installation, cookie)
    if key == reporter.key:
        raise Invalid({"key": USED})
    token = secrets.token_bytes(32)

    async def entry(transaction: Transaction) -> None:
        # First the case, for words that another process is sealing; then the report's row, for its pictures.
        await hold_case(transaction, reporter.id)
        await still(transaction, reporter)
        pair = mailbox_pair(key)
        changed: dict[Any, Any] = {
            Report.code_tag: installation.vault.tag(key),
            Report.reporter_key: bytes(pair.public_key),
        }
        await transaction.run(Report.update(changed).where(Report.id == reporter.id))
        await rewrap(transaction, reporter, pair)
        news_key: dict[Any, Any] = {Sealed.news_key: seal_news_key(installation.vault, key)}
        await transaction.run(Sealed.update(news_key).where(Sealed.report == reporter.id))
        await transaction.run(FollowSession.delete().where(FollowSession.report == reporter.id))
        add_session(installation, transaction, reporter.id, key, token)
        transaction.forget()

    try:
        await installation.ledger.record(entry)
    except AlreadyThere as failure:
        raise Invalid({"key": USED}) from failure
    return token.hex(), await read_follow(installation, token.hex(), language)


async def rewrap(transaction: Transaction, reporter: Reporter, to: PrivateKey) -> None:
    """Every wrap of the reporter, of parts, events, pictures and contact, opened with the old key and sealed anew."""
    old, public_key = mailbox_pair(reporter.key), bytes(to.public_key)
    rows = await transaction.run(
        Wrap.select(Wrap.id, Wrap.keys).where(Wrap.report == reporter.id, Wrap.keyring == REPORTER)
    )
    for row in rows:
        keys = wrap(public_key, unwrap(old, bytes(row["keys"])))
        await transaction.run(Wrap.update({Wrap.keys: keys}).where(Wrap.id == row["id"]))

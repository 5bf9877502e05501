"""The digest's rows. None of them has a place for a report."""

from piccolo.columns import UUID, Boolean, Bytea, Date, Varchar
from piccolo.table import Table


class DigestSubscription(Table, tablename="digest_subscription"):
    """A browser that wants the news of the neighbourhood. `address` (endpoint, keys) is sealed to the notifier.

    `digest` recognises the endpoint and depends on nothing else. `last_used` is the first day of the month: the day
    itself could be the day of a report.
    """

    id = UUID(primary_key=True, default=None)
    address = Bytea(default=b"")
    digest = Bytea(default=b"")
    last_used = Date(default=None)


class NewsEntry(Table, tablename="news_entry"):
    """News that waits for the next slot: a news key, sealed to the notifier each time anew. No report, no time."""

    id = UUID(primary_key=True, default=None)
    sealed = Bytea(default=b"")


class NewsList(Table, tablename="news_list"):
    """The list of one slot, as everybody may read it. Made once, never changed. `sent`: a push went with it."""

    slot = Varchar(length=12, primary_key=True, default=None)
    entries = Bytea(default=b"")
    sent = Boolean(default=False)

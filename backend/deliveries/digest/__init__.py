"""The digest: at fixed times the same bytes go to every phone that wants news, whatever there is news of.

`waiting` notes whom there is news for, `making` turns that into the public list of a slot and decides whether a push
goes with it, `subscribing` knows which phones want it, `reading` gives the lists. The phone alone compares.
"""

from backend.deliveries.digest.making import make_digest
from backend.deliveries.digest.reading import list_of, slot_names
from backend.deliveries.digest.subscribing import subscribe_to_digest, unsubscribe_from_digest
from backend.deliveries.digest.waiting import note_news, seal_news_key

__all__ = [
    "list_of",
    "make_digest",
    "note_news",
    "seal_news_key",
    "slot_names",
    "subscribe_to_digest",
    "unsubscribe_from_digest",
]

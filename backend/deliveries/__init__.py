"""Deliveries: what must go out is written with its event, and travels event → delivery → push.

`telling` writes, `spreading` finds who wants it, `delivering` claims, sends and marks, `push` is the channel. `digest`
brings news without a trace: that of sensitive reports travels no other way.
"""

from backend.deliveries.counting import count_by_state
from backend.deliveries.delivering import deliver_due
from backend.deliveries.digest import make_digest, note_news, seal_news_key
from backend.deliveries.messages import digest_words
from backend.deliveries.push import PushSender
from backend.deliveries.rounds import Rounds
from backend.deliveries.subscriptions import forget_owner, has_subscription, subscribe, unsubscribe, unsubscribe_all
from backend.deliveries.sweeping import sweep_deliveries
from backend.deliveries.telling import take_back, tell_reporter, tell_team
from backend.deliveries.vapid import vapid_public_key

__all__ = [
    "PushSender",
    "Rounds",
    "count_by_state",
    "deliver_due",
    "digest_words",
    "forget_owner",
    "has_subscription",
    "make_digest",
    "note_news",
    "seal_news_key",
    "subscribe",
    "sweep_deliveries",
    "take_back",
    "tell_reporter",
    "tell_team",
    "unsubscribe",
    "unsubscribe_all",
    "vapid_public_key",
]

"""What stands on a lock screen, in every language that we have."""

import json
from datetime import timedelta

import pytest

from backend.deliveries import sweep_deliveries
from backend.deliveries.messages import LENGTH, message
from backend.deliveries.tables import Delivery
from backend.installation import Installation
from backend.texts import LOCALES
from tests.support.outbox import Stopwatch, news, outbox, report, run

LANGUAGES = ["nl", "ar", *sorted(folder.name for folder in LOCALES.glob("*") if folder.is_dir())]
LONG_URL = "https://" + "a" * 60 + ".example"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("duty", ["", "field", "intake"])
def test_always_as_long_and_readable(language: str, duty: str) -> None:
    text = message(LONG_URL, duty, language, "t" * 32)
    assert len(text) == LENGTH <= 3993
    read = json.loads(text)
    assert read["web_push"] == 8030
    assert read["notification"]["navigate"].startswith(LONG_URL + "/")
    assert read["notification"]["lang"] == language


def test_letters_run_as_they_are_read() -> None:
    assert json.loads(message(LONG_URL, "", "ar", "t"))["notification"]["dir"] == "rtl"
    assert json.loads(message(LONG_URL, "", "nl", "t"))["notification"]["dir"] == "ltr"


def test_what_does_not_fit_is_an_error_and_never_a_longer_message() -> None:
    with pytest.raises(ValueError, match="would tell its length"):
        message("https://" + "a" * 500, "", "nl", "t")


async def test_finished_deliveries_go_after_a_day_and_waiting_ones_stay(
    installation: Installation, clock: Stopwatch
) -> None:
    id = await report(installation)
    for _ in range(3):
        await news(installation, id)
    ids = [row["id"] for row in await outbox()]
    yesterday, today = clock() - timedelta(hours=25), clock() - timedelta(hours=23)
    for id, state, finished_at in zip(ids, ["sent", "failed", "waiting"], [yesterday, today, None], strict=True):
        await run(
            installation,
            Delivery.update({Delivery.state: state, Delivery.finished_at: finished_at}).where(Delivery.id == id),
        )
    await sweep_deliveries(installation)
    assert {row["state"] for row in await outbox()} == {"failed", "waiting"}

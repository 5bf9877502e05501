"""A report is withdrawn while its photo is still being decoded: nothing of the photo stays."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID

import pytest

from backend import pictures
from backend.errors import Gone
from backend.installation import Installation, now
from backend.pictures import Pictures, clean
from backend.reports import add_photo, withdraw
from backend.reports.tables import Report
from backend.vault.tables import File, Wrap
from tests.support.cases import Told, tell
from tests.support.outbox import opened, settings
from tests.support.photos import jpeg


@pytest.fixture
async def installation(database_url: str, tmp_path: Path) -> AsyncIterator[Installation]:
    async with opened(settings(database_url, tmp_path), now, keyrings=True) as installation:
        yield installation


async def submission(told: Told) -> UUID:
    id: UUID = (await Report.select(Report.submission).where(Report.id == told.id))[0]["submission"]
    return id


async def test_a_photo_that_comes_too_late_leaves_nothing(
    installation: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = await tell(installation, "burenoverlast", photos=1)
    cookie, id = await told.session(), await submission(told)
    decoding = threading.Event()

    def clean_slowly(data: bytes) -> Pictures:
        decoding.set()
        time.sleep(0.3)
        return clean(data)

    monkeypatch.setattr(pictures, "clean", clean_slowly)
    photo = asyncio.create_task(add_photo(installation, id, 1, jpeg()))
    await asyncio.to_thread(decoding.wait, 10)
    await withdraw(installation, cookie)
    with pytest.raises(Gone):
        await photo
    assert await File.count().where(File.report == told.id) == 0
    assert await Wrap.count().where(Wrap.report == told.id) == 0
    assert not [path for path in (tmp_path / "files").rglob("*") if path.is_file()]

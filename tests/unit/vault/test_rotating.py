"""Service keys rotate: everything opens with the new ones, and the earlier ones open nothing that is left."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from backend.installation import Installation, now
from backend.people.tables import Person
from backend.piccolo_app import TABLES
from backend.vault import CannotOpen, KeysError, replacing, resealing, rotate
from backend.vault.holding import HeldKeys
from backend.vault.keyfile import SERVICES
from backend.vault.rotating import with_new_keys
from backend.vault.vault import Vault
from tests.support.outbox import opened, run, settings
from tests.support.push_service import PushService
from tests.support.service_keys import KINDS, Things, assert_all_opens, fill, opened_by, private_keys


@pytest.fixture
async def installation(database_url: str, tmp_path: Path, push_service: PushService) -> AsyncIterator[Installation]:
    async with opened(settings(database_url, tmp_path, push_service.origin), now) as installation:
        yield installation


@pytest.fixture
async def things(installation: Installation, push_service: PushService) -> Things:
    return await fill(installation, push_service.subscriber(), push_service.subscriber())


async def rotated(installation: Installation, *services: str) -> int:
    """Rotate; returns how many damaged values there were."""
    return await rotate(
        installation.ledger,
        installation.vault,
        TABLES,
        services or SERVICES,
        sqlite=installation.settings.sqlite,
        say=lambda _: None,
        tell=lambda _column, _values: None,
    )


async def held_by(keys: Any, installation: Installation) -> set[str]:
    """Where something lies that these keys open."""
    return await asyncio.to_thread(opened_by, private_keys(keys), installation.settings.database_url)


async def test_all_opens_and_the_earlier_keys_open_nothing(installation: Installation, things: Things) -> None:
    earlier = installation.vault.keys
    assert await held_by(earlier, installation) == KINDS
    assert await rotated(installation) == 0
    assert await held_by(earlier, installation) == set()
    await assert_all_opens(installation, things)
    assert {len(each) for each in installation.vault.keys.services.values()} == {1}
    assert not set(private_keys(earlier)) & set(private_keys(installation.vault.keys))


async def test_one_service_alone(installation: Installation, things: Things) -> None:
    earlier = installation.vault.keys
    await rotated(installation, "accounts")
    assert await held_by(earlier, installation) == KINDS - {"person.totp"}
    await assert_all_opens(installation, things)


async def test_forgotten_kinds_are_found(
    installation: Installation, things: Things, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A planted fault: nothing is sealed again, and nobody notices. The test above must."""

    async def nothing(*_: Any, **__: Any) -> int:
        return 0

    monkeypatch.setattr(resealing, "reseal_column", nothing)
    monkeypatch.setattr(resealing, "depending", nothing)
    earlier = installation.vault.keys
    await rotated(installation)
    assert await held_by(earlier, installation) == KINDS
    with pytest.raises(CannotOpen):
        await assert_all_opens(installation, things)


async def test_a_kind_that_is_left_out_does_not_end(
    installation: Installation, things: Things, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As long as something depends on an earlier key, that key stays."""
    real, passes = resealing.reseal_column, 0

    async def forgetful(ledger: Any, services: Any, column: Any, **values: Any) -> int:
        nonlocal passes
        passes += column is Person.totp
        return 0 if column is Person.totp and passes < 3 else await real(ledger, services, column, **values)

    monkeypatch.setattr(resealing, "reseal_column", forgetful)
    earlier = installation.vault.keys
    await rotated(installation)
    assert passes == 3
    assert await held_by(earlier, installation) == set()


async def test_what_is_damaged_does_not_keep_the_earlier_key(installation: Installation, things: Things) -> None:
    (person,) = await Person.select(Person.id, Person.totp)
    damaged = bytes(person["totp"])[:-1] + b"x"
    await run(installation, Person.update({Person.totp: damaged}).where(Person.id == person["id"]))
    assert await rotated(installation) == 1
    assert {len(each) for each in installation.vault.keys.services.values()} == {1}


async def test_another_process_opens_what_is_sealed_to_a_key_that_it_does_not_know(installation: Installation) -> None:
    path, vault = installation.settings.keys, installation.vault
    other = Vault(HeldKeys.read(path), b"", 1, vault.files, installation.settings.deletions)
    replacing.replace(path, with_new_keys(vault.keys, SERVICES))
    vault.reread()
    assert other.keys != vault.keys
    assert other.open_as("router", vault.seal_to("router", b"whom not")) == b"whom not"
    assert other.keys == vault.keys
    other.close()


class TestAnotherProcess:
    """It says by a lock that it works with the key file, and must say so no more before that is destroyed."""

    async def test_that_does_not_take_the_new_file_keeps_the_earlier_one(
        self, installation: Installation, things: Things, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(replacing, "PATIENCE", 0.3)
        path, earlier = installation.settings.keys, installation.vault.keys
        hangs = HeldKeys.read(path)
        with pytest.raises(KeysError, match="Restart it"):
            await rotated(installation)
        assert await held_by(earlier, installation) == KINDS, "nothing was sealed again before"
        await assert_all_opens(installation, things)
        assert hangs.keys == earlier
        hangs.release()
        await rotated(installation)
        assert await held_by(earlier, installation) == set()
        assert [each.name for each in path.parent.glob("keys*")] == ["keys"]

    async def test_that_rotates_too_is_refused(self, installation: Installation) -> None:
        with replacing.alone(installation.settings.keys), pytest.raises(KeysError, match="Another rotation"):
            await rotated(installation)

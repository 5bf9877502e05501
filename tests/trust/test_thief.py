"""What a thief reads who has the database, the files and, in the second place, the key file too: see docs/keys.md."""

from pathlib import Path

from backend.vault.keyfile import create
from tests.trust.finding import in_parts
from tests.trust.table import READERS
from tests.trust.thief import opened
from tests.trust.town import Town

#: Can fall to nobody else and wait for no one, so that without their team's keys they stay closed; or are gone.
CLOSED = {"sealed", "withdrawn", "given up", "taken back"}
CONTACT = {"email", "phone", "name"}


def test_without_the_key_file_nothing_opens(town: Town, tmp_path: Path) -> None:
    assert list(opened(town, create(tmp_path / "another.keys"))) == []


def test_with_it_what_can_fall_to_others_opens_and_contacts_do(town: Town) -> None:
    keys = town.keys()
    found = {name for _, name in in_parts(town, opened(town, keys))}
    texts = {name.removesuffix(".text") for name in found if name.endswith(".text")}
    assert texts == {name for name, marks in READERS.items() if name != "refused"} - CLOSED - {"summary"}
    assert "summary.summary" in found, "of what intake gives on, what it chose"
    of_sealed = {name.partition(".")[2] for name in found if name.startswith("sealed.")}
    assert of_sealed == CONTACT | {"news key"}, "the notifier has the contact, and where news is looked for"


def test_members_keys_second_factors_of_others_and_reporters_keys_are_not_in_it(town: Town) -> None:
    keys = town.keys()
    found = {name.rpartition(".")[2] for _, name in in_parts(town, opened(town, keys))}
    assert not found & {"key", "mailbox", "code", "cookie", "csrf", "recovery", "prf", "passkey", "invitation"}
    assert {"totp", "endpoint", "auth"} <= found, "what its services need is: second factors, where pushes go"

"""Photos come after the text. Whatever is wrong with one, the report stays."""

from uuid import uuid4

import httpx
import pytest

from tests.support.photos import jpeg, marked_jpeg, opened, png_that_says
from tests.support.server import Installation
from tests.support.visitors import Visitor, told


def refusal(answer: httpx.Response) -> str:
    """The sentence of a photo that cannot be used."""
    assert answer.status_code == 422, answer.text
    said = answer.json()
    assert set(said["fields"]) == {"photo"}
    assert "melding" in said["detail"], "the reporter must know that the report is safe"
    return str(said["fields"]["photo"])


def shown(visitor: Visitor, size: str = "large", n: int = 0) -> bytes:
    """A photo as the reporter gets it."""
    photos = visitor.step("messages", text="Nog iets.").json()["photos"]
    answer = visitor.get(photos[n][size])
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/webp")
    return answer.content


def test_three_photos_follow_a_report(visitor: Visitor) -> None:
    sent = visitor.tell(photos=3)
    for n, colour in enumerate(("olive", "navy", "teal"), 1):
        answer = visitor.add_photo(sent, jpeg(colour=colour), n)
        assert (answer.status_code, answer.json()) == (201, {"n": n})
    followed = visitor.follow(sent)
    assert [photo["n"] for photo in followed["photos"]] == [1, 2, 3]
    assert opened(shown(visitor, "large")).size == (640, 480)
    assert opened(shown(visitor, "small")).size == (400, 300)


def test_the_same_bytes_again_are_fine_and_others_are_a_conflict(visitor: Visitor) -> None:
    sent = visitor.tell(photos=1)
    statuses = [visitor.add_photo(sent, jpeg(colour=colour)).status_code for colour in ("olive", "olive", "navy")]
    assert statuses == [201, 200, 409]
    assert len(visitor.follow(sent)["photos"]) == 1


@pytest.mark.parametrize("n", [0, 4, 99])
def test_there_are_three_photos_at_most(visitor: Visitor, n: int) -> None:
    answer = visitor.add_photo(visitor.tell(photos=3), jpeg(), n)
    assert (answer.status_code, set(answer.json()["fields"])) == (422, {"n"})


def test_a_photo_of_an_unknown_submission_is_not_found(visitor: Visitor) -> None:
    assert visitor.add_photo({"submission": uuid4()}, jpeg()).status_code == 404


def test_a_photo_of_a_withdrawn_report_is_gone(visitor: Visitor) -> None:
    sent = visitor.tell(photos=1)
    visitor.follow(sent)
    assert visitor.step("withdraw").status_code == 200
    assert visitor.add_photo(sent, jpeg()).status_code == 410


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"dit is geen foto", id="text"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'/>", id="svg"),
        pytest.param(b"%PDF-1.7", id="pdf"),
        pytest.param(b"MM\0*" + b"\0" * 100, id="tiff"),
        pytest.param(jpeg()[:2_000], id="truncated"),
        pytest.param(png_that_says(30_000, 30_000), id="30,000 by 30,000"),
        pytest.param(png_that_says(100, 100), id="fewer pixels than it says"),
    ],
)
def test_what_is_no_photo_is_refused_and_the_report_stays(visitor: Visitor, data: bytes) -> None:
    sent = visitor.tell(photos=1)
    assert refusal(visitor.add_photo(sent, data)).endswith(".")
    assert visitor.follow(sent)["photos"] == []
    assert visitor.add_photo(sent, jpeg()).status_code == 201


@pytest.mark.parametrize("category", ["stoep-bestrating", "burenoverlast", "drugsoverlast"])
def test_only_the_pixels_survive(visitor: Visitor, server: Installation, category: str) -> None:
    marker = f"kenteken{uuid4().hex}"
    sent = visitor.tell(category, photos=1)
    assert visitor.add_photo(sent, marked_jpeg(marker)).status_code == 201
    visitor.follow(sent)
    for size in ("large", "small"):
        picture = shown(visitor, size)
        assert marker.encode() not in picture
        assert not opened(picture).getexif()
        assert {"exif", "xmp", "comment", "icc_profile"}.isdisjoint(opened(picture).info)


def test_files_on_disk_are_sealed_have_random_names_and_tell_no_time(visitor: Visitor, server: Installation) -> None:
    visitor.add_photo(visitor.tell(photos=1), jpeg())
    files = [path for path in (server.data / "files").rglob("*") if path.is_file()]
    assert files
    for path in files:
        assert (len(path.name), path.stat().st_mtime) == (32, 0)
        assert path.stat().st_size % 65_536 < 100, "sizes are padded"
        assert b"WEBP" not in path.read_bytes()


def test_a_photo_is_only_for_its_own_session(visitor: Visitor, server: Installation) -> None:
    sent = visitor.tell(photos=1)
    visitor.add_photo(sent, jpeg())
    path = visitor.follow(sent)["photos"][0]["large"]
    with Visitor(server) as stranger:
        assert stranger.get(path).status_code == 303
        stranger.follow(stranger.tell())
        assert stranger.get(path).status_code == 404
    assert visitor.get(path.replace("large", "huge")).status_code == 404
    assert visitor.get(path).headers["cache-control"] == "no-store"


def test_a_report_arrives_although_its_photos_do_not(visitor: Visitor) -> None:
    sent = told(text="", photos=2)
    assert visitor.post("/api/reports", json=sent).status_code == 201
    assert visitor.follow(sent)["status"] == "assigned"

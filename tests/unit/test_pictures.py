"""Only pixels survive, upright and small enough; what is no picture is refused with a sentence."""

import io
import struct
import zlib

import pytest
from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

from backend.errors import Invalid, TooLarge
from backend.pictures import MOST_BYTES, clean

MARKER = b"MARKER-geheim"


def jpeg(size: tuple[int, int] = (640, 480), **options: object) -> bytes:
    """A JPEG with a red upper left corner."""
    picture = Image.new("RGB", size, "grey")
    ImageDraw.Draw(picture).rectangle((0, 0, size[0] // 4, size[1] // 4), fill="red")
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=90, **options)
    return buffer.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def test_two_sizes_of_webp() -> None:
    pictures = clean(jpeg((4000, 3000)))
    assert (opened(pictures.large).format, opened(pictures.large).size) == ("WEBP", (1600, 1200))
    assert (opened(pictures.small).format, opened(pictures.small).size) == ("WEBP", (400, 300))


def test_a_small_picture_is_not_blown_up() -> None:
    assert opened(clean(jpeg((300, 200))).large).size == (300, 200)


def test_a_picture_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held a quarter turn to the left
    turned = opened(clean(jpeg((640, 480), exif=exif)).large).convert("RGB")
    assert turned.size == (480, 640)
    red, green, _ = turned.getpixel((460, 20))  # type: ignore[misc]
    assert red > 200, "the red corner belongs at the upper right now"
    assert green < 90


def test_nothing_but_pixels_survives() -> None:
    exif = Image.Exif()
    exif[0x010E] = MARKER.decode()
    exif[0x8825] = {1: "N", 2: (52.0, 22.0, 0.0)}
    marked = jpeg(exif=exif, comment=MARKER, xmp=b"<x>" + MARKER + b"</x>") + b"\0\0\0\x18ftypmp42" + MARKER
    info = PngInfo()
    info.add_text("Comment", MARKER.decode())
    png = io.BytesIO()
    Image.new("RGB", (50, 50)).save(png, "PNG", pnginfo=info)
    for data in (marked, png.getvalue() + b"<script>" + MARKER):
        assert MARKER in data
        for made in (clean(data).large, clean(data).small):
            assert MARKER not in made
            assert not opened(made).getexif()
            assert {"exif", "xmp", "comment", "icc_profile"}.isdisjoint(opened(made).info)


def test_see_through_becomes_white_and_animation_its_first_frame() -> None:
    clear = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(clear, "PNG")
    assert opened(clean(clear.getvalue()).large).convert("RGB").getpixel((5, 5)) == (255, 255, 255)
    moving = io.BytesIO()
    frames = [Image.new("RGB", (30, 30), colour) for colour in ("red", "blue")]
    frames[0].save(moving, "GIF", save_all=True, append_images=frames[1:])
    assert getattr(opened(clean(moving.getvalue()).large), "n_frames", 1) == 1


def huge_png(width: int, height: int) -> bytes:
    """A few bytes that say they are an enormous picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 100)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"this is no picture", id="text"),
        pytest.param(b"%PDF-1.7 ...", id="pdf"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'/>", id="svg"),
        pytest.param(jpeg()[:2_000], id="truncated"),
        pytest.param(huge_png(30_000, 30_000), id="30,000 by 30,000"),
        pytest.param(huge_png(100, 100), id="too few pixels for what it says"),
    ],
)
def test_what_is_no_whole_picture_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        clean(data)
    assert refused.value.fields["photo"].endswith(".")
    assert "melding" in refused.value.detail


def test_too_many_bytes_are_refused() -> None:
    with pytest.raises(TooLarge):
        clean(b"\xff\xd8" + b"\0" * MOST_BYTES)

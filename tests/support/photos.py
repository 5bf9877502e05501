"""Photos as phones make them, and files that only look like it."""

import struct
import zlib
from io import BytesIO

from PIL import Image, ImageDraw


def jpeg(size: tuple[int, int] = (640, 480), colour: str = "olive", **options: object) -> bytes:
    """A photo with a red upper left corner."""
    picture = Image.new("RGB", size, colour)
    ImageDraw.Draw(picture).rectangle((0, 0, size[0] // 4, size[1] // 4), fill="red")
    file = BytesIO()
    picture.save(file, "JPEG", quality=90, **options)
    return file.getvalue()


def marked_jpeg(marker: str, comment: str = "") -> bytes:
    """A photo with the marker in every place that a camera or an editor writes to, and a film of it behind.

    `comment` stands in the place of the marker in the JPEG comment, which libraries forget most.
    """
    exif = Image.Exif()
    exif[0x010E] = exif[0x013B] = exif[0x9286] = marker
    exif[0x8825] = {1: "N", 2: (52.0, 22.0, 26.4), 3: "E", 4: (4.0, 38.0, 24.0), 29: marker}
    packet = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{marker}</x:xmpmeta>".encode()
    photo = jpeg(exif=exif, comment=(comment or marker).encode(), xmp=packet)
    film = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + marker.encode() * 20
    archive = b"PK\x03\x04" + b"\0" * 26 + marker.encode()
    return photo + film + archive


def png_that_says(width: int, height: int) -> bytes:
    """A few bytes that say they are a picture of this size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def opened(file: bytes) -> Image.Image:
    """A picture, to look at."""
    return Image.open(BytesIO(file))

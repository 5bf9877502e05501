"""Pictures: decoded within limits, turned upright, rebuilt from their pixels. Nothing else of the file survives.

The uploaded bytes are never stored. What is stored is sealed, in two sizes, readable for whoever may have `media`.
"""

import asyncio
import contextlib
import threading
import warnings
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from uuid import UUID, uuid4

from msgspec import Struct
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from backend.covenant import add_wraps, current_readers, held_reporter_key
from backend.database import AlreadyThere, Entry, Transaction
from backend.errors import Conflict, Invalid, TooLarge, Unavailable
from backend.installation import Installation
from backend.neighbourhood import Sensitivity
from backend.texts import mark
from backend.vault import FILE_STEP, new_key, seal
from backend.vault.tables import File

LARGE, SMALL = 1600, 400
MOST_BYTES = 15_000_000
MOST_PIXELS = 50_000_000
#: A JPEG is decoded at a fraction of its size; others need all of their pixels in memory.
MOST_PIXELS_WHOLE = 24_000_000
#: Pictures above this are decoded one at a time, so that memory stays bounded.
LARGE_PICTURE = 12_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")

Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)

#: Pictures that may wait for a decoder.
WAITING = 8
#: Decoding releases the interpreter's lock: two at once keep two cores busy and memory bounded.
_decoders = ThreadPoolExecutor(2, thread_name_prefix="pictures")
_one_large = threading.Lock()
_waiting: set[asyncio.Future["Pictures"]] = set()


class Pictures(Struct, frozen=True):
    """One picture as WebP, at most 1600 and 400 pixels on its longer side."""

    large: bytes
    small: bytes


def clean(data: bytes) -> Pictures:
    """Pixels of `data`, upright, in sRGB, as fresh WebP files.

    Raises TooLarge beyond 15 MB, Invalid (field `photo`) for what is no whole picture or has too many pixels.
    """
    if len(data) > MOST_BYTES:
        raise TooLarge(mark("De foto is groter dan 15 MB. Kies een kleinere foto. Uw melding is bewaard."))
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as opened:
            refuse_too_many_pixels(opened)
            with _one_large if opened.width * opened.height > LARGE_PICTURE else contextlib.nullcontext():
                pixels = rebuilt(opened)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as failure:
        raise unusable(mark("Deze foto heeft te veel beeldpunten. Kies een andere foto.")) from failure
    except UnidentifiedImageError as failure:
        raise unusable(mark("Dit is geen foto die wij kunnen lezen. Kies een foto (JPEG, PNG of WebP).")) from failure
    except Exception as failure:  # Pillow raises whatever its parsers meet in a damaged file
        raise unusable(mark("Deze foto is beschadigd. Kies een andere foto.")) from failure
    small = pixels.copy()
    small.thumbnail((SMALL, SMALL))
    return Pictures(as_webp(pixels), as_webp(small))


def refuse_too_many_pixels(opened: Image.Image) -> None:
    """What cannot be decoded at a fraction must be small enough to be decoded whole."""
    if opened.format != "JPEG" and opened.width * opened.height > MOST_PIXELS_WHOLE:
        raise Image.DecompressionBombError


def rebuilt(opened: Image.Image) -> Image.Image:
    """A fresh picture of at most 1600 pixels with nothing but the upright pixels of the first frame."""
    longest = max(opened.size)
    if longest > LARGE:
        ratio = LARGE / longest
        # draft() needs both sides: with the picture's own shape it decodes a JPEG at a fraction of the work.
        opened.draft("RGB", (int(opened.width * ratio), int(opened.height * ratio)))
    opened.seek(0)
    profile = opened.info.get("icc_profile")
    opened.thumbnail((LARGE, LARGE))  # before it is turned: turning makes a second whole picture
    upright = ImageOps.exif_transpose(opened)
    visible = upright.convert("RGBA") if upright.has_transparency_data else upright.convert("RGB")
    fresh = Image.new("RGB", visible.size, "white")
    fresh.paste(in_srgb(visible, profile), mask=visible if visible.mode == "RGBA" else None)
    return fresh


def in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Colours as every screen expects them; a profile that cannot be read is ignored, as browsers do."""
    if profile and picture.mode == "RGB":
        with contextlib.suppress(ImageCms.PyCMSError, OSError):
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"))
            return converted or picture
    return picture


def as_webp(picture: Image.Image) -> bytes:
    """The bytes of a WebP file."""
    buffer = BytesIO()
    picture.save(buffer, "WEBP", quality=78, method=2)
    return buffer.getvalue()


async def cleaned(data: bytes) -> Pictures:
    """`clean` in one of the decoders. Raises Unavailable where too many pictures wait already: each holds its bytes."""
    if len(_waiting) >= WAITING:
        raise Unavailable
    made = asyncio.get_running_loop().run_in_executor(_decoders, clean, data)
    _waiting.add(made)
    made.add_done_callback(_waiting.discard)
    return await made


def unusable(message: str) -> Invalid:
    """The refusal of a picture; the report itself stays."""
    return Invalid({"photo": message}, mark("De foto is niet bewaard. Uw melding wel."))


async def store_picture(
    installation: Installation,
    *,
    report: UUID,
    sensitivity: Sensitivity,
    kind: str,
    n: int,
    data: bytes,
    allowed: Entry[None],
) -> bool:
    """Clean, seal and store picture `n` of a `kind` (`report`, `result`) for who reads the report; True if it is new.

    The same bytes again are fine (False); other bytes under the same number are a Conflict. `allowed` is asked in the
    entry that stores it, and raises where it may not be: decoding takes long enough to withdraw a report.
    """
    digest = installation.vault.digest("picture", data)
    if await is_repeat(report, kind, n, digest):
        return False
    pictures = await cleaned(data)
    id, key = uuid4(), new_key()
    sealed = {
        "large": seal(key, pictures.large, id, "large", FILE_STEP),
        "small": seal(key, pictures.small, id, "small", FILE_STEP),
    }
    names = await put_files(installation, sealed)

    async def entry(transaction: Transaction) -> None:
        await allowed(transaction)
        reporter_key = await held_reporter_key(transaction, report)
        to = await current_readers(installation, transaction, report, sensitivity, reporter_key)
        transaction.add(File, id=id, report=report, kind=kind, n=n, digest=digest, **names)
        add_wraps(installation, transaction, report, id, {"media": key}, to)

    try:
        await installation.ledger.record(entry)
    except Unavailable:
        raise  # a commit whose answer was lost may have happened: its row must find these files
    except Exception as failure:
        remove_files(installation, names.values())
        if isinstance(failure, AlreadyThere):
            return not await is_repeat(report, kind, n, digest)
        raise
    return True


async def put_files(installation: Installation, sealed: Mapping[str, bytes]) -> dict[str, str]:
    """Store sealed pictures and return their names, by size. Raises Unavailable where the disk does not take them."""
    loop = asyncio.get_running_loop()
    names: dict[str, str] = {}
    try:
        for size, content in sealed.items():
            names[size] = await loop.run_in_executor(_decoders, installation.vault.files.put, content)
    except OSError as failure:
        remove_files(installation, names.values())
        raise Unavailable from failure
    return names


def remove_files(installation: Installation, names: Iterable[str]) -> None:
    """Forget files that no row names."""
    for name in names:
        installation.vault.files.remove(name)


async def is_repeat(report: UUID, kind: str, n: int, digest: bytes) -> bool:
    """Whether these very bytes are stored under this number. Raises Conflict where others are."""
    rows = await File.select(File.digest).where(File.report == report, File.kind == kind, File.n == n)
    if rows and bytes(rows[0]["digest"]) != digest:
        raise Conflict(mark("Op deze plek staat al een andere foto."))
    return bool(rows)


async def read_picture(installation: Installation, file: UUID, size: str) -> bytes:
    """The sealed bytes of a picture; `Disclosed.file` opens them."""
    rows = await File.select(File.large, File.small).where(File.id == file)
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(None, installation.vault.files.get, rows[0][size])

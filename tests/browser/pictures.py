"""Photos as phones make them: large, turned by a tag, with place and time in the file."""

import io

from PIL import Image

MEGAPIXELS_12 = (4000, 3000)
TURNED_RIGHT = 6
ORIENTATION, MODEL, GPS = 0x0112, 0x0110, 0x8825
PHONE = "Telefoon van mevrouw Jansen"


def phone_photo(size: tuple[int, int] = MEGAPIXELS_12, colour: str = "sienna") -> bytes:
    """A JPEG that lies on its side, and tells with what and where it was made."""
    grain = Image.effect_noise((size[0] // 20, size[1] // 20), 40).resize(size, Image.Resampling.BICUBIC)
    picture = Image.blend(grain.convert("RGB"), Image.new("RGB", size, colour), 0.5)
    tags = Image.Exif()
    tags[ORIENTATION], tags[MODEL] = TURNED_RIGHT, PHONE
    tags[GPS] = {1: "N", 2: (52.0, 22.0, 26.4), 3: "E", 4: (4.0, 38.0, 24.0)}
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=95, exif=tags)
    return file.getvalue()

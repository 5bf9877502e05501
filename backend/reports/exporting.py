"""One's own data, to keep: everything that we hold for the reporter, with the pictures beside it.

The API answers it as JSON, in which pictures are paths that live as long as the session. A copy to keep is a ZIP: links
would be dead in fifteen minutes, and every phone opens one.
"""

import zipfile
from io import BytesIO
from uuid import UUID

import msgspec
from msgspec.structs import replace

from backend.casework import exclusions_told
from backend.covenant import Subject, disclose
from backend.installation import Installation
from backend.reports.follow import OWN, follow_photo, shown
from backend.reports.model import FollowPhoto, OwnCopy, Place
from backend.reports.sessions import Reporter, reporter_of

#: What every file in a ZIP says of its time: nothing.
NO_TIME = (1980, 1, 1, 0, 0, 0)


async def export(installation: Installation, cookie: str, language: str = "nl") -> OwnCopy:
    """Everything, in the reporter's own words. Times are as coarse as on the page. Raises SignInNeeded."""
    return await own_copy(installation, await reporter_of(installation, cookie), language)


async def own_copy(installation: Installation, reporter: Reporter, language: str) -> OwnCopy:
    """What the reporter reads, and what stands behind it: the exact place, and who must not see it."""
    subject = Subject(reporter.id, reporter.case.sensitivity)
    opened = (await disclose(installation, reporter.viewer, [subject], OWN, "export"))[reporter.id]
    place, mailbox = opened.place, opened.mailbox
    return OwnCopy(
        report=await shown(installation, reporter, language),
        place=Place(place.lat, place.lon, place.description) if place else Place(),
        exclude=exclusions_told(installation, opened),
        language=mailbox.language if mailbox else language,
    )


async def export_zip(installation: Installation, cookie: str, language: str = "nl") -> tuple[str, bytes]:
    """The name and the bytes of a ZIP with the same, and the pictures as files. Raises SignInNeeded."""
    copy = await export(installation, cookie, language)
    pictures: dict[str, UUID] = {}

    def filed(photos: list[FollowPhoto], kind: str) -> list[FollowPhoto]:
        names = [f"{kind}-{photo.n}.webp" for photo in photos]
        pictures.update(zip(names, [photo.id for photo in photos], strict=True))
        return [replace(photo, large=name, small=name) for photo, name in zip(photos, names, strict=True)]

    report = replace(copy.report, photos=filed(copy.report.photos, "foto"), result=filed(copy.report.result, "na"))
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        written = msgspec.json.format(msgspec.json.encode(replace(copy, report=report)))
        archive.writestr(zipfile.ZipInfo("gegevens.json", NO_TIME), written)
        for name, id in pictures.items():
            archive.writestr(zipfile.ZipInfo(name, NO_TIME), await follow_photo(installation, cookie, id, "large"))
    return f"buurt-{report.reference}.zip", file.getvalue()

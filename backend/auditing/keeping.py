"""What the worker does for the access log, every minute."""

from backend.auditing.dropping import drop_old
from backend.auditing.heads import close_day
from backend.auditing.joining import join
from backend.installation import Installation


async def keep_log(installation: Installation) -> None:
    """Close the day that ended, join the chains that went on, drop what is too old."""
    await close_day(installation)  # returns the new head: mail to an officer comes here
    await join(installation)
    await drop_old(installation)

"""Which category somebody may mean, while typing. Nothing of it is kept, and nothing is chosen by it."""

import asyncio

from backend.errors import Invalid
from backend.installation import Installation
from backend.reports.checking import TEXT_LENGTH, check_text
from moderation import Suggestion, suggest


async def suggest_category(installation: Installation, text: str) -> list[Suggestion]:
    """Up to three categories of this neighbourhood, the likeliest first. Raises Invalid."""
    if problem := check_text(text, TEXT_LENGTH):
        raise Invalid({"text": problem})
    slugs = {category.slug for category in installation.neighbourhood.categories}
    # The first text loads what was learned: others need not wait for it.
    return await asyncio.to_thread(suggest, text, slugs)

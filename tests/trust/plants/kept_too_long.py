"""Leaks of what should be gone."""

from typing import Any

import pytest

from backend.reports import destroying
from tests.trust.journeys import short
from tests.trust.plants.tools import Plant


def keys_after_withdrawal(patch: pytest.MonkeyPatch) -> None:
    async def nothing(*_: Any) -> None:
        """Not destroyed."""

    patch.setattr(destroying, "destroy_parts", nothing)


KEPT_TOO_LONG = {
    "keys that outlive a withdrawal": Plant(
        keys_after_withdrawal, short.withdrawn, {("gemeente/veiligheid/intake", "withdrawn.holder")}
    ),
}

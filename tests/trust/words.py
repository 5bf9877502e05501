"""Everything that is looked for: what people write, where they are, and what must stay secret. Each has a name."""

import secrets
from collections.abc import Mapping
from uuid import UUID

from tests.support.markers import Search, forms, forms_of_bytes, forms_of_number, marker


class Words:
    """Names and the forms in which they could stand somewhere: `open.text`, `handler.cookie`."""

    def __init__(self) -> None:
        self.written: dict[str, str] = {}
        self.forms: dict[str, frozenset[bytes]] = {}
        self.points = 0

    def mark(self, name: str) -> str:
        """The marker of this name, made when it is first written."""
        if name not in self.written:
            self.written[name] = marker(name)
            self.forms[name] = forms(self.written[name])
        return self.written[name]

    def keep(self, name: str, secret: str | bytes | UUID) -> None:
        """Look for this too. Another value under the same name is looked for beside it."""
        if isinstance(secret, UUID):
            found = forms(str(secret)) | forms_of_bytes(secret.bytes)
        else:
            found = forms(secret) if isinstance(secret, str) else forms_of_bytes(secret)
        self.forms[name] = self.forms.get(name, frozenset()) | found

    def place(self, name: str) -> dict[str, object]:
        """Somewhere in Het Rozenprieel where nobody else is, to the centimetre, and in words."""
        self.points += 1
        point = {}
        for axis, least in (("lat", 52.3738), ("lon", 4.6400)):
            # The last digits stay away from where rounding would move the others.
            point[axis] = round(least + self.points % 100 * 0.00001 + (10 + secrets.randbelow(30)) * 0.0000001, 7)
            self.forms[f"{name}.{axis}"] = forms_of_number(point[axis])
        return {**point, "description": self.mark(f"{name}.description")}

    def search(self, more: Mapping[str, frozenset[bytes]]) -> Search:
        """Looks for all of these, and for `more`."""
        return Search({**self.forms, **more})

"""Reading a page as a browser without JavaScript does: the fields of its forms, and the words outside the tags."""

from html.parser import HTMLParser


class Page(HTMLParser):
    """Fields by name (as they would be sent), ids, links, words, and the attributes of <html>."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.ids: list[str] = []
        self.links: list[str] = []
        self.root: dict[str, str | None] = {}
        self.title = ""
        self.words = ""
        self._open: list[str] = []
        self._area = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect what stands in attributes."""
        named = dict(attrs)
        if tag == "html":
            self.root = named
        if named.get("id"):
            self.ids.append(str(named["id"]))
        if tag == "a":
            self.links.append(str(named.get("href")))
        name = named.get("name")
        if tag == "input" and name:
            chosen = named.get("type") not in ("radio", "checkbox") or "checked" in named
            if chosen:
                self.fields[name] = named.get("value") or ""
        if tag == "textarea" and name:
            self._area = name
            self.fields[name] = ""
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        if tag == "textarea":
            self._area = ""
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Collect words."""
        if self._area:
            self.fields[self._area] += data
        elif "title" in self._open:
            self.title += data
        else:
            self.words += data

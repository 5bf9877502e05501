"""Reading a page as its user does: its title, its words, its forms."""

import re
from html.parser import HTMLParser

from httpx import Response


class Words(HTMLParser):
    """What is said between the tags."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.silent = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent = tag in {"script", "style", "template"}

    def handle_endtag(self, tag: str) -> None:
        self.silent = False

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.found.append(data)


def words_of(html: str) -> str:
    """All words, with single spaces."""
    parser = Words()
    parser.feed(html)
    return " ".join(" ".join(parser.found).split())


def title_of(answer: Response) -> str:
    """What stands in the tab, and in the history."""
    found = re.search(r"<title>(.*?)</title>", answer.text, re.DOTALL)
    assert found
    return words_of(found[1])


def main_of(answer: Response) -> str:
    """The words of the page itself."""
    return words_of(answer.text.partition("<main")[2].partition("</main>")[0])


def offered(answer: Response) -> set[str]:
    """The steps that the page has a button for."""
    return set(re.findall(r'<button[^>]* name="step" value="(\w+)"', answer.text))


def hidden(answer: Response, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', answer.text)
    assert found, f"no hidden field {name}"
    return found[1]

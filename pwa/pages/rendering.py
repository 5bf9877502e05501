"""Turning a template into an answer: the language's texts, caching, compression where it is safe."""

import gzip
import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import Request, Response
from litestar.datastructures import Cookie

from backend import texts
from pwa.pages import language as languages
from pwa.pages.assets import static
from pwa.pages.dates import date_name, day_name, machine_time, moment_name
from pwa.pages.words import status_look

TEMPLATES = Path(__file__).parent.parent / "templates"
AnyRequest = Request[Any, Any, Any]

#: What pages say themselves; backend/web/headers.py adds the rest to every answer.
HEADERS = {"Cache-Control": "no-store", "Vary": "Accept-Encoding"}
WITH_PLACE = {"Permissions-Policy": "geolocation=(self), camera=(self)"}
#: For pages that are the same for everybody and hold no secret.
PUBLIC = {"Cache-Control": "public, max-age=60"}


@cache
def environment(language: str) -> Environment:
    """The templates of one language: each has its own, so a text can never come out in another one."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    made.install_gettext_translations(texts.catalogue(language), newstyle=True)  # type: ignore[attr-defined]
    made.filters["say"] = lambda message: texts.translate(language, message)
    made.filters["date"] = lambda day: date_name(day, language)
    made.filters["day"] = lambda when: day_name(when, language)
    made.globals |= {
        "language": language,
        "direction": languages.direction(language),
        "url": lambda path: languages.prefixed(language, path),
        "static": static,
        "status_look": status_look,
        "machine_time": machine_time,
        "moment_name": lambda when, precision: moment_name(when, precision, language),
    }
    return made


def page(
    request: AnyRequest,
    template: str,
    *,
    status: int = 200,
    headers: dict[str, str] | None = None,
    cookies: Sequence[Cookie] = (),
    compress: bool = False,
    **values: Any,
) -> Response[bytes]:
    """An HTML answer in the language of the request.

    `compress` only where no secret stands beside what the request said: the size of the answer would tell it (BREACH).
    A public page gets an ETag.
    """
    language = languages.of(request)
    here = languages.unprefixed(language, request.url.path)
    others = [
        (code, languages.autonym(code), languages.prefixed(code, here))
        for code in languages.installed()
        if code != language
    ]
    html = environment(language).get_template(template).render(others=others, here=here, **values)
    body = html.encode()
    answer_headers = {**HEADERS, **(headers or {})}
    if answer_headers["Cache-Control"].startswith("public"):
        answer_headers["ETag"] = f'W/"{hashlib.sha256(body).hexdigest()[:16]}"'
        if request.headers.get("if-none-match") == answer_headers["ETag"]:
            return Response(b"", status_code=304, headers=answer_headers)
    if compress and "gzip" in request.headers.get("accept-encoding", ""):
        body = gzip.compress(body, 6, mtime=0)
        answer_headers["Content-Encoding"] = "gzip"
    return Response(body, status_code=status, media_type="text/html", headers=answer_headers, cookies=list(cookies))

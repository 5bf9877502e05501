"""Pages that explain: what is held and who sees it, and how accessible this is."""

from litestar import Response, get
from litestar.di import NamedDependency

from backend.access import public
from backend.installation import Installation
from pwa.pages import language as languages
from pwa.pages.rendering import AnyRequest, page
from pwa.pages.seers import seers


@get("/privacy", opt=public("inform"))
async def privacy(request: AnyRequest, installation: NamedDependency[Installation]) -> Response[bytes]:
    """What we hold and who sees what, from the covenant itself."""
    neighbourhood = installation.neighbourhood
    language = languages.of(request)
    return page(
        request,
        "privacy.html",
        compress=True,
        neighbourhood=neighbourhood,
        label=lambda text: neighbourhood.label(text, language),
        seers=seers(installation, language),
    )


@get("/toegankelijkheid", opt=public("inform"))
async def accessibility(request: AnyRequest, installation: NamedDependency[Installation]) -> Response[bytes]:
    """The statement that the law asks for, as far as it can be true before an audit."""
    return page(request, "accessibility.html", compress=True, neighbourhood=installation.neighbourhood)


HANDLERS = [privacy, accessibility]

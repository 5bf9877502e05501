"""What `./run` does: migrate, load the example once, say where to look, serve."""

import asyncio
import os

from backend.demonstration.accounts import make_accounts
from backend.demonstration.samples import load_samples
from backend.opening import close_installation, found, open_installation
from backend.people import list_people
from backend.serving import serve
from backend.settings import Settings, load

WELCOME = """
  Buurtsein, {name}

  Residents      {url}/
  Neighbourhood  {url}/buurt
  Staff          {url}/inloggen   (the page shows the accounts; secrets in {accounts})

  Stop with Ctrl+C. The data stays in {data}.
"""


def start(port: int | None) -> None:
    """Serve the example; the first time it is filled first."""
    os.environ.setdefault("BUURTSEIN_DEMO", "1")
    if port is not None:
        os.environ["PORT"] = str(port)
    settings = load()
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = asyncio.run(prepare(settings))
    print(
        WELCOME.format(
            name=name, url=settings.public_url, accounts=settings.demo_file.name, data=settings.data_dir.name
        ),
        flush=True,
    )
    serve(settings)


async def prepare(settings: Settings) -> str:
    """Bring the database up to date and fill it where it is new; returns the name of the neighbourhood."""
    await found(settings)
    installation = await open_installation(settings)
    try:
        if settings.demo and not await list_people():
            print("Loading the example: accounts and made-up reports …", flush=True)
            accounts = await make_accounts(installation)
            print(f"  {await load_samples(installation, accounts)} reports in every state", flush=True)
        return installation.neighbourhood.name
    finally:
        await close_installation(installation)

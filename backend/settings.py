"""Everything that can be set, in one struct. A wrong value stops the start with a sentence that says which and why."""

import ipaddress
import os
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

import msgspec

ROOT = Path(__file__).parent.parent
PREFIX = "BUURTSEIN_"
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
PUSH_HOSTS = "fcm.googleapis.com,*.push.services.mozilla.com,*.push.apple.com,*.notify.windows.com"


NO_MAILBOX = "BUURTSEIN_VAPID_SUBJECT: push services ask for a mailbox that is read, as mailto:somebody@your-town.nl."


class SettingsError(ValueError):
    """A setting that cannot be used; the message names it and says what would be right."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What an installation needs to know about its machine. Paths are absolute."""

    data_dir: Path
    keys: Path
    deletions: Path
    """Which reports were deleted: outside the data folder, and in no backup of it."""
    database_url: str
    neighbourhood: Path
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str
    trusted_proxies: tuple[str, ...] = ()
    metrics_bind: str = ""
    vapid_subject: str
    push_hosts: tuple[str, ...]
    tiles_url: str = ""
    geocoder_url: str = ""
    smtp_url: str = ""
    demo: bool = False

    @property
    def secure(self) -> bool:
        """Whether residents reach us over https, so that cookies can be Secure and `__Host-`."""
        return self.public_url.startswith("https://")

    @property
    def sqlite(self) -> bool:
        """Whether this is the embedded layout: one process with its worker inside."""
        return self.database_url.startswith("sqlite:")

    @property
    def database_path(self) -> Path:
        """The SQLite file."""
        return Path(self.database_url.removeprefix("sqlite:///"))

    @property
    def demo_file(self) -> Path:
        """Where the accounts of the demonstration are written, for its owner alone."""
        return Path(f"{self.data_dir}.demo.json")


def read_dotenv(path: Path) -> dict[str, str]:
    """NAME=value lines of a .env file; quotes round a value are dropped, comments and blank lines skipped."""
    if not path.exists():
        return {}
    values = {}
    for number, written in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = written.strip()
        if not line or line.startswith("#"):
            continue
        name, separator, value = line.removeprefix("export ").partition("=")
        if not separator:
            raise SettingsError(f"{path}:{number}: expected NAME=value")
        values[name.strip()] = value.strip().strip("\"'")
    return values


def load(environment: Mapping[str, str] | None = None) -> Settings:
    """Settings from the environment, then `.env`, then defaults.

    Raises SettingsError with a sentence for the person who installs.
    """
    values = {**read_dotenv(ROOT / ".env"), **(os.environ if environment is None else environment)}

    def get(name: str, default: str) -> str:
        return values.get(PREFIX + name) or default

    port = whole_number("PORT", values.get("PORT") or "8000", 0, 65535)
    data_dir = Path(get("DATA_DIR", str(ROOT / "data"))).expanduser().resolve()
    host = get("HOST", "127.0.0.1")
    public_url = checked_public_url(get("PUBLIC_URL", f"http://localhost:{port}"))
    demo = get("DEMO", "0") not in ("0", "", "no", "false")
    if demo and (host not in LOOPBACK or urlsplit(public_url).hostname not in LOOPBACK):
        raise SettingsError(
            "BUURTSEIN_DEMO shows its passwords: it needs BUURTSEIN_HOST and BUURTSEIN_PUBLIC_URL on loopback "
            "(localhost). Set BUURTSEIN_DEMO=0 for a real neighbourhood."
        )
    neighbourhood = Path(get("NEIGHBOURHOOD", str(ROOT / "neighbourhoods" / "rozenprieel"))).expanduser().resolve()
    if not neighbourhood.is_dir():
        raise SettingsError(f"BUURTSEIN_NEIGHBOURHOOD: {neighbourhood} is not a folder.")
    subject = get("VAPID_SUBJECT", "mailto:beheer@buurtsein.example" if demo else "")
    if subject and not (subject.startswith("mailto:") and "@" in subject):
        raise SettingsError(NO_MAILBOX)
    return Settings(
        data_dir=data_dir,
        keys=Path(get("KEYS", f"{data_dir}.keys")).expanduser().resolve(),
        deletions=Path(get("DELETIONS", f"{data_dir}.deleted")).expanduser().resolve(),
        database_url=checked_database(get("DATABASE_URL", f"sqlite:///{data_dir / 'buurtsein.sqlite'}")),
        neighbourhood=neighbourhood,
        host=host,
        port=port,
        public_url=public_url,
        trusted_proxies=checked_proxies(names(get("TRUSTED_PROXIES", ""))),
        metrics_bind=checked_bind(get("METRICS_BIND", "")),
        vapid_subject=subject,
        push_hosts=names(get("PUSH_HOSTS", PUSH_HOSTS)),
        tiles_url=get("TILES_URL", ""),
        geocoder_url=get("GEOCODER_URL", ""),
        smtp_url=get("SMTP_URL", ""),
        demo=demo,
    )


def require_mailbox(settings: Settings) -> Settings:
    """The settings, where they name the mailbox that push services ask for; only what serves or sends needs it."""
    if not settings.vapid_subject:
        raise SettingsError(NO_MAILBOX)
    return settings


def names(value: str) -> tuple[str, ...]:
    """The parts of a comma-separated setting."""
    return tuple(part.strip() for part in value.split(",") if part.strip())


def whole_number(name: str, value: str, least: int, most: int) -> int:
    """A whole number within bounds, or a SettingsError that says so."""
    if not value.isdigit() or not least <= int(value) <= most:
        raise SettingsError(f"{name}: expected a whole number from {least} to {most}, not {value!r}.")
    return int(value)


def checked_public_url(url: str) -> str:
    """An https origin, or http on loopback: anything else would send codes in the clear."""
    parts = urlsplit(url)
    secure = (parts.scheme == "https" and parts.hostname) or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    if not secure or not has_port(parts) or parts.path.strip("/") or parts.query or parts.username:
        raise SettingsError(
            f"BUURTSEIN_PUBLIC_URL: expected https://name (or http://localhost:port to try it out), not {url!r}."
        )
    return url.rstrip("/")


def has_port(parts: SplitResult) -> bool:
    """Whether its port is a number, or left out."""
    try:
        return parts.port is None or parts.port > 0
    except ValueError:
        return False


def checked_proxies(proxies: tuple[str, ...]) -> tuple[str, ...]:
    """Addresses or networks, whose word about who asks we take."""
    for proxy in proxies:
        try:
            ipaddress.ip_network(proxy, strict=False)
        except ValueError as failure:
            raise SettingsError(
                f"BUURTSEIN_TRUSTED_PROXIES: expected addresses or networks, such as 127.0.0.1, not {proxy!r}."
            ) from failure
    return proxies


def checked_bind(bind: str) -> str:
    """A host and a port to listen on, or nothing."""
    host, _, port = bind.rpartition(":")
    if bind and not (host and port.isdigit() and int(port) <= 65535):
        raise SettingsError(f"BUURTSEIN_METRICS_BIND: expected host:port, such as 127.0.0.1:9100, not {bind!r}.")
    return bind


def checked_database(url: str) -> str:
    """A database that we know."""
    if not re.fullmatch(r"sqlite:///.+|postgresql://.+", url):
        raise SettingsError("BUURTSEIN_DATABASE_URL: expected sqlite:///path or postgresql://user@host/name.")
    return url

"""What the tests need of the machine itself: real browsers and PostgreSQL, from Debian's own packages."""

import os
import shutil
import subprocess
from pathlib import Path

from tools.steps import Stop, command, step

# A Debian package, and a file or folder that it brings.
PACKAGES = {
    "chromium": "/usr/bin/chromium",
    "firefox-esr": "/usr/bin/firefox-esr",
    "postgresql": "/usr/lib/postgresql/*/bin/initdb",
    "webkit2gtk-driver": "/usr/bin/WebKitWebDriver",
    "xvfb": "/usr/bin/xvfb-run",
    "xauth": "/usr/bin/xauth",
    "dbus": "/usr/bin/dbus-run-session",
    "fonts-noto-core": "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf",
}


def missing() -> list[str]:
    """The packages that are not there."""
    return [name for name, place in PACKAGES.items() if not any(Path("/").glob(place.removeprefix("/")))]


def prepare() -> None:
    """Installs what is missing, where that is allowed. Raises Stop with the sentence to type where it is not."""
    names = missing()
    if not names:
        return
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *names]
    advice = f"The tests need programs of this machine that are not there. On Debian: sudo {' '.join(install)}"
    if not shutil.which("apt-get"):
        raise Stop(f"{advice}\nElsewhere, give the same programs the same places: {', '.join(PACKAGES.values())}")
    rights = administrator()
    if rights is None:
        raise Stop(advice)
    with step(f"Installing with apt: {', '.join(names)}"):
        environment = {"DEBIAN_FRONTEND": "noninteractive"}
        quiet = ["-o", "Dpkg::Use-Pty=0", "--quiet"]
        command([*rights, "apt-get", "update", *quiet], advice, environment)
        command([*rights, *install, *quiet], advice, environment)


def administrator() -> list[str] | None:
    """What goes before a command to run it as root, or None where that would ask for a password."""
    if os.geteuid() == 0:
        return []
    sudo = ["sudo", "--non-interactive", "--preserve-env=DEBIAN_FRONTEND"]
    allowed = shutil.which("sudo") and subprocess.run([*sudo, "true"], capture_output=True, check=False).returncode == 0
    return sudo if allowed else None

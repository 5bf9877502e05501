"""Where packages come from: uv does not read pip's configuration, and a machine behind a mirror has only that."""

import ast
import os
import subprocess

from tools.steps import Stop

NO_PIP = """Buurtsein needs pip, and this Python has none. On Debian or Ubuntu: sudo apt-get install python3-pip
Then start it again."""

# pip's option, uv's variable, and what uv puts between several values.
OPTIONS = (
    ("index-url", "UV_DEFAULT_INDEX", " "),
    ("extra-index-url", "UV_INDEX", " "),
    ("find-links", "UV_FIND_LINKS", ","),
    ("cert", "SSL_CERT_FILE", " "),
)


def as_uv_reads_it(python: str) -> dict[str, str]:
    """The package index of `python`'s pip, as environment variables for uv. What uv was told itself comes first.

    Raises Stop when that Python has no pip.
    """
    listed = subprocess.run([python, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False)
    if listed.returncode:
        raise Stop(NO_PIP)
    return {name: value for name, value in translate(listed.stdout).items() if name not in os.environ}


def translate(listed: str) -> dict[str, str]:
    """The variables for uv of the lines of `pip config list`, such as `global.index-url='https://…'`."""
    configured = {}
    # The order is pip's own: what is asked of this environment wins over a command's and the global configuration.
    for section in ("global", "install", ":env:"):
        for line in listed.splitlines():
            name, separator, value = line.partition("=")
            if separator and name.startswith(f"{section}."):
                configured[name.removeprefix(f"{section}.")] = str(ast.literal_eval(value))
    found = {name: joint.join(configured[option].split()) for option, name, joint in OPTIONS if option in configured}
    if "UV_INDEX" in found or "UV_FIND_LINKS" in found:
        # As pip does. Every package has its hash, so that another index cannot slip in another file.
        found["UV_INDEX_STRATEGY"] = "unsafe-best-match"
    return found

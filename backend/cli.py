"""The `buurtsein` command. Each part is a few lines: read settings, do one thing, say what happened."""

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from backend.neighbourhood import ConfigurationError, check
from backend.settings import Settings, SettingsError, load, require_mailbox
from backend.vault import KeysError
from backend.vault.keyfile import SERVICES


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command; what cannot be done is said in a sentence, with exit code 1."""
    chosen = parser().parse_args(arguments)
    os.umask(0o077)  # what we make, database and files, is for our own user alone
    try:
        chosen.run(chosen)
    except (SettingsError, KeysError) as failure:
        sys.exit(str(failure))
    except ConfigurationError as failure:
        sys.exit("\n".join(str(fault) for fault in failure.faults))


def parser() -> argparse.ArgumentParser:
    """All commands."""
    whole = argparse.ArgumentParser(prog="buurtsein", description="Buurtsein: report, route, follow.")
    commands = whole.add_subparsers(required=True, metavar="command")

    serve = commands.add_parser("serve", help="serve the pages and the API")
    serve.add_argument("--port", type=int)
    serve.add_argument("--workers", type=int, default=1)
    serve.set_defaults(run=run_serve)

    commands.add_parser("worker", help="deliver and tidy up, beside `serve` on PostgreSQL").set_defaults(run=run_worker)
    commands.add_parser("migrate", help="bring the database up to date").set_defaults(run=run_migrate)

    demo = commands.add_parser("demo", help="migrate, load the example with its samples, serve")
    demo.add_argument("--port", type=int)
    demo.set_defaults(run=run_demo)

    config = commands.add_parser("check-config", help="prove a neighbourhood's configuration")
    config.add_argument("path", type=Path, nargs="?", help="the folder (default: the configured one)")
    config.set_defaults(run=run_check_config)

    staff = commands.add_parser("staff", help="accounts").add_subparsers(required=True, metavar="action")
    invite = staff.add_parser("invite", help="make an account; prints an invitation for its owner")
    invite.add_argument("name")
    invite.add_argument("role", nargs="+", help="partner/team:role, for instance gemeente/wijkbeheer:field")
    invite.set_defaults(run=run_staff_invite)
    roles = staff.add_parser("roles", help="other roles instead of what somebody had; ends all sessions")
    roles.add_argument("name")
    roles.add_argument("role", nargs="+", help="partner/team:role, for instance gemeente/wijkbeheer:field")
    roles.set_defaults(run=run_staff_roles)
    reset = staff.add_parser("reset", help="new password, second factor and key; ends all sessions")
    reset.add_argument("name")
    reset.set_defaults(run=run_staff_reset)
    remove = staff.add_parser("remove", help="somebody leaves: ends sessions, takes roles and keys away")
    remove.add_argument("name")
    remove.set_defaults(run=run_staff_remove)
    staff.add_parser("list", help="who has an account, with their roles").set_defaults(run=run_staff_list)

    rotation = commands.add_parser("rotate-keys", help="new keys for services, old ones destroyed; can be interrupted")
    rotation.add_argument("service", nargs="?", choices=SERVICES, help="default: all of them")
    rotation.set_defaults(run=run_rotate_keys)

    commands.add_parser(
        "replay-deletions", help="delete again what came back with a copy of the database"
    ).set_defaults(run=run_replay_deletions)

    verify = commands.add_parser("verify-log", help="check the chain of the access log; exit 1 where it breaks")
    verify.add_argument("--head", action="append", default=[], help="a head that was kept outside: its text, or a file")
    verify.set_defaults(run=run_verify_log)
    head = commands.add_parser("log-head", help="print the signed head of a day, to keep outside")
    head.add_argument("--day", help="2026-11-24, in UTC (default: the newest)")
    head.set_defaults(run=run_log_head)
    return whole


def run_serve(chosen: argparse.Namespace) -> None:
    """Serve until told to stop."""
    settings = ready(require_mailbox(load()))
    from backend.opening import prove
    from backend.serving import serve

    asyncio.run(prove(settings))
    serve(settings, port=chosen.port, workers=chosen.workers)


def run_worker(chosen: argparse.Namespace) -> None:
    """Work until told to stop."""
    from backend.worker import run_alone

    asyncio.run(run_alone(ready(require_mailbox(load()))))


def run_migrate(chosen: argparse.Namespace) -> None:
    """Bring the schema up to date, and make what a new installation needs."""
    from backend.opening import found

    settings = ready(load())
    asyncio.run(found(settings))
    print("The database is up to date.")


def run_demo(chosen: argparse.Namespace) -> None:
    """The example neighbourhood, ready to look at."""
    from backend.demonstration import start

    start(chosen.port)


def run_check_config(chosen: argparse.Namespace) -> None:
    """Print every fault as file:line: message; exit 1 if there is one."""
    folder = chosen.path or load().neighbourhood
    if not folder.is_dir():
        sys.exit(f"{folder} is not a folder. Give that of a neighbourhood, for instance neighbourhoods/rozenprieel")
    faults = check(folder)
    for fault in faults:
        print(fault)
    if faults:
        sys.exit(1)
    print("No holes: every category in every place has a team that must answer.")


def run_staff_invite(chosen: argparse.Namespace) -> None:
    """Print an invitation, once."""
    from backend.staff_commands import invite

    asyncio.run(invite(ready(load()), chosen.name, chosen.role))


def run_staff_roles(chosen: argparse.Namespace) -> None:
    """Give somebody other roles."""
    from backend.staff_commands import roles

    asyncio.run(roles(ready(load()), chosen.name, chosen.role))


def run_staff_reset(chosen: argparse.Namespace) -> None:
    """Print an invitation that replaces password and second factor."""
    from backend.staff_commands import reset

    asyncio.run(reset(ready(load()), chosen.name))


def run_staff_remove(chosen: argparse.Namespace) -> None:
    """Take everything away from who leaves."""
    from backend.staff_commands import remove

    asyncio.run(remove(ready(load()), chosen.name))


def run_staff_list(chosen: argparse.Namespace) -> None:
    """Print accounts with their roles."""
    from backend.staff_commands import list_staff

    asyncio.run(list_staff(ready(load())))


def run_rotate_keys(chosen: argparse.Namespace) -> None:
    """Replace keys of services, while everything goes on."""
    from backend.key_commands import rotate_keys

    asyncio.run(rotate_keys(ready(load()), chosen.service))


def run_replay_deletions(chosen: argparse.Namespace) -> None:
    """Delete again what a restored copy brought back; `serve`, `worker` and `migrate` begin with it."""
    from backend.key_commands import replay_deletions

    asyncio.run(replay_deletions(ready(load())))


def run_verify_log(chosen: argparse.Namespace) -> None:
    """Say whether the access log holds, and where it does not."""
    from backend.log_commands import verify_log

    asyncio.run(verify_log(ready(load()), chosen.head))


def run_log_head(chosen: argparse.Namespace) -> None:
    """Print a head for an officer to keep."""
    from backend.log_commands import print_head

    asyncio.run(print_head(ready(load()), chosen.day))


def ready(settings: Settings) -> Settings:
    """The settings, once the data folder is there and ours alone."""
    try:
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as failure:
        raise SettingsError(f"BUURTSEIN_DATA_DIR: {settings.data_dir} cannot be made: {failure.strerror}.") from failure
    return settings


if __name__ == "__main__":
    main()

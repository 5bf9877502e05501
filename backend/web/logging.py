"""Logs: one JSON object per line, with what happened and to which random id. No address, no text, no value of an error.

What a library logs is kept to its first line before values are filled in, since these may be anything.
"""

import logging
import sys
import traceback
from typing import Any

import structlog
from structlog.stdlib import ProcessorFormatter
from structlog.typing import EventDict, Processor, WrappedLogger

from backend.settings import ROOT

#: Told by our own command, or by nobody: who asked for what.
QUIET = ("uvicorn.access", "uvicorn.error", "asyncio", "httpx", "piccolo")
FRAMES = 6


def configure() -> None:
    """Let structlog and the standard library write to standard error, once."""
    structlog.configure(
        processors=PROCESSORS,
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=True,
    )
    root = logging.getLogger()
    if not any(isinstance(each.formatter, ProcessorFormatter) for each in root.handlers):
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(
            ProcessorFormatter(
                foreign_pre_chain=[only_template, *SHARED],
                processors=[ProcessorFormatter.remove_processors_meta, structlog.processors.JSONRenderer()],
            )
        )
        root.addHandler(handler)
    root.setLevel(logging.INFO)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("uvicorn.access").disabled = True


def only_template(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Of a line of a library: its logger, and the message without its values."""
    record: logging.LogRecord = event["_record"]
    event["event"] = str(record.msg).split("\n", 1)[0]
    event["logger"] = record.name
    return event


def without_values(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """An exception becomes its type and place."""
    information: Any = event.pop("exc_info", None)
    if information is True:
        information = sys.exc_info()
    error = information[1] if isinstance(information, tuple) else information
    if isinstance(error, BaseException):
        event["error"], event["at"] = type(error).__name__, place_of(error)
    return event


def place_of(error: BaseException) -> list[str]:
    """Where an error was raised, the innermost call last: module and line."""
    frames = traceback.walk_tb(error.__traceback__)
    names = [f"{frame.f_globals.get('__name__', '?')}:{line}" for frame, line in frames]
    return [name.removeprefix(f"{ROOT}/") for name in names[-FRAMES:]]  # a template's name is its path


SHARED: list[Processor] = [
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper("iso", key="time"),
    without_values,
]
#: One list for the life of the process: loggers keep the list that they first saw.
PROCESSORS: list[Processor] = [*SHARED, ProcessorFormatter.wrap_for_formatter]

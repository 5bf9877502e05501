"""`python -m moderation.evaluate SUBJECT [FILE]`: one JSON object with the figures, on a file or on our own texts."""

import importlib
import json
import pkgutil
import sys
from pathlib import Path

from moderation import evaluating

SUBJECTS = sorted(module.name for module in pkgutil.iter_modules(evaluating.__path__))


def main(arguments: list[str]) -> None:
    """Prints the figures. Leaves with a sentence where the subject or the file is not there."""
    if not arguments or arguments[0] not in SUBJECTS or len(arguments) > 2:
        sys.exit(f"python -m moderation.evaluate {'|'.join(SUBJECTS)} [FILE]")
    file = Path(arguments[1]) if len(arguments) > 1 else None
    if file and not file.exists():
        sys.exit(f"There is no {file}.")
    figures = importlib.import_module(f"moderation.evaluating.{arguments[0]}").evaluate(file)
    sys.stdout.write(json.dumps(figures, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])

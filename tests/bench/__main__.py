"""`python -m tests.bench [NAME…]`: run benchmarks by name, or all. Each prints JSON, its yardstick in the same run."""

import importlib
import pkgutil
import sys
from pathlib import Path

HELPERS = {"__main__", "engines", "load"}
names = sorted({module.name for module in pkgutil.iter_modules([str(Path(__file__).parent)])} - HELPERS)

if unknown := set(sys.argv[1:]) - set(names):
    sys.exit(f"There is no benchmark {', '.join(sorted(unknown))}. There are: {', '.join(names)}.")
for name in sys.argv[1:] or names:
    importlib.import_module(f"tests.bench.{name}").main()

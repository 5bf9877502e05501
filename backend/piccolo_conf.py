"""What Piccolo reads: which engine, which tables. `migrate` sets the engine; its own commands take the settings'."""

import sys
from pathlib import Path
from typing import Any

from piccolo.conf.apps import AppRegistry
from piccolo.engine.base import Engine

from backend.database.migrating import migrating_engine
from backend.settings import load

DB: Engine[Any] | None = None
if Path(sys.argv[0]).name == "piccolo":
    DB = migrating_engine(load().database_url)

APP_REGISTRY = AppRegistry(apps=["backend.piccolo_app"])

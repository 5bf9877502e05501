"""The partner's JSON."""

from litestar import Router

from backend.casework.http_cases import case_handlers
from backend.casework.http_tasks import task_handlers

casework_routes = Router(path="/", route_handlers=[*case_handlers, *task_handlers])

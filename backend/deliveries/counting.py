"""How much waits to go out: for monitors."""

from piccolo.query.functions.aggregate import Count

from backend.deliveries.tables import Delivery


async def count_by_state() -> dict[str, int]:
    """How many deliveries there are in each state; finished ones are kept for a day."""
    rows = await Delivery.select(Delivery.state, Count()).group_by(Delivery.state)
    return {row["state"]: row["count"] for row in rows}

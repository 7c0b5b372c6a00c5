"""What surrounds a request: its connection, its deadline, the bounds of its answer, Sellsy's clock."""

from etl.sellsy.transport.bounded import ANSWER_MAX, BoundedTransport

__all__ = ["ANSWER_MAX", "BoundedTransport"]

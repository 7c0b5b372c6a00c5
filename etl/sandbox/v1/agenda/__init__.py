"""v1 `Agenda`: tasks and events."""

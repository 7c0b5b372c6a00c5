"""The English catalogue. See `etl.messages` for the shape; keep the sections in the order of `fr.py`."""

PROBLEMS: dict[str, tuple[str, str]] = {
    # codecs
    # entities
    # engine
}

ERRORS: dict[str, tuple[str, str]] = {
    # settings
    # sheets
    # sellsy
    # journal
    # engine
    # cli
}

TEXTS: dict[str, str] = {
    # entities
    # engine
    # cli
}

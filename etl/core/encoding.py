"""Replace characters that an encoding lacks, such as the narrow space of French."""

import codecs

NEAREST = "sellsy-etl-nearest"
"""The name of the error handler that writes the nearest characters, a question mark where there are none."""

_NEAREST = {"\u202f": "\u00a0", "\u00a0": " ", "…": "...", "→": "->", "’": "'", "«": '"', "»": '"'}


def _nearest(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    shown = (_encodable(char, error.encoding) for char in error.object[error.start : error.end])
    return "".join(shown), error.end


def _encodable(char: str, encoding: str) -> str:
    shown = _NEAREST.get(char, "?")
    try:
        shown.encode(encoding)
    except UnicodeEncodeError:
        return _encodable(shown, encoding)
    return shown


codecs.register_error(NEAREST, _nearest)

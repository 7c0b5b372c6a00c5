"""Write the data dictionary of exports for programs."""

from pathlib import Path

from etl.commands.session import Session
from etl.exports.dictionary import dictionary_csv
from etl.sheets.writers.atomic_write import atomic_write


def write_dictionary(session: Session, output: str | Path | None = None) -> str:
    """Return the data dictionary as CSV, in the language of the session; where a path is given it is written there too.

    Raises:
        DataError: the file cannot be written.
    """
    content = dictionary_csv(session.lang)
    if output is not None:
        with atomic_write(Path(output)) as place:
            place.write_bytes(content.encode("utf-8"))
    return content

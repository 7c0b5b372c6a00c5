"""Commands called as the command line and the Python API call them: in a session of their own."""

from typing import get_type_hints

from etl.commands.session import Session


def call(command, *arguments, settings=None, profile=None, lang="en", observer=None, **options):
    """Run a command in a session; what else is given is its one value of options, where it takes one."""
    wanted = get_type_hints(command).get("options")
    if wanted is not None:
        arguments, options = (*arguments, wanted(**options)), {}
    with Session.open(settings=settings, profile=profile, lang=lang, observer=observer) as session:
        return command(session, *arguments, **options)

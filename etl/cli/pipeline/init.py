"""`sellsy-etl init`: a project folder to begin with."""

from pathlib import Path

import click

from etl import commands
from etl.cli.context import Context, pass_context
from etl.messages import text


@click.command()
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path, file_okay=False))
@click.option("--with", "pipelines", metavar="NAME", multiple=True,
              help="A ready pipeline, with its samples; may be repeated (default: first_import).")  # fmt: skip
@click.option("--list", "listed", is_flag=True, help="List the ready pipelines and write nothing.")
@pass_context
def init(context: Context, *, folder: Path, pipelines: tuple[str, ...], listed: bool) -> None:
    """Write a project folder: a pipeline, fictional samples, templates and a README, ready for the local Sellsy.

    Nothing is overwritten: if a file already exists, the folder is left as it is.

    \b
    Examples:
      sellsy-etl init my-project
      sellsy-etl init migration --with migrate_hubspot
      sellsy-etl init --list
    """
    if listed:
        names = commands.ready_pipelines()
        width = max(map(len, names))
        for name in names:
            click.echo(f"{name:<{width}}  {text(f'ready-{name}', lang=context.lang)}")
        return
    project = commands.start_project(folder, pipelines or (commands.FIRST,), lang=context.lang)
    context.say("init-done", folder=project.folder, files=len(project.files))
    moved = "" if folder == Path() else f"cd {project.folder} && "
    for name in project.pipelines:
        click.echo(f"  {moved}sellsy-etl --sandbox run {name}.yaml")

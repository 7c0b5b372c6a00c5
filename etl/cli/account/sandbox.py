"""`sellsy-etl sandbox`: a local Sellsy to rehearse on."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from etl import commands
from etl.cli.context import Context, pass_context
from etl.cli.progress import working


@click.group()
def sandbox() -> None:
    """Run a local Sellsy: same answers, same limits, no account.

    \b
    Examples:
      sellsy-etl sandbox serve --seed demo
      sellsy-etl --sandbox import clients.xlsx
      sellsy-etl sandbox setup account.yaml
      sellsy-etl sandbox reset
    """


@sandbox.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8787,
    show_default=True,
    help="Port on 127.0.0.1; 0 picks a free one.",
)
@click.option(
    "--db", type=click.Path(path_type=Path), help="SQLite file that keeps the data (default: in memory)."
)
@click.option("--quota", metavar="N/s,N/min", help="Limits, such as 5/s,150/min (default: high).")
@click.option(
    "--latency",
    "latency_ms",
    metavar="MS",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    help="Delay added to every answer, in milliseconds.",
)
@click.option("--seed", type=click.Choice(["demo"]), help="Start with a fictional French account.")
@click.option(
    "--client",
    "credentials",
    metavar="ID:SECRET",
    help="Accept only this client; ID:SECRET:TOKEN:SECRET names the user of API v1 too.",
)
@click.option(
    "--single-token", is_flag=True, help="A new token revokes the one before, as on a shared access."
)
@click.option("--lenient", is_flag=True, help="Ignore unknown body keys instead of refusing them.")
@click.option("--faults", type=click.Path(path_type=Path), help="YAML or JSON file of faults to simulate.")
@click.option(
    "--wire",
    type=click.Choice(["recorded", "contract"]),
    help="Answer as recorded from the real API, or as its contract says (default: recorded).",
    envvar="SELLSY_ETL_SANDBOX_WIRE",
)
@pass_context
def serve(context: Context, /, **options: Any) -> None:
    """Serve the local Sellsy on 127.0.0.1 until Ctrl-C; the variables to set are printed, and what it accepts.

    --faults takes a list of rules. Each says which requests it breaks (match: method and path are regular
    expressions; in: pair is one operation of a batch, in: delivery a webhook; then nth, times, or rate with
    seed) and how: drop_before, drop_after, cut_body, short_batch, short_page, status (status, retry_after,
    after: true), delay (ms, after), lag (ms), revoke_token, duplicate, meanwhile (calls). POST the same list
    to /_sandbox/faults while it runs; GET says what each rule saw and broke.

    \b
      - {match: {method: POST, path: /batch$}, fault: drop_after, nth: [3, 7]}
      - {match: {path: /companies}, fault: status, status: 429, retry_after: 2, times: 5}
      - {match: {in: pair, path: /addresses$}, fault: status, status: 500, rate: 0.1, seed: 1}
      - {match: {path: /batch$}, fault: lag, ms: 3000}
      - {match: {in: delivery}, fault: duplicate, rate: 0.5, seed: 2}

    \b
    Examples:
      sellsy-etl sandbox serve --port 8787 --seed demo
      sellsy-etl sandbox serve --seed demo --faults faults.yaml
      sellsy-etl sandbox serve --db account.sqlite --quota 5/s,150/min --latency 200
    """

    def ready(url: str, accepted: Sequence[tuple[str, Mapping[str, object]]]) -> None:
        click.echo(f"SELLSY_API_URL={url}/v2")
        click.echo(f"SELLSY_LOGIN_URL={url}")
        click.echo(f"SELLSY_V1_URL={url}/0/")
        context.say("sandbox-ready", url=url)
        for code, params in accepted:
            context.say(code, **params)

    commands.serve_sandbox(commands.ServeOptions(**options), ready)


@sandbox.command()
@click.option(
    "--db", type=click.Path(path_type=Path), help="The file to empty (default: the embedded one's)."
)
@pass_context
def reset(context: Context, *, db: Path | None) -> None:
    """Empty the embedded sandbox, the one `--sandbox` works on.

    \b
    Examples:
      sellsy-etl sandbox reset
      sellsy-etl sandbox reset --db account.sqlite
    """
    context.say("sandbox-reset", path=commands.reset_sandbox(db))


@sandbox.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--db", type=click.Path(path_type=Path), help="A sandbox's file (default: the embedded one's).")
@click.option("--url", help="A running sandbox instead, such as http://127.0.0.1:8787.")
@pass_context
def setup(context: Context, *, file: Path, db: Path | None, url: str | None) -> None:
    """Give a sandbox the staff, pipelines, sources and labels of FILE, as Sellsy's settings would.

    FILE is YAML; what is already there is left as it is:

    \b
      staffs: [Ada Vidal, {firstname: Luc, lastname: Morel, email: luc@atelier.example}]
      pipelines:
        Ventes: [Prospection, Devis, Signature]
        Export: {Contact: 10, Offre: 60}
      sources: [Salon]
      event_labels: [Visite]
      task_labels: [Relance]

    \b
    Examples:
      sellsy-etl sandbox setup account.yaml
      sellsy-etl sandbox setup account.yaml --url http://127.0.0.1:8787
    """
    made = commands.setup_sandbox(file, db=db, url=url)
    shown = ", ".join(f"{kind} {number}" for kind, number in made.items())
    context.say("sandbox-setup-done", made=shown or "0")


@sandbox.command()
@click.option(
    "--from-profile", "source", metavar="NAME", required=True, help="The account to copy; it is only read."
)
@click.option("--entities", metavar="NAMES", help="client,contact,opportunity... (default: all of them).")
@click.option("--anonymise", is_flag=True, help="Replace people, companies and words by fictional ones.")
@click.option("--db", type=click.Path(path_type=Path), help="A sandbox's file (default: the embedded one's).")
@click.option("--url", help="A running sandbox instead, such as http://127.0.0.1:8787.")
@pass_context
def seed(
    context: Context,
    *,
    source: str,
    entities: str | None,
    anonymise: bool,
    db: Path | None,
    url: str | None,
) -> None:
    """Copy an account into a sandbox, to rehearse with its real records, duplicates and names.

    Staff, custom fields, pipelines, labels and the like come first, then the records with their addresses, tags,
    custom fields and contacts, under their own ids. With --anonymise duplicates stay duplicates, and texts of custom
    fields are left out.

    \b
    Examples:
      sellsy-etl sandbox seed --from-profile prod --entities client,contact
      sellsy-etl sandbox seed --from-profile prod --anonymise --db rehearsal.sqlite
    """
    names = [entity_name.strip() for entity_name in (entities or "").split(",") if entity_name.strip()]
    with working(replace(context, profile=source, sandbox=False)) as session:
        made = commands.copy_account(session, entities=names, anonymise=anonymise, db=db, url=url)
    context.say(
        "sandbox-setup-done", made=", ".join(f"{kind} {number}" for kind, number in made.items() if number)
    )

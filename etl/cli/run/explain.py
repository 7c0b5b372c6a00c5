"""`sellsy-etl explain`: what a code of a report or of --json means, and what to do."""

import click

from etl.cli.context import Context, pass_context, print_json
from etl.cli.options import json_option
from etl.cli.terminal import echo_styled
from etl.core.errors import ConfigError
from etl.messages import Lang, text
from etl.messages.explaining import explain as explained
from etl.messages.explaining import families


@click.command()
@click.argument("code", required=False)
@json_option
@pass_context
def explain(context: Context, *, code: str | None, as_json: bool) -> None:
    """Say what CODE means, with an example and what to do; without CODE, list all codes by family.

    \b
    Examples:
      sellsy-etl explain siret-destroyed
      sellsy-etl --lang fr explain match-several
      sellsy-etl explain
    """
    if code is None:
        _list(context, as_json=as_json)
        return
    explanation = explained(code.strip().lower(), context.lang)
    if explanation is None:
        raise ConfigError("code-unknown", value=code, accepted=_nearest(code, context.lang))
    if as_json:
        print_json(
            {"code": explanation.code, "family": explanation.family, "meaning": explanation.kind,
             "example": explanation.example, "fix": explanation.fix}
        )  # fmt: skip
        return
    echo_styled(f"{explanation.code} ({explanation.family})", bold=True)
    click.echo(explanation.kind)
    for label, content in (("example", explanation.example), ("fix", explanation.fix)):
        click.echo()
        echo_styled(text(f"explain-{label}", lang=context.lang), bold=True)
        click.echo(f"  {content}")


def _nearest(code: str, lang: Lang) -> list[str]:
    """Return the codes that begin with what was typed, else those that resemble it most."""
    from rapidfuzz import process  # noqa: PLC0415 - keeps start-up light

    typed = code.strip().lower()
    known = [code for codes in families(lang).values() for code in codes]
    beginning = [code for code in known if code.startswith(typed)]
    return beginning[:8] or [code for code, _, _ in process.extract(typed, known, limit=5)]


def _list(context: Context, *, as_json: bool) -> None:
    codes_by_family = families(context.lang)
    if as_json:
        print_json({family: list(codes) for family, codes in codes_by_family.items()})
        return
    for family, codes in codes_by_family.items():
        echo_styled(family, bold=True)
        for code in codes:
            click.echo(f"  {code}")

"""OAuth 1.0a PLAINTEXT: four secrets in the Authorization header or in the form, compared, never signed."""

import re
from collections.abc import Mapping
from urllib.parse import unquote

Secrets = tuple[str, str, str | None, str | None]
"""Consumer token and secret, user token and secret; None is any that is not empty."""

_PAIR = re.compile(r'\s*([a-z_]+)="([^"]*)"\s*(?:,|$)')
_NEEDED = ("oauth_consumer_key", "oauth_token", "oauth_signature_method", "oauth_signature")


def fields_of(header: str, form: Mapping[str, str]) -> dict[str, str]:
    """Return the OAuth fields of a request: those of the header, else those of the form."""
    scheme, _, rest = header.partition(" ")
    if scheme.lower() == "oauth":
        return {pair[1]: unquote(pair[2]) for pair in _PAIR.finditer(rest)}
    return {name: value for name, value in form.items() if name.startswith("oauth_")}


def problem_of(fields: Mapping[str, str], secrets: Secrets | None) -> str | None:
    """Return what is wrong with the credentials in OAuth's own words, None when they are good.

    Without `secrets` any that are not empty are good.
    """
    absent = [name for name in _NEEDED if not fields.get(name)]
    if absent:
        return f"parameter_absent&oauth_parameters_absent={'&'.join(absent)}"
    consumer_secret, _, user_secret = map(unquote, fields["oauth_signature"].partition("&"))
    given = (fields["oauth_consumer_key"], consumer_secret, fields["oauth_token"], user_secret)
    pairs = zip(given, secrets or given, strict=True)
    wanted = tuple(own if only is None else only for own, only in pairs)
    wrong = {
        "signature_method_rejected": fields["oauth_signature_method"].upper() != "PLAINTEXT",
        "consumer_key_refused": given[0] != wanted[0],
        "token_rejected": given[2] != wanted[2],
        "signature_invalid": given != wanted or not all(given),
    }
    return next((problem for problem, is_so in wrong.items() if is_so), None)

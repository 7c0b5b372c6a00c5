import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.codecs import Email, Options, Url
from etl.codecs.column import PENDING
from etl.codecs.net import to_email


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("contact@sge.example", "contact@sge.example"),
        (" contact@sge.example\u00a0", "contact@sge.example"),
        ("Jean.DUPONT@Example.COM", "Jean.DUPONT@example.com"),
        ("a@x.test", "a@x.test"),
        ("jean+sellsy@sous.domaine.fr", "jean+sellsy@sous.domaine.fr"),
        ("hélène@exemple.fr", "hélène@exemple.fr"),
        ("-", None),
    ],
)
def test_addresses_are_read(read, cell, value):
    """The domain is lowered, the local part kept; reserved domains are fine."""
    decoded = read(Email(), cell)
    assert (decoded.value, decoded.code) == (value, None)


def test_a_mailto_link_is_taken_off(read):
    """Excel keeps the link of an address: taken off, and said."""
    decoded = read(Email(), "mailto:a@x.fr")
    assert (decoded.value, decoded.code, decoded.severity) == ("a@x.fr", "email-mailto", "warning")
    assert read(Email(), "MAILTO:a@x.fr?subject=Devis&body=Bonjour").value == "a@x.fr"
    assert read(Email(), "mailto:a@x.fr,b@x.fr").code == "email-several"
    assert read(Email(), "mailto:").code == "email-invalid"


@pytest.mark.parametrize(
    ("cell", "code", "params"),
    [
        ("a@x.fr; b@x.fr", "email-several", {"emails": ["a@x.fr", "b@x.fr"]}),
        ("a@x.fr b@x.fr", "email-several", {"emails": ["a@x.fr", "b@x.fr"]}),
        ("Jean <jean@x.fr>", "email-text", {"suggestion": "jean@x.fr"}),
        ("jean@x.fr (pro)", "email-text", {"suggestion": "jean@x.fr"}),
        ("jean@x", "email-invalid", {"why": "no-dot"}),
        ("jean@test", "email-invalid", {"why": "no-dot"}),
        ("jean.x.fr", "email-invalid", {"why": "no-at"}),
        ("jean@x..fr", "email-invalid", {"why": "bad-dots"}),
        ("jean@localhost", "email-invalid", {"why": "no-dot"}),
        ("@x.fr", "email-invalid", {"why": "no-name"}),
        ("jean@-x.fr", "email-invalid", {"why": "bad-domain"}),
        ("jean@x.local", "email-invalid", {"why": "reserved"}),
        (12, "email-invalid", {"why": "no-at"}),
    ],
)
def test_what_is_not_one_address_is_refused(read, cell, code, params):
    """One address a cell; what could be meant is proposed."""
    decoded = read(Email(), cell)
    assert (decoded.value, decoded.code, decoded.params) == (None, code, params)


_LABEL = st.from_regex(r"[a-z0-9-]{1,12}", fullmatch=True)


@given(
    st.from_regex(r"[A-Za-z0-9._%+'-]{1,66}", fullmatch=True),
    st.lists(_LABEL, min_size=1, max_size=4),
    st.sampled_from(
        ["fr", "com", "example", "test", "local", "localhost", "invalid", "arpa", "onion", "c", "x1"]
    ),
)
def test_the_fast_path_of_emails_agrees_with_the_library(local, labels, top):
    """Where the fast path answers, email-validator accepts the very same address."""
    text = f"{local}@{'.'.join([*labels, top])}"
    plain = Email().plain(Options())(text)
    assert plain is PENDING or plain == to_email(text)


@given(st.emails())
def test_any_address_agrees_with_the_library(text):
    """The same holds for addresses of any form the standard allows."""
    plain = Email().plain(Options())(text)
    assert plain is PENDING or plain == to_email(text)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("https://www.exemple.fr", "https://www.exemple.fr"),
        ("http://exemple.fr/a?b=c#d", "http://exemple.fr/a?b=c#d"),
        ("HTTPS://Exemple.FR/Page", "https://exemple.fr/Page"),
        ("https://été.fr/p", "https://été.fr/p"),
        ("https://exemple.fr:8080/", "https://exemple.fr:8080/"),
        ("https://www.exemple.photography/a", "https://www.exemple.photography/a"),
        ("https://exemple.photography", "https://exemple.photography"),
        ("https://www.exemple.co.uk", "https://www.exemple.co.uk"),
        ("https://www.été.fr", "https://www.été.fr"),
        ("https://wwwexemple.fr", "https://wwwexemple.fr"),
    ],
)
def test_web_addresses_are_read(read, cell, value):
    """Scheme and host are lowered, the rest is kept."""
    decoded = read(Url(), cell)
    assert (decoded.value, decoded.code) == (value, None)


@pytest.mark.parametrize("cell", ["www.exemple.fr", "//www.exemple.fr"])
def test_a_missing_scheme_is_supplied_and_said(read, cell):
    """People leave https:// out."""
    decoded = read(Url(), cell)
    assert (decoded.value, decoded.code) == ("https://www.exemple.fr", "url-scheme-added")


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("ftp://exemple.fr", "url-scheme"),
        ("javascript:alert(1)", "url-scheme"),
        ("mailto:a@exemple.fr", "url-scheme"),
        ("www.exemple.fr www.exemple.com", "url-spaces"),
        ("contact@exemple.fr", "url-invalid"),
        ("exemple", "url-invalid"),
        ("https://", "url-invalid"),
        ("https://exemple.fr:99999", "url-invalid"),
        ("http://[::1", "url-invalid"),
        (12, "url-invalid"),
        ("http://localhost", "url-invalid"),
        ("www.exemple", "url-unended"),
        ("https://www.exemple", "url-unended"),
        ("https://WWW.Exemple/page.html", "url-unended"),
        ("http://www.exemple:8080/a.b", "url-unended"),
        ("//www.été?x=1", "url-unended"),
    ],
)
def test_what_is_no_web_address_is_refused(read, cell, code):
    """Only http and https, one address, a real host name."""
    assert read(Url(), cell).code == code


@given(
    st.from_regex(
        r"(https?://)?[a-z0-9.-]{1,20}\.[a-z]{1,4}(:[0-9]{1,6})?([/?#][!-~]{0,10})?", fullmatch=True
    )
)
def test_the_fast_path_of_web_addresses_agrees(text):
    """Where the fast path answers, the careful reading gives the same address without a word."""
    plain = Url().plain(Options())(text)
    settled = Url().settle(text, Options())
    assert plain is PENDING or (plain, None) == (settled.value, settled.code)

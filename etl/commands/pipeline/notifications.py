"""Notifications of how a pipeline ended: a command, a mail, an address, a heartbeat.

They carry the result as JSON: counts, runs, files; no secret and no row of anybody's data. A mail says in words what
happened and what to do, and has the JSON attached. A failed notification never changes how the pipeline ended.
"""

import json
import os
import smtplib
import subprocess
from collections.abc import Callable, Iterator, Mapping
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from etl.commands.pipeline.letters import letter, subject
from etl.core.results import JsonValue
from etl.messages import Lang
from etl.pipeline import Mail, Notifications, Notify
from etl.sellsy.wire import transport_for, trusted

__all__ = ["tell"]

_LIMIT_S = 60.0
_BEAT_S = 10.0
_IMPLICIT_TLS = 465
_LOOPBACK = ("127.0.0.1", "localhost", "::1")

Document = Mapping[str, JsonValue]


def tell(notifications: Notifications, document: Document, *, lang: Lang = "en") -> Iterator[str]:
    """Send the notifications and yield the message of each that failed.

    The document has the status of the run, and the path of its pipeline: commands run in that folder.
    """
    fine = document["status"] == "fine"
    sending: list[Callable[[], None]] = []
    for target in notifications.success if fine else notifications.failure:
        sending += [partial(way, target, document, lang) for way in (_command, _mail, _url)]
    if fine and notifications.heartbeat:
        sending.append(partial(_beat, notifications.heartbeat))
    for send in sending:
        try:
            send()
        except (
            OSError,
            subprocess.SubprocessError,
            smtplib.SMTPException,
            httpx.HTTPError,
            ValueError,
        ) as error:
            yield f"{type(error).__name__}: {error}"


def _command(target: Notify, document: Document, lang: Lang) -> None:
    del lang
    if target.command:
        subprocess.run(  # noqa: S603 - the user's own command, without a shell
            target.command,
            input=json.dumps(document, ensure_ascii=False),
            encoding="utf-8",
            cwd=Path(str(document["path"])).parent,
            timeout=_LIMIT_S,
            check=True,
            stdout=subprocess.DEVNULL,
        )


def _url(target: Notify, document: Document, lang: Lang) -> None:
    del lang
    if target.url:
        with _client(target.url, limit_s=_LIMIT_S) as client:
            client.post(target.url, json=dict(document)).raise_for_status()


def _beat(url: str) -> None:
    """Call the address that waits for a sign of life; it gets nothing but the call."""
    with _client(url, limit_s=_BEAT_S) as client:
        client.get(url).raise_for_status()


def _client(url: str, *, limit_s: float) -> httpx.Client:
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        raise ValueError("https://")
    return httpx.Client(transport=transport_for(url, trusted([url])), timeout=limit_s)


def _mail(target: Notify, document: Document, lang: Lang) -> None:
    if target.mail is None:
        return
    message = EmailMessage()
    message["From"], message["To"] = target.mail.sender, ", ".join(target.mail.to)
    message["Subject"] = subject(document, lang)
    message["Date"], message["Message-ID"] = formatdate(localtime=True), make_msgid("sellsy-etl")
    message.set_content(letter(document, lang))
    whole = json.dumps(document, ensure_ascii=False, indent=2).encode()
    message.add_attachment(whole, maintype="application", subtype="json", filename="result.json")
    with _server(target.mail) as server:
        if target.mail.user:
            server.login(target.mail.user, os.environ.get(target.mail.password_env or "", ""))
        server.send_message(message)


def _server(mail: Mail) -> smtplib.SMTP:
    if mail.tls and mail.port == _IMPLICIT_TLS:
        return smtplib.SMTP_SSL(mail.host, mail.port, timeout=_LIMIT_S)
    server = smtplib.SMTP(mail.host, mail.port, timeout=_LIMIT_S)
    if mail.tls:
        server.starttls()
    return server

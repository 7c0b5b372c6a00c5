"""Notifications of how a pipeline ended: a command, a mail, an address.

They carry the result as JSON: counts, runs, files; no secret and no row of anybody's data. A failed notification never
changes how the pipeline ended.
"""

import json
import os
import smtplib
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from email.message import EmailMessage
from urllib.parse import urlsplit

import httpx

from etl.core.results import JsonValue
from etl.pipeline import Mail, Notifications, Notify
from etl.sellsy.wire import transport_for, trusted

__all__ = ["tell"]

_LIMIT_S = 60.0
_IMPLICIT_TLS = 465
_LOOPBACK = ("127.0.0.1", "localhost", "::1")

Document = Mapping[str, JsonValue]


def tell(notifications: Notifications, document: Document, *, fine: bool, folder: str) -> Iterator[str]:
    """Send the notifications and yield the message of each that failed. Commands run in `folder`."""
    for target in notifications.success if fine else notifications.failure:
        for way in (_command, _mail, _url):
            try:
                way(target, document, folder)
            except (
                OSError,
                subprocess.SubprocessError,
                smtplib.SMTPException,
                httpx.HTTPError,
                ValueError,
            ) as error:
                yield f"{type(error).__name__}: {error}"


def _command(target: Notify, document: Document, folder: str) -> None:
    if target.command:
        subprocess.run(  # noqa: S603 - the user's own command, without a shell
            target.command,
            input=json.dumps(document, ensure_ascii=False),
            encoding="utf-8",
            cwd=folder,
            timeout=_LIMIT_S,
            check=True,
            stdout=subprocess.DEVNULL,
        )


def _url(target: Notify, document: Document, folder: str) -> None:
    del folder
    if not target.url:
        return
    parts = urlsplit(target.url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        raise ValueError("https://")
    transport = transport_for(target.url, trusted([target.url]))
    with httpx.Client(transport=transport, timeout=_LIMIT_S) as client:
        client.post(target.url, json=dict(document)).raise_for_status()


def _mail(target: Notify, document: Document, folder: str) -> None:
    del folder
    if target.mail is None:
        return
    message = EmailMessage()
    message["From"], message["To"] = target.mail.sender, ", ".join(target.mail.to)
    message["Subject"] = _subject(document)
    message.set_content(json.dumps(document, ensure_ascii=False, indent=2))
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


def _subject(document: Document) -> str:
    words: Sequence[str] = [str(document.get(name) or "") for name in ("pipeline", "status", "run_id")]
    return " · ".join(word.replace("\r", " ").replace("\n", " ") for word in ("sellsy-etl", *words) if word)

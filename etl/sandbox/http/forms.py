"""The fields of a form body, urlencoded or multipart: both reach the login and API v1."""

from email.parser import BytesParser
from email.policy import HTTP
from urllib.parse import parse_qsl


def read_form(content_type: str, body: bytes) -> dict[str, str]:
    """Return the text fields of a form; files are not read."""
    if "multipart/form-data" not in content_type.lower():
        return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    head = f"Content-Type: {content_type}\r\n\r\n".encode("latin-1", "replace")
    message = BytesParser(policy=HTTP).parsebytes(head + body)
    fields: dict[str, str] = {}
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        if isinstance(name, str) and isinstance(content, bytes):
            fields[name] = content.decode("utf-8", "replace")
    return fields

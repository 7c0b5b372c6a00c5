"""Access tokens: issued, expired, revoked; kept in memory, so a restart makes every client ask again."""

import base64
import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass

_CODE_LIFE = 600
_REFRESH_LIFE = 60 * 86_400


@dataclass(frozen=True, slots=True)
class Grant:
    """What a code or a refresh token stands for; `challenge` is PKCE's S256 challenge."""

    client: str
    until: float
    challenge: str = ""


class Tokens:
    """The tokens of the sandbox; `single` makes a new one revoke the others of its client."""

    def __init__(self, *, expires_in: int, single: bool, clock: Callable[[], float]) -> None:
        self.expires_in = expires_in
        self._single = single
        self._clock = clock
        self._tokens: dict[str, Grant] = {}
        self._refresh: dict[str, Grant] = {}
        self._codes: dict[str, Grant] = {}

    def issue(self, client: str) -> str:
        """Return a new access token of a client."""
        if self._single:
            self._tokens = {text: grant for text, grant in self._tokens.items() if grant.client != client}
        token = secrets.token_urlsafe(24)
        self._tokens[token] = Grant(client, self._clock() + self.expires_in)
        return token

    def issue_refresh(self, client: str) -> str:
        """Return a new refresh token of a client."""
        token = secrets.token_urlsafe(24)
        self._refresh[token] = Grant(client, self._clock() + _REFRESH_LIFE)
        return token

    def issue_code(self, client: str, challenge: str) -> str:
        """Return an authorization code, good for ten minutes."""
        code = secrets.token_urlsafe(16)
        self._codes[code] = Grant(client, self._clock() + _CODE_LIFE, challenge)
        return code

    def is_valid(self, token: str) -> bool:
        """Tell whether a token is known and not expired."""
        grant = self._tokens.get(token)
        return grant is not None and grant.until > self._clock()

    def use_refresh(self, token: str, client: str) -> bool:
        """Consume a refresh token; False when it is not one of this client."""
        grant = self._refresh.pop(token, None)
        return grant is not None and grant.client == client and grant.until > self._clock()

    def use_code(self, code: str, client: str, *, verifier: str) -> bool:
        """Consume a code; False when it is unknown, expired or its PKCE verifier does not match."""
        grant = self._codes.pop(code, None)
        digest = hashlib.sha256(verifier.encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        fits = grant is not None and grant.client == client and grant.challenge == challenge
        return fits and grant is not None and grant.until > self._clock()

    def revoke(self, token: str | None = None) -> int:
        """Revoke a token, or all of them; return how many."""
        gone = [text for text in self._tokens if token in (None, text)]
        for text in gone:
            del self._tokens[text]
        return len(gone)

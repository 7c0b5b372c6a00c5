"""Where a process can be killed: before and after each durable commit, and around each HTTP request.

The edges are those of SQLAlchemy and httpx themselves, so the program under test runs unchanged.
"""

import os
import signal
import threading

import httpx
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.engine.default import DefaultDialect

HTTP = {
    "http11.send_request_body.complete": "sent",
    "http11.receive_response_body.complete": "answered",
}


class Edges:
    """Counts the edges a process passes and kills it (SIGKILL) at the one asked for; 0 lets it live."""

    def __init__(self, kill_at: int) -> None:
        self.passed: list[str] = []
        self._kill_at = kill_at
        self._lock = threading.Lock()
        self._writing = threading.local()

    def reach(self, name: str) -> None:
        """Pass an edge, or die on it."""
        with self._lock:
            self.passed.append(name)
            if len(self.passed) == self._kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

    def install(self) -> None:
        """Listen to every transaction and every request of this process."""
        self._on_commits()
        self._on_requests()

    def _on_commits(self) -> None:
        commit = DefaultDialect.do_commit

        @event.listens_for(Engine, "begin")
        def _(connection) -> None:
            self._writing.now = connection.get_execution_options().get("writes", False)

        def do_commit(dialect, connection) -> None:
            writes = getattr(self._writing, "now", False)
            if writes:
                self.reach("before commit")
            commit(dialect, connection)
            if writes:
                self.reach("after commit")

        DefaultDialect.do_commit = do_commit

    def _on_requests(self) -> None:
        handle = httpx.HTTPTransport.handle_request

        def handle_request(transport, request):
            answer = request.extensions.get("trace")

            def trace(name, info) -> None:
                if answer is not None:
                    answer(name, info)
                if name in HTTP:
                    self.reach(HTTP[name])

            self.reach("before sending")
            request.extensions = {**request.extensions, "trace": trace}
            return handle(transport, request)

        httpx.HTTPTransport.handle_request = handle_request

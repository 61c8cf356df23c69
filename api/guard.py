"""What stands before every request: the Host check, the cap on bodies, the security headers.

Pure ASGI: nothing is buffered, and an answer that is streamed stays streamed.
"""

import logging

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import SORTS, problem
from graph.settings import Settings

# No CORS header is ever sent: other sites' pages may not read what this server says.
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
# Swagger UI is started by a script in its page.
_DOCS_POLICY = f"{_POLICY}; script-src 'self' 'unsafe-inline'"

_LOG = logging.getLogger("clew")


class Guard:
    """Refuses foreign hosts and long bodies; adds the security headers to every answer."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        """Stand before an app."""
        self.app = app
        self.hosts = frozenset(settings.allowed_hosts)
        self.limit = settings.body_limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request through, or refuse it."""
        if scope["type"] != "http":
            # No question comes over a WebSocket, and one has no Host check.
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        path: str = scope["path"]
        begun = False

        async def sending(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                added = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    added.setdefault(name, value)
                policy = _DOCS_POLICY if path == "/docs" else _POLICY
                added.setdefault("Content-Security-Policy", policy)
            await send(message)

        refusal = self._refusal(Headers(scope=scope), path)
        if refusal is not None:
            await refusal(scope, receive, sending)
            return
        try:
            await self.app(scope, self._counting(receive), sending)
        except Exception:
            # Nothing of it goes out: a message may hold what a store holds.
            _LOG.exception("%s %s failed", scope["method"], path)
            if begun:
                raise
            await problem("internal", SORTS["internal"].meaning, path)(scope, receive, sending)

    def _refusal(self, headers: Headers, path: str) -> Response | None:
        host = headers.get("host", "")
        if _name_of(host) not in self.hosts:
            return problem("wrong-host", f"This server does not answer for {host!r}.", path)
        length = headers.get("content-length", "")
        if length.isdecimal() and int(length) > self.limit:
            return problem("too-large", self._cap, path, (), {"Connection": "close"})
        return None

    @property
    def _cap(self) -> str:
        return f"A request body may have {self.limit:,} bytes."

    def _counting(self, receive: Receive) -> Receive:
        """Count what comes: a body sent in chunks does not say its length."""
        came = 0

        async def counting() -> Message:
            nonlocal came
            message = await receive()
            came += len(message.get("body", b""))
            if came > self.limit:
                raise HTTPException(413, self._cap, {"Connection": "close"})
            return message

        return counting


def _name_of(host: str) -> str:
    """The host without its port, in small letters.

    Example:
        >>> _name_of("LocalHost:8000"), _name_of("[::1]:8000"), _name_of("[::1]")
        ('localhost', '[::1]', '[::1]')
    """
    name, colon, port = host.lower().rpartition(":")
    return name if colon and port.isdecimal() else host.lower()

"""Settings: read from the environment once, then handed on; nothing else looks there."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Self

# What a browser on this machine may call the server. A page of another site that got its own
# name to point here (DNS rebinding) still sends that name.
LOOPBACK: Final = ("127.0.0.1", "localhost", "[::1]")
_MEBIBYTE: Final = 1024 * 1024


@dataclass(frozen=True)
class Settings:
    """What the server and the command need to know from outside.

    Attributes:
        store: The store, as `open_store` takes it (`CLEW_STORE`).
        host: Where the server listens (`CLEW_HOST`); `clew serve` takes loopback only.
        port: The port it listens on (`CLEW_PORT`).
        allowed_hosts: Host headers that are answered, without ports (`CLEW_ALLOWED_HOSTS`,
            parted by commas).
        body_limit: The longest request body that is read, in bytes (`CLEW_BODY_LIMIT`).
    """

    store: str = "clew.db"
    host: str = "127.0.0.1"
    port: int = 8000
    allowed_hosts: tuple[str, ...] = LOOPBACK
    body_limit: int = 8 * _MEBIBYTE

    @classmethod
    def read(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """The settings of an environment; what it does not say is as usual.

        Raises:
            ValueError: If a number is none.
        """
        hosts = tuple(
            one.strip().lower()
            for one in environment.get("CLEW_ALLOWED_HOSTS", "").split(",")
            if one.strip()
        )
        return cls(
            store=environment.get("CLEW_STORE") or cls.store,
            host=environment.get("CLEW_HOST") or cls.host,
            port=_number(environment, "CLEW_PORT", cls.port),
            allowed_hosts=hosts or cls.allowed_hosts,
            body_limit=_number(environment, "CLEW_BODY_LIMIT", cls.body_limit),
        )


def _number(environment: Mapping[str, str], name: str, usual: int) -> int:
    text = environment.get(name, "")
    if not text:
        return usual
    if not text.isdecimal():
        msg = f"{name} is {text!r}; it must be a whole number"
        raise ValueError(msg)
    return int(text)

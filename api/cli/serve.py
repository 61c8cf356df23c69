"""`clew serve`: the API and the docs, on this machine only."""

import socket
from contextlib import suppress
from dataclasses import replace
from ipaddress import ip_address

import click

from api.cli.desk import desk_of, with_store
from graph.errors import BadRequest, StoreUnavailable


def _loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


@with_store
@click.command()
@click.option("--host", help="Where to listen; a loopback address.  [default: 127.0.0.1]")
@click.option("--port", type=click.IntRange(0, 65535), help="[default: 8000]")
@click.pass_context
def serve(context: click.Context, host: str | None, port: int | None) -> None:
    """Answer questions over HTTP, until stopped with Ctrl+C.

    Only this machine is served: the data are about real people, and nobody logs in. To serve
    others, put a server of your own with a login before it.
    """
    desk = desk_of(context)
    host = (host or desk.settings.host).strip("[]")
    port = desk.settings.port if port is None else port
    if not _loopback(host):
        raise BadRequest("--host", f"{host} is no loopback address; use 127.0.0.1 or [::1]")
    # Said before the server is started: a store that cannot be opened, a port that is taken.
    with desk.store() as store, store.read() as reader:
        from api.pages import examples

        tries = examples(reader)
        titles = ", ".join(one.card.get("title", one.dataset) for one in reader.loads())
    listener = _listen(host, port)
    port = listener.getsockname()[1]
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{port}"
    click.echo(f"Clew answers at {address} ({titles or 'an empty store'}). Ctrl+C stops it.")
    click.echo(f"All questions: {address}/docs")
    for one in tries:
        click.echo(f"\n{one.words}\n  {address}{one.path}\n  {one.command}")
    import uvicorn

    from api.app import create_app

    app = create_app(replace(desk.settings, host=host, port=port))
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
    server = uvicorn.Server(config)
    with suppress(KeyboardInterrupt):  # it has let its last answers finish by then
        server.run(sockets=[listener])
    if not server.started:
        msg = f"The server did not start on {address}."
        raise StoreUnavailable(msg)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        # Whoever asks as soon as the address is printed waits in the queue, and is not refused.
        listener.listen()
    except OSError as error:
        listener.close()
        msg = f"Port {port} on {host} cannot be used: {error.strerror}. Name another: --port 8001"
        raise StoreUnavailable(msg) from None
    return listener

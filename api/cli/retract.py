"""`clew retract`: one claim, as if it had never been read."""

import click

from api.cli.desk import desk_of, with_store
from graph.errors import BadRequest, NotFound


@with_store
@click.command()
@click.argument("claim")
@click.option("--because", required=True, help="Why; `clew changes` shows it.")
@click.pass_context
def retract(context: click.Context, claim: str, because: str) -> None:
    """Take the claim with the id CLAIM away, and whatever rests on it alone.

    The store forgets what it said. A case folder that still holds the claim brings it back at its
    next load, so take it out there as well.
    """
    if not because.strip():
        raise BadRequest("--because", "say why")
    with desk_of(context).store() as store:
        with store.write() as writer:
            tally = writer.withdraw([claim], because.strip())
        if not tally.withdrawn:
            raise NotFound("claim", claim)
    click.echo(f"Withdrawn: {claim}.")
    for one in tally.removed:
        click.echo(f"Removed, since nothing else supports it: {one}.")
    click.echo(
        f"Still there, read again without it: {', '.join(tally.changed)}."
        if tally.changed
        else "If a case folder holds the claim, take it out there too: a load would bring it back."
    )

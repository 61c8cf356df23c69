"""`clew export`: the store, or the surroundings of some entities, to a file."""

import sys
from pathlib import Path

import click

from api.cli.bulk_export import hand_over, to_admin
from api.cli.desk import desk_of, new_file, note, with_store, working
from api.cli.entities import entity
from graph.store import Store

_FORMATS = ("jsonl", "json", "csv", "graphml", "gexf", "ftm", "cypher")


@with_store
@click.command()
@click.option(
    "-f", "--format", "form", type=click.Choice(_FORMATS), default="jsonl", show_default=True,
    help="One object a line, one object, a folder of CSV files, GraphML, GEXF, FollowTheMoney, or "
    "a Cypher script.",
)  # fmt: skip
@click.option(
    "-o", "--output", metavar="FILE", callback=new_file, help="The file; for csv the folder."
)
@click.option(
    "--around", multiple=True, metavar="ENTITY",
    help="Only what is around this entity: an id or a name.  [may be repeated]",
)  # fmt: skip
@click.option(
    "--hops", type=click.IntRange(0, 4), default=2, show_default=True,
    help="How far around it; 0: exactly the named ones.",
)  # fmt: skip
@to_admin
@click.pass_context
def export(
    context: click.Context,
    form: str,
    output: Path | None,
    around: tuple[str, ...],
    hops: int,
    to: tuple[str, Path] | None,
) -> None:
    """Write the whole store, or what is around some entities.

    Every format says of each record how far it stands: who asserts it and who denies it goes
    with every accusation. What a format cannot hold, its file says.
    """
    if to:
        if around or output:
            msg = "--to takes the whole store, and a folder of its own: leave out --around and -o"
            raise click.UsageError(msg)
        hand_over(context, to[1])
        return
    if form == "csv" and output is None:
        msg = "csv is a folder of files: name it with -o"
        raise click.UsageError(msg)
    with desk_of(context).store() as store, working("Exporting ..."):
        written = _write(store, form, output, around, hops)
    for text in written:
        note(text)


def _write(
    store: Store, form: str, output: Path | None, around: tuple[str, ...], hops: int
) -> list[str]:
    from api.exporting.content import Content
    from api.exporting.formats import STREAMS, as_csv

    with store.read() as reader:
        content = Content(reader, [entity(reader, one) for one in around], hops)
        if form == "csv" and output is not None:
            output.mkdir(parents=True, exist_ok=True)
            for name, text in as_csv(content).items():
                (output / name).write_bytes(text)
        elif output is None:
            stream = sys.stdout.buffer
            for piece in STREAMS[form][0](content):
                stream.write(piece)
            stream.flush()
        else:
            # The name is given when the file is whole.
            partial = output.with_name(output.name + ".partial")
            try:
                with partial.open("wb") as file:
                    file.writelines(STREAMS[form][0](content))
                partial.replace(output)
            finally:
                partial.unlink(missing_ok=True)
    return [*content.notes, *([f"Written to {output}."] if output else [])]

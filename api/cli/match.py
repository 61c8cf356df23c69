"""`clew match`: the question, and with `--write` a file in which a person decides."""

from pathlib import Path
from typing import Any

import click

from api.cli.desk import desk_of, new_file, note
from api.cli.exits import Exit
from api.cli.questions import command, usage_error

match = command("match")
_asking = match.callback


@click.pass_context
def _run(context: click.Context, /, *, write: Path | None, **given: Any) -> object:  # noqa: ANN401 - click's values
    if write is None:
        return context.invoke(_asking, **given) if _asking else Exit.OK
    from pydantic import ValidationError

    from queries.match import Match
    from queries.match_file import case_file
    from queries.question import ask

    asked = {name: one for name, one in given.items() if name in Match.model_fields}
    try:
        question = Match.model_validate({k: v for k, v in asked.items() if v not in (None, ())})
    except ValidationError as error:
        raise usage_error(error) from None
    with desk_of(context).store() as store:
        answer = ask(question, store)
    write.write_text(case_file(answer), encoding="utf-8")
    note(f"{len(answer.results):,} of {answer.total.value:,} proposals written to {write}.")
    return Exit.OK if answer.results else Exit.NOTHING_FOUND


match.callback = _run
match.params.insert(
    -1,
    click.Option(
        ["--write"], metavar="FILE", callback=new_file,
        help="Write the proposals to a case file in which a person decides each.",
    ),
)  # fmt: skip

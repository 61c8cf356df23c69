"""One question from the command line: names to ids, asked, written, and how it ended."""

import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import click
from pydantic import ValidationError

from api.catalogue import AnyQuestion, takes_entities
from api.cli.desk import desk_of, note
from api.cli.entities import entity
from api.cli.exits import Exit
from api.cli.formats import Claims, render
from api.cli.record_sheets import Showing, claims_sheet
from api.cli.sheets import Sheet
from api.cli.tables import empty, records_in, sheets_of
from graph.errors import Moved, NotFound
from graph.store import Reader, Store
from queries.answers import Answered
from queries.picture import name_all
from queries.question import PaymentRef, Question, ask
from queries.said import backing


def ask_and_write(
    context: click.Context,
    question: AnyQuestion,
    given: Mapping[str, Any],
    *,
    form: str,
    explain: bool,
    output: Path | None,
) -> int:
    """Ask one question and write the answer.

    Args:
        context: The run of the command.
        question: Which one.
        given: Its parameters as the user typed them: entities by id or by name.
        form: The format.
        explain: Whether the claims behind each line are wanted.
        output: Where to write; none: standard output.

    Returns:
        The exit code.
    """
    with desk_of(context).store() as store:
        answer = _answer(store, question, given)
        with store.read() as reader:
            names = _names(reader, answer)
            sheets = sheets_of(answer, names)
            claims = None
            if explain:
                claims, sheet = _behind(reader, answer, sheets, names)
                sheets.insert(-1, sheet)
    terminal = output is None and sys.stdout.isatty()
    told = render(form, answer, sheets, claims, terminal=terminal, tell=note)
    if output is None:
        sys.stdout.buffer.write(told)
        sys.stdout.flush()
    else:
        output.write_bytes(told)
        note(f"Written to {output}.")
    return Exit.NOTHING_FOUND if empty(answer) else Exit.OK


def _answer(store: Store, question: AnyQuestion, given: Mapping[str, Any]) -> Answered:
    with store.read() as reader:
        values = dict(given)
        for name, info in question.model_fields.items():
            value = values.get(name)
            if value is not None and takes_entities(info):
                meant = partial(_meant, reader, payments=takes_entities(info, PaymentRef))
                values[name] = (
                    tuple(map(meant, value)) if isinstance(value, tuple) else meant(value)
                )
    try:
        return ask(_made(question, values), store)
    except (Moved, NotFound) as error:
        # What takes the id of any record takes a renamed id and an entity's name as well.
        if set(values) & {"id"} and values["id"] == given["id"]:
            with store.read() as reader:
                new = error.new if isinstance(error, Moved) else entity(reader, given["id"])
            if isinstance(error, Moved):
                note(str(error))
            return ask(_made(question, {**values, "id": new}), store)
        raise


def _meant(reader: Reader, text: str, *, payments: bool) -> str:
    """The id that is meant: of an entity, or as it stands where it may be and is a payment's."""
    if payments and reader.edges([text.partition("=")[0]]):
        return text
    return entity(reader, text)


def _made(question: AnyQuestion, values: Mapping[str, Any]) -> Question[Answered]:
    try:
        return question.model_validate(values)
    except ValidationError as error:
        from api.cli.questions import usage_error

        raise usage_error(error) from None


def _names(reader: Reader, answer: Answered) -> dict[str, str]:
    """The names of everybody whom the answer mentions by id."""
    mentioned: set[str] = set()
    for record in records_in(answer):
        evidence = record.get("evidence") or {}
        mentioned.update(evidence.get("asserted_by", ()), evidence.get("denied_by", ()))
        mentioned.update(record[end] for end in ("source", "target") if end in record)
        for field in evidence.get("fields", {}).values():
            for value in field["values"]:
                mentioned.update((value["value"], *value["asserted_by"], *value["denied_by"]))
    names: dict[str, str] = {}
    name_all(reader, mentioned, names)
    return names


def _behind(
    reader: Reader, answer: Answered, sheets: list[Sheet], names: dict[str, str]
) -> tuple[Claims, Sheet]:
    """The claims behind the lines, by record and in words."""
    ids = dict.fromkeys(one for sheet in sheets for line in sheet.lines for one in line.about)
    records = {one["id"]: one for one in records_in(answer)}
    for missing in (reader.nodes, reader.edges):
        records.update(missing([one for one in ids if one not in records]))
    found = {one: many for one, many in reader.claims(ids).items() if one in records}
    ordered = {one: found[one] for one in ids if one in found}
    said = backing(reader, records, [one for many in ordered.values() for one in many]).claims
    showing = Showing(names, {})
    sheet = claims_sheet(
        "Claims behind the lines", [(one.claim, one.sentence) for one in said], showing
    )
    return ordered, sheet

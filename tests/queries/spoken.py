"""A checker that goes over every sentence of a brief, written from the rules and not the code."""

import dataclasses
import re
from collections.abc import Iterator
from typing import Any

from graph.store import Store
from queries.brief import BriefAnswer
from queries.picture import name_all
from queries.wording import NO_STATEMENT

# The table of evidence.md, section 3, for one party and for several.
VERBS = {
    "allegation": "alleges?", "charge": "charged", "admission": "admitted", "judgment": "held that",
    "conviction": "(?:convicted|, convicting, held)", "upheld": "upheld", "inference": "infers?",
}  # fmt: skip
ANY_VERB = re.compile(rf" (?:{'|'.join(VERBS.values())}) ")
_WHEN = "on|in|by|about|between"
OUTCOMES = {
    "acquitted": "acquitted", "closed": "proceedings closed", "limitation": "ended by limitation",
    "no_case": "no case found", "overturned": "overturned", "unfair_trial": "trial held unfair",
    "settled_no_admission": "settled without admission",
}  # fmt: skip


def sentences(value: Any) -> Iterator[str]:
    """Every sentence in an answer, wherever it stands."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        value = {one.name: getattr(value, one.name) for one in dataclasses.fields(value)}
    if isinstance(value, dict):
        for key, one in value.items():
            if key == "sentence" and one:
                yield one
            else:
                yield from sentences(one)
    elif isinstance(value, list):
        for one in value:
            yield from sentences(one)


class Checker:
    """Everything said in a brief, and who says it."""

    def __init__(self, store: Store, answer: BriefAnswer) -> None:
        self.answer = answer
        with store.read() as reader:
            self.behind = reader.claims([one["id"] for one in answer.edges])
            spoken = [one for many in self.behind.values() for one in many]
            self.captions: dict[str, str] = {}
            name_all(reader, {one.get("by") or one["cites"] for one in spoken}, self.captions)
        self.asserters = {self.name(one).lower() for one in spoken if one["stance"] == "asserts"}
        # The part alleged stands in brackets inside of somebody's sentence.
        self.inside = {f" ({it['words'].rstrip('.')})" for it in answer.edges if it.get("words")}

    def name(self, claim: dict[str, Any]) -> str:
        return self.captions.get(claim.get("by") or claim["cites"], str(claim.get("by")))

    def bare(self, said: str) -> str:
        """A sentence without what it only quotes."""
        said = re.sub(r"“[^”]*”", "“”", said)
        # When each of several said it stands in brackets behind the name.
        said = re.sub(rf" \((?:{_WHEN}) [^()]*\d{{4}}[^()]*\)", "", said)
        for words in self.inside:
            said = said.replace(words, "")
        return said

    def sentence(self, said: str) -> int:
        """How many verbs of conduct were met, each with its asserter, the denial behind them."""
        bare = self.bare(said)
        verbs = list(ANY_VERB.finditer(bare))
        for verb in verbs:
            before = bare[: verb.start()].lower()
            assert any(before.endswith(one) for one in self.asserters), said
        if verbs:
            after = bare[verbs[-1].end() :]
            assert "denied " in after or NO_STATEMENT in after, said
        return len(verbs)

    def accusation(self, ident: str, said: str) -> None:
        """Every claim about it is told: the verb of its kind, the forum of its outcome, denials."""
        claims, bare = self.behind[ident], self.bare(said)
        for one in claims:
            name = re.escape(self.name(one))
            if one["kind"] == "outcome":
                told = f"{OUTCOMES[one['value']]}[^;]* {name}"
            elif one["stance"] == "denies":
                told = rf"denied (?:on|in|by|about|between) .*{name}"
            else:
                told = rf"{name}[^;]* {VERBS[one['kind']]} "
            assert re.search(told, bare, re.IGNORECASE), (one["id"], said)
        if not any(one["stance"] == "denies" for one in claims):
            assert said.endswith(f"; {NO_STATEMENT}."), said


def check(store: Store, answer: BriefAnswer) -> int:
    """Go over every sentence about conduct; the number of verbs of conduct that were met.

    Raises:
        AssertionError: If one does not name its asserter with the verb of the claim's kind, or
            its outcome with the forum, or is not followed by the denial or by the words for none.
    """
    checker = Checker(store, answer)
    for part in answer.conduct:
        checker.accusation(part.id, part.sentence)
    for trial in answer.proceedings:
        if re.match("accused|defendant|suspect", trial.role or ""):
            assert re.search(rf"Said against it: (?:denied |{NO_STATEMENT})", trial.sentence), trial
    return sum(map(checker.sentence, sentences(answer)))

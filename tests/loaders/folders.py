"""A small case folder to load, change and break."""

from pathlib import Path

CARD = """\
id: small
title: A small case
publisher: The test
licence: MIT
recorded_at: 2026-11-24
"""

# A theft of which a prosecutor accuses Ann, who denies it; a shell of hers was paid by a bank.
CASE = """\
- id: s.register
  kind: Source
  title: Register
  publisher: The registrar
- id: s.charge
  kind: Source
  title: Indictment
  publisher: The prosecutor
- id: s.reply
  kind: Source
  title: Reply of the defence
  publisher: Ann's lawyers
- id: per.ann
  kind: Person
  names: Ann Example
  claims: [{id: per.ann.c1, kind: record, cites: s.register, at: row 1}]
- id: org.shell
  kind: Company
  names: [Shell Ltd, {text: Ракушка, kind: alias}]
  jurisdiction: CY
  claims: [{id: org.shell.c1, kind: record, cites: s.register, at: row 2}]
- id: org.bank
  kind: Company
  names: Bank
  claims: [{id: org.bank.c1, kind: record, cites: s.register, at: row 3}]
- id: evt.theft
  kind: Event
  names: The theft
  claims: [{id: evt.theft.c1, kind: statement, cites: s.charge, at: page 1}]
- id: pay.one
  kind: Payment
  source: org.bank
  target: org.shell
  claims:
    - {id: pay.one.c1, kind: document, cites: s.charge, at: page 2}
    - {id: pay.one.c2, kind: document, field: amount, value: 10.5 USD, cites: s.charge, at: page 2}
    - {id: pay.one.c3, kind: document, field: date, value: 2008-02, cites: s.charge, at: page 2}
- id: acu.ann
  kind: Accusation
  source: per.ann
  target: evt.theft
  role: organiser
  claims:
    - {id: acu.ann.c1, kind: charge, by: the prosecutor, cites: s.charge, at: page 3}
    - {id: acu.ann.c2, kind: allegation, stance: denies, by: per.ann, cites: s.reply, at: p. 1}
"""
ACCUSING = "    - {id: acu.ann.c1, kind: charge, by: the prosecutor, cites: s.charge, at: page 3}\n"


def write(folder: Path, **files: str) -> Path:
    """A case folder with the card and the given files, such as `case=CASE`."""
    folder.mkdir(exist_ok=True)
    (folder / "clew.yaml").write_text(CARD, encoding="utf-8")
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def swap(text: str, old: str, new: str) -> str:
    """The text with one thing changed; the thing must be there once."""
    assert text.count(old) == 1, old
    return text.replace(old, new)


def quoted(text: str) -> str:
    """A text in YAML's double quotes, with everything that is not plain escaped."""
    plain = (
        one if one.isprintable() and one not in '"\\' else f"\\U{ord(one):08x}" for one in text
    )
    return f'"{"".join(plain)}"'

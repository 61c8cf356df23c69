"""Who says what a bank statement says, for formats that explain their own columns."""

from pathlib import Path

from loaders.listing.entries import slug
from loaders.payments.mapping import Paper, read_mapping


def paper_of(path: Path, mapping: Path | None, *, as_of: str | None, dataset: str | None) -> Paper:
    """The paper that the mapping file states; without one, called after the file.

    Args:
        path: The statement.
        mapping: A mapping file with title, publisher and so on; none: they are not known.
        as_of: The day of the document, where the mapping does not say.
        dataset: What to call the dataset instead.

    Raises:
        FaultyInput: If the mapping is not sound.
    """
    if mapping is not None:
        paper = read_mapping(mapping, Paper)
    else:
        named = slug(path.name.partition(".")[0]).lower()[:60].strip("-") or "statement"
        paper = Paper.model_validate({
            "dataset": named, "title": path.name,
            "publisher": "The bank that keeps the account (not named by the loader's user)",
        })  # fmt: skip
    changes = {"dated": paper.dated or as_of, "dataset": dataset or paper.dataset}
    return Paper.model_validate(paper.model_dump() | changes)

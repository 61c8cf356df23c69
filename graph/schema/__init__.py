"""What is rendered from the ontology: the schema of case files, and the page that explains it.

Everything here reads the registry, so a new kind shows up by itself. The output is the same at
every call, so that a check can tell whether the written files are fresh.
"""

from graph.schema.case_file import FILLED_IN, case_schema
from graph.schema.page import arrow, ontology_markdown

__all__ = ["FILLED_IN", "arrow", "case_schema", "ontology_markdown"]

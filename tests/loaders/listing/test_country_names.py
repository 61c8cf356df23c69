"""Countries as lists print them have one code, or none where they are in doubt."""

from graph.ontology.countries import COUNTRY_CODES
from loaders.listing import country_names
from loaders.listing.country_names import countries_of, country_of


def test_names_demonyms_and_turned_names_have_a_code() -> None:
    printed = ["Korea, North", "Congo, Democratic Republic of the", "Pakistani", "Burma", "iran",
               "Macedonia, The Former Yugoslav Republic of"]  # fmt: skip
    assert [country_of(one) for one in printed] == ["KP", "CD", "PK", "MM", "IR", "MK"]


def test_what_fits_two_countries_or_none_has_no_code() -> None:
    printed = ["possibly Palestinian", "Korean", "Congolese", "Dominican", "Region: Crimea", ""]
    assert [country_of(one) for one in printed] == [None] * 6


def test_every_code_of_the_table_is_one_that_a_record_may_carry() -> None:
    codes = set(country_names._CODES.values())
    assert len(codes) > 150
    assert codes <= COUNTRY_CODES


def test_a_cell_may_print_several_countries() -> None:
    assert countries_of("(1) Russia (2) Ukraine") == (["RU", "UA"], [])
    assert countries_of("Bosnia and Herzegovina") == (["BA"], [])
    assert countries_of("Iran/Atlantis") == (["IR"], ["Atlantis"])

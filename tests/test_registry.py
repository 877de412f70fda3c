"""The registry of states and organisations, held against ISO 3166-1 (pycountry) and CLDR (babel)."""

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import pycountry
import pytest
import yaml
from babel import Locale

REGISTRY = Path(__file__).parents[1] / "data" / "registry"
STATES_TEXT = (REGISTRY / "states.csv").read_bytes().decode()
STATES = list(csv.DictReader(io.StringIO(STATES_TEXT)))
# BaseLoader keeps every scalar a string: plain YAML reads Norway's code NO as false.
ORGANIZATIONS = yaml.load((REGISTRY / "organizations.yaml").read_text("utf-8"), yaml.BaseLoader)

LISTS = ["capital", "demonym", "adjective", "altLabel"]
COLUMNS = ["id", "type", "label", "officialName", "alpha2", "alpha3", "numeric", "kind", *LISTS]
REQUIRED = [column for column in COLUMNS if column not in ("numeric", "altLabel")]

ISO = {country.alpha_3: country for country in pycountry.countries}
CLDR = Locale("en").territories

NOT_IN_ISO = {
    "EUE": "a union; ISO only reserves the code",
    "XKX": "has no ISO code; XK and XKX are the user-assigned ones in general use",
}

# The ISO codes that are no states, under the state that they belong to or are associated with.
TERRITORIES = {
    "AUS": "CCK CXR HMD NFK",
    "CHN": "HKG MAC",
    "DNK": "FRO GRL",
    "FIN": "ALA",
    "FRA": "ATF BLM GLP GUF MAF MTQ MYT NCL PYF REU SPM WLF",
    "GBR": "AIA BMU CYM FLK GGY GIB IMN IOT JEY MSR PCN SGS SHN TCA VGB",
    "NLD": "ABW BES CUW SXM",
    "NOR": "BVT SJM",
    "NZL": "COK NIU TKL",
    "USA": "ASM GUM MNP PRI UMI VIR",
    # Antarctica has no sovereign by treaty; Western Sahara is a non-self-governing territory.
    "no state": "ATA ESH",
}

OFFICIAL_NAMES_APART_FROM_ISO = {
    "BIH": "has not been a 'Republic of' since the Dayton constitution",
    "ERI": "ISO puts 'the' before it",
    "LBY": "is a 'State of' at the United Nations",
    "MMR": "is a 'Republic of the Union of' by its constitution of 2008",
    "PSE": "ISO puts 'the' before it",
    "RWA": "ISO keeps the older 'Rwandese Republic'",
    "TWN": "ISO has no official name but a description",
}

LABELS_APART_FROM_CLDR = {"MMR": "CLDR writes both names as one, 'Myanmar (Burma)'"}

SHARED_NAMES = {
    "brussels": "seat of Belgium and of the European Union",
    "congo": "either Congo, in headlines",
    "congolese": "of either Congo",
    "dominican": "of Dominica or of the Dominican Republic",
    "dominicans": "of Dominica or of the Dominican Republic",
    "korea": "the South as a rule, or both",
    "korean": "of either Korea",
    "koreans": "of either Korea",
}


def fold(name: str) -> str:
    """Drop case, diacritics and punctuation and spell out '&', so that only the words count."""
    letters = unicodedata.normalize("NFKD", name.replace("&", " and "))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.findall(r"\w+", plain.casefold()))


def split(cell: str) -> list[str]:
    """Return the values of a list cell."""
    return [value for value in cell.split(";") if value]


def tidy(row: Mapping[str, str]) -> dict[str, str]:
    """Return the row without stray spaces, empty or repeated values, or lists where one value belongs."""
    cells = {column: " ".join(cell.split()) for column, cell in row.items()}
    lists = {column: dict.fromkeys(value.strip() for value in split(cells[column])) for column in LISTS}
    return {column: ";".join(lists.get(column, cell.split(";")[:1])) for column, cell in cells.items()}


def written(rows: Iterable[Mapping[str, str]]) -> str:
    """Return the rows as CSV, quoted only where CSV needs it."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def names_of_state(row: Mapping[str, str]) -> list[str]:
    """Return every string that stands for the state in a text."""
    return [row["label"], row["officialName"], *(value for column in LISTS for value in split(row[column]))]


def names_of_organization(record: Mapping[str, str]) -> list[str]:
    """Return every string that stands for the organisation in a text."""
    return [record["label"], *record.get("altLabel", [])]


def shared(names: Mapping[str, Iterable[str]]) -> set[str]:
    """Return the folded names that more than one id has."""
    owners = Counter(name for group in names.values() for name in {fold(name) for name in group})
    return {name for name, count in owners.items() if count > 1}


def agrees_with_iso(row: Mapping[str, str]) -> bool:
    """Tell whether ISO 3166-1 gives the state no official name or this one."""
    official = getattr(ISO.get(row["alpha3"]), "official_name", row["officialName"])
    return fold(official) == fold(row["officialName"])


def agrees_with_cldr(row: Mapping[str, str]) -> bool:
    """Tell whether CLDR's English name of the state is its label or another name of it."""
    return fold(CLDR[row["alpha2"]]) in {fold(name) for name in (row["label"], *split(row["altLabel"]))}


CODES = {row["alpha3"] for row in STATES}
STATE_NAMES = {row["id"]: names_of_state(row) for row in STATES}
ORGANIZATION_NAMES = {record["id"]: names_of_organization(record) for record in ORGANIZATIONS}

every_state = pytest.mark.parametrize("row", STATES, ids=lambda row: row["alpha3"])
every_state_in_iso = pytest.mark.parametrize("code", sorted(CODES & ISO.keys()))
every_organization = pytest.mark.parametrize("record", ORGANIZATIONS, ids=lambda record: record["id"])


def test_the_states_file_is_plain_csv_with_the_agreed_columns() -> None:
    assert written(STATES) == STATES_TEXT


def test_states_are_sorted_by_id_and_ids_are_unique() -> None:
    ids = [row["id"] for row in STATES]
    assert ids == sorted(set(ids))


def test_the_registry_has_all_members_and_observers_of_the_united_nations() -> None:
    kinds = Counter(row["kind"] for row in STATES)
    assert kinds == {"un-member": 193, "un-observer": 2, "other-state": 2, "union": 1}


def test_every_iso_code_is_a_state_or_a_listed_territory() -> None:
    territories = " ".join(TERRITORIES.values()).split()
    assert sorted(ISO.keys() - CODES) == sorted(territories)


def test_only_listed_states_have_no_iso_code() -> None:
    assert NOT_IN_ISO.keys() == CODES - ISO.keys()


@every_state_in_iso
def test_codes_of_a_state_are_those_of_iso(code: str) -> None:
    [row] = [row for row in STATES if row["alpha3"] == code]
    assert (row["alpha2"], row["numeric"]) == (ISO[code].alpha_2, ISO[code].numeric)


@every_state
def test_the_id_of_a_state_is_its_three_letter_code(row: dict[str, str]) -> None:
    assert (row["id"], row["type"]) == (f"state/{row['alpha3']}", "State")


@every_state
def test_a_state_has_a_name_a_capital_a_demonym_and_an_adjective(row: dict[str, str]) -> None:
    assert [column for column in REQUIRED if not row[column]] == []


@every_state
def test_cells_of_a_state_hold_no_stray_spaces_or_repeated_values(row: dict[str, str]) -> None:
    assert tidy(row) == row


@every_state
def test_other_names_of_a_state_repeat_neither_label_nor_official_name(row: dict[str, str]) -> None:
    assert {row["label"], row["officialName"]}.isdisjoint(split(row["altLabel"]))


def test_official_names_are_those_of_iso_but_for_the_listed() -> None:
    apart = {row["alpha3"] for row in STATES if not agrees_with_iso(row)}
    assert apart <= OFFICIAL_NAMES_APART_FROM_ISO.keys()


def test_names_of_cldr_are_known_but_for_the_listed() -> None:
    apart = {row["alpha3"] for row in STATES if not agrees_with_cldr(row)}
    assert apart <= LABELS_APART_FROM_CLDR.keys()


def test_a_name_belongs_to_one_state_or_organisation_but_for_the_listed() -> None:
    assert shared(STATE_NAMES | ORGANIZATION_NAMES) == SHARED_NAMES.keys()


def test_organisations_are_sorted_by_id_and_ids_are_unique() -> None:
    ids = [record["id"] for record in ORGANIZATIONS]
    assert ids == sorted(set(ids))


@every_organization
def test_the_id_of_an_organisation_is_the_slug_of_its_full_name(record: dict[str, str]) -> None:
    slug = fold(record["label"].replace("'", "")).replace(" ", "-")
    assert record["id"] == f"organization/{slug}"


@every_organization
def test_an_organisation_is_international(record: dict[str, str]) -> None:
    assert (record["type"], record["kind"]) == ("Organization", "international")


@every_organization
def test_an_organisation_has_no_name_twice(record: dict[str, str]) -> None:
    names = names_of_organization(record)
    assert names == list(dict.fromkeys(name.strip() for name in names))

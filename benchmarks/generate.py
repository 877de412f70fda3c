"""Write a seeded workspace of about SIZE quads: python -m benchmarks.generate SIZE FOLDER [--seed N] [--faults].

All of it is made up but for the states, which are the registry's. A few pairs of states are busy and most are quiet.
"""

import argparse
import csv
import datetime
import json
import math
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, combinations, pairwise
from pathlib import Path

import yaml

from kg.workspace import bundle

from .faults import FAULTS, planted

Fields = dict[str, object]
Pair = tuple[str, str]

SMALL = 10_000  # quads: up to here the places are written as YAML
REGISTRY = 2_850  # quads that every workspace starts with
# kind of record -> its share of the quads, and the quads that one of it makes with all that belongs to it
SHARES = {"trade": (0.60, 57), "agreements": (0.14, 54), "tenures": (0.14, 28), "meetings": (0.12, 18)}
FAULT_RATE = 0.01
FACTS_IN_BRIEF = 8
FIRST_DAY, DAYS = datetime.date(1992, 1, 1), 30 * 365
YEARS = range(1992, 2022)
LADDER = ("signed", "ratified", "in-force")
MINISTRIES = ("trade", "energy", "transport", "culture", "health", "education", "justice", "finance")
TOPICS = (
    "trade",
    "energy",
    "transport",
    "culture",
    "education",
    "tourism",
    "security",
    "science",
    "health",
    "migration",
)
KINDS = ("agreement", "memorandum", "protocol", "declaration", "treaty")
FIRST_NAMES = ("Ada", "Boris", "Chen", "Dana", "Emil", "Farah", "Goran", "Hana", "Ivo", "Jana", "Karim", "Lena")
LAST_NAMES = ("Abel", "Brandt", "Costa", "Duarte", "Ekberg", "Farkas", "Gomez", "Horvat", "Ito", "Jansen", "Keller")


@dataclass
class World:
    """What the records are drawn from, and the faults planted so far: the rule, and the id that a problem must name."""

    rng: random.Random
    fault_rate: float
    names: dict[str, str]
    pairs: list[Pair]
    pair_weights: list[float]
    people: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    faults: list[Fields] = field(default_factory=list)

    def pair(self) -> Pair:
        return self.rng.choices(self.pairs, cum_weights=self.pair_weights)[0]

    def day(self) -> datetime.date:
        return FIRST_DAY + datetime.timedelta(self.rng.randrange(DAYS))

    def topic(self) -> str:
        return self.rng.choice(TOPICS)

    def actor(self, state: str) -> str:
        return self.rng.choice(self.people[state]) if self.people[state] else f"state/{state}"

    def is_faulty(self, rule: str, about: str) -> bool:
        """Decide whether to break a rule here, and note it."""
        if self.rng.random() >= self.fault_rate:
            return False
        self.faults.append({"rule": rule, "about": about})
        return True


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--faults", action="store_true", help="break rules in about 1 %% of the records")
    parser.add_argument("--format", choices=["csv", "parquet"], default="csv", help="of the tables of trade")
    given = parser.parse_args()
    fault_rate = FAULT_RATE if given.faults else 0.0
    generate(given.size, given.folder, seed=given.seed, fault_rate=fault_rate, tables=given.format)


def generate(size: int, folder: Path, *, seed: int = 1, fault_rate: float = 0.0, tables: str = "csv") -> None:
    """Write kg.toml, data/ and expected/faults.json, the list of the planted faults."""
    world = _world(random.Random(seed), fault_rate)
    count = {kind: max(1, int((size - REGISTRY) * share / cost)) for kind, (share, cost) in SHARES.items()}
    records = folder / "data" / "records"
    records.mkdir(parents=True, exist_ok=True)
    (folder / "kg.toml").touch()
    for year, figures in trade(world, count["trade"]).items():
        TABLES[tables](records / f"trade-{year}.{tables}", figures)
    _write_records(records / f"places.{'yaml' if size <= SMALL else 'jsonl'}", places(world))
    _write_records(records / "offices.jsonl", offices(world, count["tenures"]))
    facts = {"agreements": agreements(world, count["agreements"]), "meetings": meetings(world, count["meetings"])}
    quote(world, [fact for kind in facts.values() for fact in kind], folder / "data" / "documents", size)
    _write_records(records / "steps.jsonl", steps(world, facts["agreements"]))
    for kind, lines in facts.items():
        _write_records(records / f"{kind}.jsonl", lines)
    if fault_rate:
        number = 3 * count["trade"] + 4 * count["agreements"] + 2 * count["tenures"] + count["meetings"]
        each = max(1, int(number * fault_rate / len(FAULTS)))
        _write_records(records / "faults.jsonl", planted(each, world.faults))
    expected = folder / "expected" / "faults.json"
    expected.parent.mkdir(exist_ok=True)
    expected.write_text(json.dumps(world.faults, indent=1) + "\n")


def trade(world: World, count: int) -> dict[int, list[Fields]]:
    """Return year -> rows: export, import and turnover of one side with the other, some of them mirrored."""
    tables: dict[int, list[Fields]] = {year: [] for year in YEARS}
    flows: dict[tuple[str, str, int], int] = {}
    reports: dict[tuple[str, str, int], None] = {}
    while len(reports) < count:
        one, other = world.rng.sample(world.pair(), 2)
        reports[one, other, world.rng.choice(YEARS)] = None
    for one, other, year in reports:
        flow_out, flow_in = (_flow(world, flows, (*ends, year)) for ends in ((one, other), (other, one)))
        tables[year] += _report(world, one, other, year, flow_out, flow_in)
    return {year: rows for year, rows in tables.items() if rows}


def _flow(world: World, flows: dict[tuple[str, str, int], int], key: tuple[str, str, int]) -> int:
    """Return what goes from one state to another in a year; the side that looks second may see it otherwise."""
    known = flows.setdefault(key, int(math.exp(world.rng.gauss(16, 2))) + 1000)
    return known if world.rng.random() < 0.7 else int(known * 1.03)


def _report(world: World, one: str, other: str, year: int, out: int, into: int) -> Iterator[Fields]:
    def row(indicator: str, value: int | str, partner: str = other) -> Fields:
        fixed: Fields = {"type": "TradeFigure", "reporter": one, "partner": partner, "period": year, "unit": "USD"}
        return fixed | {"indicator": indicator, "value": value}

    turnover: int | str = out + into
    if world.is_faulty("contradiction", f"figure/{one}.{other}.export.{year}.USD.{out}"):
        turnover = (out + into) * 2
    elif world.rng.random() < 0.1 and out + into > 1_000_000:
        turnover = f"{(out + into) / 1_000_000:.1f} million"
    yield from (row("export", out), row("import", into), row("turnover", turnover))
    if world.is_faulty("ReporterIsNotPartner", f"figure/{one}.{one}.export.{year}.USD.{into}"):
        yield row("export", into, one)


def places(world: World) -> Iterator[Fields]:
    """Yield one place for each state."""
    for state, name in world.names.items():
        yield {"id": f"place/{state}.hall", "type": "Place", "label": f"Hall of {name}", "inState": state}


def offices(world: World, count: int) -> Iterator[Fields]:
    """Yield ministries, their posts, and people who held these one after the other."""
    left, states = count, list(world.names)
    for number in range(count):
        state, ministry = states[number // len(MINISTRIES) % len(states)], MINISTRIES[number % len(MINISTRIES)]
        key = f"{state}.{ministry}-{number // len(MINISTRIES) // len(states)}"
        holders = min(left, world.rng.choice((2, 3, 4, 6)))
        left -= holders
        yield from _post(key, state, f"{ministry} of {world.names[state]}")
        yield from _holders(world, key, state, holders)
        if not left:
            return


def _post(key: str, state: str, name: str) -> Iterator[Fields]:
    home = f"organization/{key}"
    yield {"id": home, "type": "Organization", "label": f"Ministry of {name}", "kind": "ministry", "ofState": state}
    yield {"id": f"post/{key}", "type": "Post", "label": f"Minister of {name}", "postIn": home}


def _holders(world: World, key: str, state: str, count: int) -> Iterator[Fields]:
    """Yield people and their tenures without gaps; a faulty tenure lasts longer, or comes before birth."""
    days = sorted({world.day() for _ in range(count + 1)})
    for number, (start, end) in enumerate(pairwise(days)):
        name = f"{world.rng.choice(FIRST_NAMES)} {world.rng.choice(LAST_NAMES)}"
        person = f"person/{key}-{number}"
        tenure = f"tenure/{key}-{number}"
        born = start.replace(year=start.year - 50, day=1)
        if world.is_faulty("tenure-before-birth", tenure):
            born = (start + datetime.timedelta(900)).replace(day=1)
        if number < len(days) - 2 and world.is_faulty("contradiction", tenure):
            end += datetime.timedelta(1)
        world.people[state].append(person)
        yield {"id": person, "type": "Person", "label": name, "ofState": state, "birthDate": str(born)}
        held: Fields = {"id": tenure, "type": "Tenure", "person": person, "post": f"post/{key}"}
        yield held | {"period": f"{start}/{end}"}


def agreements(world: World, count: int) -> list[Fields]:
    """Return agreements, each with the status and date that it came to last."""
    return [_agreement(world, number) for number in range(count)]


def _agreement(world: World, number: int) -> Fields:
    (one, other), topic, kind = world.pair(), world.topic(), world.rng.choice(KINDS)
    id = f"agreement/{one}-{other}.{number}"
    record: Fields = {"id": id, "type": "Agreement", "label": f"{kind.capitalize()} {number} on {topic}"}
    if not world.is_faulty("AgreementHasKind", id):
        record["kind"] = kind
    parties = [f"state/{one}", f"state/{other}"]
    if world.is_faulty("AgreementHasTwoParties", id):
        parties.pop()
    status = world.rng.choice(LADDER)
    return record | {"status": status, "date": str(world.day()), "party": parties, "topic": [topic]}


def steps(world: World, agreements: Sequence[Fields]) -> Iterator[Fields]:
    """Yield the way of each agreement up to its last status, a quarter of a year a step."""
    for agreement in agreements:
        way = LADDER[: LADDER.index(str(agreement["status"])) + 1]
        last = datetime.date.fromisoformat(str(agreement["date"]))
        for back, status in enumerate(reversed(way)):
            day = last - datetime.timedelta(90 * back)
            yield {"type": "Step", "agreement": agreement["id"], "status": status, "date": str(day)}


def meetings(world: World, count: int) -> list[Fields]:
    """Return meetings of people, or of states where no people are on record."""
    return [_meeting(world, number) for number in range(count)]


def _meeting(world: World, number: int) -> Fields:
    one, other = world.pair()
    id = f"meeting/{one}-{other}.{number}"
    present = [world.actor(one), world.actor(other)]
    if world.is_faulty("MeetingHasTwoParticipants", id):
        present.pop()
    elif world.is_faulty("unknown-reference", f"person/nobody-{number}"):
        present.append(f"person/nobody-{number}")
    record: Fields = {"id": id, "type": "Meeting", "kind": "consultation", "participant": present}
    return record | {"date": str(world.day()), "place": f"place/{other}.hall", "topic": [world.topic()]}


def quote(world: World, facts: Sequence[Fields], folder: Path, size: int) -> None:
    """Write briefs, and give the facts that they tell their evidence; each brief appears after what it tells."""
    folder.mkdir(parents=True, exist_ok=True)
    told = world.rng.sample(facts, min(len(facts), max(1, size // 2000) * FACTS_IN_BRIEF))
    told.sort(key=lambda fact: str(fact["date"]))
    for number in range(0, len(told), FACTS_IN_BRIEF):
        slug, chunk = f"brief-{number // FACTS_IN_BRIEF:05}", told[number : number + FACTS_IN_BRIEF]
        sentences = [_sentence(fact) for fact in chunk]
        head = (
            f"---\ntitle: Brief {slug}\npublisher: Made-up briefs\nissued: {chunk[-1]['date']}\nlanguage: en\n---\n\n"
        )
        (folder / f"{slug}.md").write_text(head + "\n".join(sentences) + "\n")
        for fact, sentence in zip(chunk, sentences, strict=True):
            fact["evidence"] = [{"source": slug, "quote": sentence}]


def _sentence(fact: Fields) -> str:
    name = str(fact["id"]).partition("/")[2]
    return f"On {fact['date']} the two sides of {name} agreed to go on with their work, both of them said."


def _world(rng: random.Random, fault_rate: float) -> World:
    """The states of the registry; the pairs in an order of their own, each less busy than the one before."""
    with (bundle() / "data" / "registry" / "states.csv").open(encoding="utf-8") as file:
        names = {row["alpha3"]: row["label"] for row in csv.DictReader(file)}
    first = ("AZE", "SRB")
    others = rng.sample(sorted(names.keys() - set(first)), len(names) - len(first))
    order = [*first, *others]
    pairs = sorted(combinations(order, 2), key=lambda pair: order.index(pair[0]) * order.index(pair[1]))
    weights = list(accumulate((rank + 1) ** -0.8 for rank in range(len(pairs))))
    return World(rng, fault_rate, {code: names[code] for code in order}, pairs, weights)


def _write_csv(path: Path, rows: Sequence[Fields]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _write_parquet(path: Path, rows: Sequence[Fields]) -> None:
    """Write what the rows of a CSV file say, the years as numbers."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = {key: [row[key] if key == "period" else str(row[key]) for row in rows] for key in rows[0]}
    pq.write_table(pa.table(columns), path)


def _write_records(path: Path, records: Iterable[Fields]) -> None:
    """Write YAML or, where that is the suffix, JSON Lines."""
    if path.suffix == ".jsonl":
        path.write_text("".join(json.dumps(record) + "\n" for record in records))
    else:
        path.write_text(yaml.safe_dump([*records], sort_keys=False, allow_unicode=True), "utf-8")


TABLES = {"csv": _write_csv, "parquet": _write_parquet}

if __name__ == "__main__":
    main()

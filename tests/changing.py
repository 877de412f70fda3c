"""Workspaces that change at random: records that refer to each other, and texts that they quote."""

import csv
import io
import json
from collections.abc import Callable, Mapping
from random import Random

Record = dict[str, object]
World = dict[str, tuple[str, Record]]
"""Id -> the file that a record is in, and the record."""

FILES = ("facts.yaml", "more/people.yaml", "things.jsonl")
TEXTS = ("brief-1", "brief-2")
SENTENCES = tuple(f"The two sides agreed on point {number} of the list." for number in range(4))
_STATES = ("AZE", "SRB", "CHL")
_PEOPLE, _POSTS, _HOMES = (
    tuple(f"{space}/x{number}" for number in range(2)) for space in ("person", "post", "organization")
)
_AGREEMENTS, _MEETINGS, _STATEMENTS = (
    tuple(f"{space}/x{number}" for number in range(2)) for space in ("agreement", "meeting", "statement")
)
_STEPS, _TENURES, _FIGURES = (
    tuple(f"{space}/x{number}" for number in range(3)) for space in ("step", "tenure", "figure")
)
_DAYS = ("2020", "2020-03", "2020-03-04", "2021-05-06", "2022-07-08")
_PERIODS = ("2019/2020", "2020-01-01/2021-05-05", "2021-05-05/2022-01-01", "2021")


def grown(random: Random) -> World:
    """Return a workspace's records, with most of what can be there."""
    world: World = {}
    for id in _MAKERS:
        if random.random() < (0.1 if id in _RARE else 0.8):
            world[id] = _placed(random, id)
    return _with_what_is_named(world, random)


def changed(world: World, random: Random) -> World:
    """Return records of which one or a few have been written anew, taken out or put elsewhere."""
    world = dict(world)
    for _ in range(random.randint(1, 3)):
        id = random.choice([id for id in _MAKERS if id not in _RARE or random.random() < 0.2])
        what = random.random()
        if id not in world or what < 0.5:
            world[id] = _placed(random, id)
        elif what < 0.7:
            world.pop(id)
        else:
            world[id] = (random.choice(FILES), world[id][1])
    return _with_what_is_named(world, random)


def broken(world: World, random: Random) -> World:
    """Return records of which one is gone that others may refer to, or says something wrong."""
    id = random.choice(list(world))
    file, record = world[id]
    others = {other: placed for other, placed in world.items() if other != id}
    return others if random.random() < 0.5 else others | {id: (file, record | random.choice(_SLIPS))}


def files_of(world: World, texts: Mapping[str, str], *, gap: int) -> dict[str, str]:
    """Return the files of records and texts; `gap` is the number of empty lines before the first record."""
    files = {f"data/{name}.md": text for name, text in texts.items()}
    for name in FILES:
        records = [record for file, record in world.values() if file == name]
        mark = "- " if name.endswith(".yaml") else ""
        if records:
            files[f"data/{name}"] = "\n" * gap + "".join(f"{mark}{json.dumps(record)}\n" for record in records)
    rows = [record for file, record in world.values() if file == "figures.csv"]
    if rows:
        files["data/figures.csv"] = _table(rows)
    return files


def text(random: Random) -> str:
    """Return a text that holds most of the sentences that facts quote."""
    head = f"---\ntitle: Brief\npublisher: Desk\nissued: {random.choice(('2020-03-05', *['2023-01-01'] * 9))}\n---\n"
    told = [sentence for sentence in SENTENCES if random.random() < 0.99]
    return head + " ".join([*["Well."] * random.randint(0, 2), *told]) + "\n"


def _table(rows: list[Record]) -> str:
    stream = io.StringIO()
    writer = csv.DictWriter(
        stream, list(dict.fromkeys(key for row in rows for key in row if key != "evidence")), extrasaction="ignore"
    )
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


def _placed(random: Random, id: str) -> tuple[str, Record]:
    record = {key: _without(id, value) for key, value in _MAKERS[id](random).items()}
    record = {"id": id} | {key: value for key, value in record.items() if value}
    if id.startswith("figure/"):
        record.pop("id")
        return random.choice(("figures.csv", "figures.csv", "facts.yaml")), record
    return random.choice(FILES), record


def _without(id: str, value: object) -> object:
    """A value without what would refer to the record itself."""
    return [part for part in value if part != id] if isinstance(value, list) else value if value != id else None


def _with_what_is_named(world: World, random: Random) -> World:
    """Add the records that others refer to."""
    world = dict(world)
    while missing := [id for id in _MAKERS if id not in world and _is_named(id, world)]:
        for id in missing:
            world[id] = _placed(random, id)
    return world


def _is_named(id: str, world: World) -> bool:
    return f'"{id.removeprefix("source/")}"' in json.dumps(list(world.values()))


def _quoting(random: Random) -> Record:
    sources = [random.choice((*TEXTS, "elsewhere")) for _ in range(random.choice((0, 1, 1, 2)))]
    evidence = [{"source": source, "quote": random.choice(SENTENCES)} for source in sources]
    return {"evidence": evidence} if evidence else {}


def _some(random: Random, ids: tuple[str, ...], least: int, most: int) -> list[str]:
    return random.sample(ids, random.randint(least, most))


def _state(random: Random) -> str:
    return random.choice(_STATES)


def _label(random: Random) -> str:
    return f"Name {random.randint(1, 3)}"


def _home(random: Random) -> Record:
    return {"type": "Organization", "label": _label(random), "kind": "ministry", "ofState": _state(random)}


def _post(random: Random) -> Record:
    return {"type": "Post", "label": _label(random), "postIn": random.choice(_HOMES)}


def _person(random: Random) -> Record:
    birth = random.choice((*["1950-01-01"] * 40, "2020-06-01"))
    return {"type": "Person", "label": _label(random), "ofState": _state(random), "birthDate": birth}


def _place(random: Random) -> Record:
    return {"type": "Place", "label": _label(random), "inState": _state(random)}


def _tenure(random: Random) -> Record:
    time = random.choice(({"period": random.choice(_PERIODS)}, {"attestedOn": "2020-03-04"}))
    return {"type": "Tenure", "person": random.choice(_PEOPLE), "post": random.choice(_POSTS)} | time | _quoting(random)


def _agreement(random: Random) -> Record:
    parties = [f"state/{state}" for state in random.sample(_STATES, 2)]
    told = {"kind": "treaty", "status": random.choice(("drafted", "signed", "ratified")), "date": random.choice(_DAYS)}
    name = {"label": _label(random)} if random.random() < 0.9 else {}
    return {"type": "Agreement", "party": parties} | told | name | _quoting(random)


def _step(random: Random) -> Record:
    told = {"status": random.choice(("drafted", "signed", "ratified")), "date": random.choice(_DAYS)}
    return {"type": "Step", "agreement": random.choice(_AGREEMENTS)} | told | _quoting(random)


def _meeting(random: Random) -> Record:
    present = _some(random, (*_PEOPLE, *_POSTS, "state/AZE", "state/SRB"), 2, 3)
    told = {"kind": "consultation", "date": random.choice(_DAYS), "place": "place/x0"}
    part = {"during": "meeting/x1"} if random.random() < 0.2 else {}
    return {"type": "Meeting", "participant": present} | told | part | _quoting(random)


def _statement(random: Random) -> Record:
    asserted = _some(random, (*_AGREEMENTS, *_STEPS, *_MEETINGS, *_STATEMENTS, *_TENURES), 1, 2)
    told = {"speaker": random.choice(_PEOPLE), "description": _label(random), "asserts": asserted}
    part = {"during": random.choice(_MEETINGS)} if random.random() < 0.3 else {}
    return {"type": "Statement", "date": random.choice(_DAYS)} | told | part | _quoting(random)


def _figure(random: Random) -> Record:
    reporter, partner = random.sample(_STATES, 2)
    told = {
        "period": random.choice(("2020", "2021", "2020-H1")),
        "unit": "USD",
        "reporter": reporter,
        "partner": partner,
    }
    indicator, value = random.choice(("export", "import", "turnover")), random.choice(("2", "4.5", "9", "1.2 million"))
    return {"type": "TradeFigure", "indicator": indicator, "value": value} | told


def _source(random: Random) -> Record:
    return {"type": "Source", "title": _label(random), "issued": random.choice(("2020-03-05", *["2023-01-01"] * 40))}


def _merge(random: Random) -> Record:
    return {"type": "Person", "label": _label(random), "isReplacedBy": random.choice(_PEOPLE)}


def _renamed(random: Random) -> Record:
    return {"type": "State", "altLabel": _label(random)}


_MAKERS: dict[str, Callable[[Random], Record]] = {
    **dict.fromkeys(_HOMES, _home),
    **dict.fromkeys(_POSTS, _post),
    **dict.fromkeys(_PEOPLE, _person),
    "place/x0": _place,
    "source/elsewhere": _source,
    **dict.fromkeys(_AGREEMENTS, _agreement),
    **dict.fromkeys(_STEPS, _step),
    **dict.fromkeys(_TENURES, _tenure),
    **dict.fromkeys(_MEETINGS, _meeting),
    **dict.fromkeys(_STATEMENTS, _statement),
    **dict.fromkeys(_FIGURES, _figure),
    "figure/x3": _figure,
    "figure/x4": _figure,
    "person/old": _merge,
    "state/CHL": _renamed,
}
_RARE = ("person/old", "state/CHL")
_SLIPS: tuple[Record, ...] = (
    {"lable": "x"},
    {"label": "Other"},
    {"note": "Read again."},
    {"type": "Nothing"},
    {"ofState": "ATL"},
    {"person": "person/nobody"},
)

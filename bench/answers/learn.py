"""What can be asked of a service, learned from its contract, its lists and the values in them."""
import json, re

from measure import columns

GENERAL = ("q", "fields", "facets", "sort", "limit", "cursor", "from", "to", "as_of", "lang")
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


class List:
    """One list: its parameters, the columns that they may name, values and ids of its rows."""

    def __init__(self, name, words):
        self.name, self.parameters = name, list(words)
        self.sorts = [s for s in words["sort"] if not s.startswith("-")]
        self.fields = [f for f in words["fields"] if f != "snippet"]
        self.countable = words["facets"]
        self.languages = words.get("lang", [])
        self.filters = [p for p in words if p not in GENERAL and not re.search(r"_(not|min|max)$", p)]
        self.declared = {p: [w for w in words[p] if w != "null"] for p in self.filters}
        self.values, self.rows, self.total = {}, [], 0


def fetch(service, path):
    answer = service.get(path)
    if answer.status != 200:
        raise RuntimeError(f"{service.name}: {path} is answered with {answer.status} {answer.body[:300]!r}")
    return json.loads(answer.body)


def lists(service, random):
    """All lists of a service, with some values of each column."""
    contract = fetch(service, "/openapi.json")
    found = []
    for path in columns.lists(contract):
        a = List(path.strip("/"), columns.words(contract, path))
        everything = "basis=stated,inferred,derived&" if "basis" in a.filters else ""
        first = fetch(service, f"{path}?{everything}limit=1000")
        a.rows, a.total = first["data"], first["meta"]["total"]
        a.ids = [row["id"] for row in a.rows]
        for name in a.filters:
            a.values[name] = values(service, a, name, everything, random)
        found.append(a)
    return found


def values(service, a, name, everything, random):
    """Frequent, rare and random values of a column, as texts; those that its rows lack come last."""
    if name in a.countable:
        groups = fetch(service, f"/{a.name}/groups?{everything}by={name}&limit=1000")["data"]
        there = [text(group[name]) for group in groups if group[name] is not None]
    else:
        there = sorted({text(row[name]) for row in a.rows if row.get(name) is not None})
    picked = there[:4] + there[-3:] + random.sample(there, min(4, len(there)))
    lacking = [word for word in a.declared[name] if word not in there]
    return list(dict.fromkeys(picked + lacking[:1]))


def text(value):
    """A value of an answer as a query string says it."""
    return json.dumps(value) if isinstance(value, (bool, int, float)) else str(value)


def words(lists, random, count):
    """Words of titles, notes, names and places, so that searches find something."""
    found = set()
    for a in lists:
        for row in a.rows:
            for column in ("title", "note", "name", "name_es", "name_zh", "place", "role", "aliases"):
                cell = row.get(column)
                found.update(WORD.findall(" ".join(cell) if isinstance(cell, list) else cell or ""))
    found = sorted(found)
    accented = [word for word in found if not word.isascii()]
    return random.sample(found, min(count, len(found))) + random.sample(accented, min(count // 4, len(accented)))

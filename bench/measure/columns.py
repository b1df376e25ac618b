"""What the lists of a server can be counted and sorted by, from its contract."""
import functools, json

from . import load


def lists(contract):
    """The paths of all lists."""
    return sorted(path for path in contract["paths"] if f"{path}/{{id}}" in contract["paths"])


def words(contract, path):
    """The parameters of a path, each with the words that it takes where they are a list."""
    def followed(thing):
        steps = thing["$ref"].split("/")[1:] if "$ref" in thing else []
        return functools.reduce(dict.get, steps, contract) if steps else thing
    parameters = map(followed, contract["paths"][path]["get"]["parameters"])
    return {p["name"]: followed(p["schema"].get("items", {})).get("enum", []) for p in parameters}


def columns(server):
    """By list: the columns for `facets` and those for `sort`."""
    contract, found = json.loads(server.get("/openapi.json")[2]), {}
    for path in lists(contract):
        known = words(contract, path)
        found[path] = known["facets"], [word for word in known["sort"] if not word.startswith("-")]
    return found


def load_all(server):
    """Make a server read every column of every list, by queries that nothing else here asks."""
    for path, (countable, sortable) in columns(server).items():
        queries = [f"sort={','.join(sortable)}"]
        if countable:
            queries.append(f"facets={','.join(countable)}&{countable[0]}_not=null")
        for query in queries:
            load.sequence(server, [f"{path}?limit=2&{query}"])

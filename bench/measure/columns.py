"""What the lists of a server can be counted and sorted by, from its contract."""
import json

from . import load


def columns(server):
    """By list: the columns for `facets` and those for `sort`."""
    contract = json.loads(server.get("/openapi.json")[2])
    shared, found = contract["components"]["parameters"], {}
    for path in (path.removesuffix(".csv") for path in contract["paths"] if path.endswith(".csv")):
        parameters = [shared[p["$ref"].rsplit("/", 1)[1]] if "$ref" in p else p for p in contract["paths"][path]["get"]["parameters"]]
        words = {p["name"]: p["schema"].get("items", {}).get("enum", []) for p in parameters}
        found[path] = words["facets"], [word for word in words["sort"] if not word.startswith("-")]
    return found


def load_all(server):
    """Make a server read every column of every list, by queries that nothing else here asks."""
    for path, (countable, sortable) in columns(server).items():
        queries = [f"sort={','.join(sortable)}"]
        if countable:
            queries.append(f"facets={','.join(countable)}&{countable[0]}_not=null")
        for query in queries:
            load.sequence(server, [f"{path}?limit=2&{query}"])

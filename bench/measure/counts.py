"""Totals, facets, groups and orders over everything: asked first, and on another page; and the same asked by eight at once."""
import json, statistics
from urllib.parse import quote

from . import load
from .columns import load_all

TOTALS = ("/trade?country=BRA&flow=exports", "/facts?topic=trade", "/facts?country=MEX,CHL&year_min=2010&source_not=null")
FACETS = ("/trade?facets=country,topic", "/trade?country=PER&facets=year,flow,measure", "/facts?facets=kind,country,year,source",
          "/trade?facets=product")
GROUPS = ("/facts/groups?by=country", "/trade/groups?by=country,year", "/facts/groups?by=country,topic", "/facts/groups?by=topic,year,country",
          "/trade/groups?by=product,year", "/facts/groups?by=start,country", "/trade/groups?by=country,year,product")
SORTS = ("/facts?sort=id", "/facts?sort=value", "/facts?sort=-value", "/facts?sort=start", "/facts?sort=topic,-start,value",
         "/trade?sort=flow,-value", "/trade?country=ARG&sort=-value", "/trade?country=COL&year=2019&sort=product,-value")
SERVERS, TOGETHER = 5, 8


def first_and_again(bench, table, what, paths, limit_of):
    """Each path on servers that have their columns but never had that query: the first request, then another page."""
    costs, bodies = {path: [] for path in paths}, {}
    for _ in range(SERVERS):
        server = bench.candidate(bench.database("mixed"))
        try:
            load_all(server)
            for path in paths:
                first, body = load.cost(server, f"{path}&limit=20")
                bodies[path] = json.loads(body)
                # Facets stand on the first page alone, so theirs is a first page of another length.
                following = bodies[path]["links"]["next"]
                other = following if following and "facets" not in path else f"{path}&limit=21"
                costs[path].append((first, load.cost(server, other)[0]))
        finally:
            server.stop()
    for path, pairs in costs.items():
        first, again = map(statistics.median, zip(*pairs))
        total = bodies[path]["meta"]["total"]
        limit = limit_of(total)
        table.add(f"{what} {path}", f"{first:.2f} ms", f"another page {again:.2f} ms", None, f"<= {limit} ms",
                  max(first, again) <= limit, f"{total:,} {'groups' if '/groups' in path else 'rows'}")


def values(bench, table):
    """What a page costs more when its filter's value is asked for the first time than when it was asked for before."""
    for column in ("country", "year", "product", "start"):
        server = bench.candidate(bench.database("mixed"))
        try:
            groups = json.loads(server.get(f"/trade/groups?by={column}&limit=60")[2])["data"]
        finally:
            server.stop()
        some = [quote(str(group[column])) for group in groups if group[column] is not None]
        server = bench.candidate(bench.database("mixed"))
        try:
            load_all(server)
            first, again = (load.sequence(server, [f"/trade?{column}={value}&limit={limit}" for value in some])[0] for limit in (20, 21))
        finally:
            server.stop()
        more = (first - again) / 1000
        table.add(f"a value of {column} for the first time", f"{more:.2f} ms more", f"asked before {again / 1000:.2f} ms",
                  target="(<= 1 ms)", note=f"{len(some)} values; for information")


def counts(bench, table):
    first_and_again(bench, table, "total", TOTALS, lambda total: 5)
    first_and_again(bench, table, "facets", FACETS, lambda total: 5)
    first_and_again(bench, table, "groups", GROUPS, lambda total: 5 if total <= 100_000 else 50)


def orders(bench, table):
    first_and_again(bench, table, "sort", SORTS, lambda total: 5)


def together(bench, table):
    """One expensive query asked by eight clients at once, against the same asked by one."""
    path, costs = "/trade/groups?by=country,year,product", {1: [], TOGETHER: []}
    for clients in (1, TOGETHER) * SERVERS:
        server = bench.candidate(bench.database("mixed"))
        try:
            load_all(server)
            costs[clients].append(load.cost(server, *[path] * clients)[0])
        finally:
            server.stop()
    one, many = (statistics.median(of) for of in costs.values())
    table.add(f"{TOGETHER} equal requests at once", f"{many:.1f} ms", f"one {one:.1f} ms", many / one, "<= 1.5", many <= 1.5 * one, path)

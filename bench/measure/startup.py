"""Start to first answer, and memory after load."""
import statistics

from . import load
from .columns import load_all

STARTS = 15


def times(servers, path):
    """Milliseconds from start to the first answer of each server, in turn."""
    found = {name: [] for name in servers}
    for _ in range(STARTS):
        for name, server in servers.items():
            try:
                found[name].append(server.start(path) * 1000)
            finally:
                server.stop()
    return found


def startup(bench, table):
    servers = {"sinolac": bench.server(None)}
    if bench.first_edition:
        servers["first edition"] = bench.server(None, bench.first_edition)
    found = times(servers, "/trade?year=2018")
    ours, spread = statistics.median(found["sinolac"]), "{:.1f} to {:.1f} ms".format(min(found["sinolac"]), max(found["sinolac"]))
    if bench.first_edition:
        other = statistics.median(found["first edition"])
        table.add("start to first answer, embedded", f"{ours:.1f} ms", f"first edition {other:.1f} ms", ours / other, "<= 0.55",
                  ours <= 0.55 * other, spread)
    else:
        table.add("start to first answer, embedded", f"{ours:.1f} ms", note=f"{spread}; --first-edition gives the target")
    found = times({"sinolac": bench.server(bench.database("mixed"))}, "/trade?year=2018&limit=5")["sinolac"]
    table.most(f"start to first answer, seeded, {bench.rows:,} facts", statistics.median(found), "ms", 25,
               f"{min(found):.1f} to {max(found):.1f} ms")


def memory(bench, table):
    kinds = ("trade", "facts", "agreements", "statements", "events", "projects", "indicators")
    some = [f"/{kind}{suffix}?limit={limit}" for kind in kinds for suffix in ("", ".csv") for limit in (5, 20, 100)]
    fresh = [f"/trade?country={country}&limit=20&value_max=8000000{{n}}" for country in ("BRA", "MEX", "CHL", "PER")]
    for what, database, limit in (("embedded", None, 25), ("seeded", bench.database("mixed"), 64)):
        server = bench.candidate(database)
        try:
            before = server.memory()[0]
            load.wrk(server, some, bench.seconds)
            load.wrk(server, fresh, bench.seconds)
            after, own = server.memory()
            named = what if database is None else f"{what}, {bench.rows:,} facts"
            table.most(f"memory after load, {named}", after, "MB", limit, f"of its own: {own:.1f}; before: {before:.1f} MB")
            if database:
                load_all(server)
                after, own = server.memory()
                table.most(f"memory with every column, {named}", after, "MB", 96, f"of its own: {own:.1f} MB")
        finally:
            server.stop()

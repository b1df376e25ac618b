"""Start to first answer, and memory after load."""
import statistics

from . import load


def startup(bench, table):
    for what, database, path in (("embedded", None, "/trade?year=2018"), ("seeded", bench.database("mixed"), "/trade?year=2018&limit=5")):
        times = []
        for _ in range(10):
            server = bench.server(database)
            try:
                times.append(server.start(path) * 1000)
            finally:
                server.stop()
        named = what if database is None else f"{what}, {bench.rows:,} facts"
        table.most(f"start to first answer, {named}", statistics.median(times), "ms", 25,
                   f"{min(times):.1f} to {max(times):.1f} ms")


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
        finally:
            server.stop()

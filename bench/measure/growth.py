"""What a query costs at a thousand facts and at a million."""
import json, subprocess, time

from . import load, prepare


def groups(server, columns, least, most):
    """Filters that so many trade facts pass, as query strings."""
    _, _, body = server.get(f"/trade/groups?by={','.join(columns)}&limit=1000")
    found, answer = [], json.loads(body)
    while True:
        found += [g for g in answer["data"] if least <= g["count"] <= most and all(g[c] is not None for c in columns)]
        following = answer["links"]["next"]
        if not following or len(found) > 300:
            return ["&".join(f"{c}={g[c]}" for c in columns) for g in found]
        answer = json.loads(server.get(following)[2])


def pages(bench, table):
    """A page of 20 from filters that 25 to 80 rows pass, whatever the size of the table."""
    small, large = bench.candidate(bench.database("thousand")), bench.candidate(bench.database("mixed"))
    try:
        contestants = {}
        for name, server, columns in (("1,000 facts", small, ("country", "flow")), ("sinolac", large, ("country", "year"))):
            paths = [f"/trade?{query}&limit=20&value_max=8000000{{n}}" for query in groups(server, columns, 25, 80)]
            contestants[name] = (server, paths, {}, len(load.expect(server, paths[0], 20)) * 0.8)
        load.interleaved(contestants, bench.warm)
        figures = load.interleaved(contestants, bench)
        mine, other = figures["sinolac"]["cpu_us"], figures["1,000 facts"]["cpu_us"]
        table.add(f"growth: filtered page, {bench.rows:,} facts", f"{mine:.1f} us", f"1,000 facts {other:.1f} us", mine / other,
                  "<= 2", mine <= 2 * other, f"{len(contestants['sinolac'][1])} filters")
    finally:
        small.stop()
        large.stop()


def cursors(bench, table):
    """Walk 10,000 pages, then compare the pages after them with the first ones on a server that has seen neither."""
    last, sample = min(10_000, bench.rows // 2 // 20 - 300), 200
    for what, path in (("default order", "/trade?limit=20"), ("sort=-value", "/trade?limit=20&sort=-value")):
        server, begun = bench.candidate(bench.database("mixed")), time.perf_counter()
        try:
            walked = [path]
            while len(walked) < last + sample and time.perf_counter() - begun < 120:
                following = json.loads(server.get(walked[-1])[2])["links"]["next"]
                if following is None:
                    break
                walked.append(following)
        finally:
            server.stop()
        server = bench.candidate(bench.database("mixed"))
        try:
            load.sequence(server, [f"/facts?limit={n}" for n in range(1, 200)])
            turns = [(load.sequence(server, walked[n:n + 20])[0], load.sequence(server, walked[n - sample:][:20])[0])
                     for n in range(1, sample - 20, 20)]
            early, late = (sorted(turn)[len(turns) // 2] for turn in zip(*turns))
        finally:
            server.stop()
        reached = len(walked) - sample
        table.add(f"page by cursor {reached:,}, {what}", f"{late:.0f} us", f"first pages {early:.0f} us", late / early, "<= 1.2",
                  late <= 1.2 * early and reached >= last, "" if reached >= last else f"only so far in 120 s, of {last:,}")


def words(rank, count):
    """Words of the generator; that of rank r stands in about 40 facts where there are 50 r of them."""
    command = [prepare.GENERATE, "--words", f"{rank}..{rank + count}"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()


def search(bench, table):
    """Words that stand in a few facts only, each asked once."""
    rare, common = words(bench.rows // 50, 300), words(0, 20)
    server = bench.candidate(bench.database("mixed"))
    try:
        load.sequence(server, [f"/countries?limit={n}" for n in range(1, 50)])
        total = json.loads(server.get(f"/facts?q={rare[0]}")[2])["meta"]["total"]
        cpu, _ = load.sequence(server, [f"/facts?q={word}&limit=20" for word in rare[1:]])
        table.most(f"q: rare word at {bench.rows:,}", cpu / 1000, "ms", 5, f"{rare[0]} stands in {total} facts")
        total = json.loads(server.get(f"/facts?q={common[0]}")[2])["meta"]["total"]
        cpu, _ = load.sequence(server, [f"/facts?q={word}&limit=20" for word in common[1:4]])
        table.add(f"q: frequent word at {bench.rows:,}", f"{cpu / 1000:,.1f} ms", note=f"{common[0]} stands in {total:,} facts")
    finally:
        server.stop()


def growth(bench, table):
    pages(bench, table)
    cursors(bench, table)
    search(bench, table)

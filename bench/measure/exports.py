"""Whole tables as files: rows a second, memory, time to the first byte."""
import http.client, os, statistics, time

from . import load, prepare
from .server import Peak, Server


def drain(server, path):
    """Read an answer to its end: bytes, line ends, seconds to the first byte, seconds in all."""
    begun = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=600)
    connection.request("GET", path)
    answer = connection.getresponse()
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status}")
    first, size, lines, buffer = None, 0, 0, bytearray(1 << 20)
    view = memoryview(buffer)
    while count := answer.readinto(view):
        first = first or time.perf_counter() - begun
        size += count
        lines += buffer.count(b"\n", 0, count)
    connection.close()
    return size, lines, first, time.perf_counter() - begun


def exports(bench, table):
    database, rows = bench.database("large"), bench.rows
    candidate = bench.candidate(database)
    floor = Server([prepare.FLOOR, "serve", "{address}", "--database", prepare.floor(database)], os.devnull)
    runs = {}
    try:
        floor.start("/static")
        everything = {"csv": (candidate, "/trade.csv"), "ndjson": (candidate, "/trade.ndjson"),
                      "floor csv": (floor, "/export.csv"), "floor ndjson": (floor, "/export.ndjson"),
                      "parquet": (candidate, "/trade.parquet")}
        for _ in range(bench.rounds):
            for name, (server, path) in everything.items():
                load.settle(server)
                with Peak(server) as peak:
                    size, lines, first, total = drain(server, path)
                due = {"csv": rows + 1, "ndjson": rows}.get(name.split()[-1], lines)
                if lines != due:
                    raise RuntimeError(f"{path}: {lines} lines where {due} were due")
                runs.setdefault(name, []).append((size, first, total, *peak.growth))
    finally:
        candidate.stop()
        floor.stop()
    middle = {name: [statistics.median(column) for column in zip(*done)] for name, done in runs.items()}
    worst = {name: [max(column) for column in zip(*done)] for name, done in runs.items()}
    for name, other, least in (("csv", "floor csv", 0.7), ("ndjson", "floor ndjson", 0.7), ("parquet", "floor csv", 0.3)):
        rate, floor_rate = rows / middle[name][2], rows / middle[other][2]
        same = "same bytes" if middle[name][0] == middle[other][0] else f"{middle[name][0] / 1e6:,.0f} MB"
        table.add(f"export {name}", f"{rate:,.0f} rows/s", f"{other} {floor_rate:,.0f}", rate / floor_rate, f">= {least}",
                  rate / floor_rate >= least, f"{same}, {middle[name][2]:.2f} s")
        table.most(f"export {name}: memory growth", worst[name][3], "MB", 16, f"of its own: {worst[name][4]:.1f} MB")
        if name != "parquet":
            table.most(f"export {name}: first byte", middle[name][1] * 1000, "ms", 50)
        else:
            table.add(f"export {name}: first byte", f"{middle[name][1] * 1000:,.1f} ms")

"""What differs on PostgreSQL: seeding, a page that no one asked for before, whole tables as files."""
import os, shutil, statistics, subprocess, tempfile, time

from . import load, prepare
from .cluster import cluster, psql
from .exports import drain
from .requests import FRESH, LARGE, rows_a_page
from .seeding import timed
from .server import Peak, Server


def tables(url, version):
    """The tables of a version, as psql names them."""
    return psql(url, f"select relname from pg_class c join pg_namespace s on s.oid = relnamespace "
                     f"where nspname = '{version}' and relkind = 'r'").split()


def copied(url, version, folder):
    """Seconds that `copy` takes for the same tables from prepared files, with the same indexes after."""
    prepare.say("dumping the tables")
    names = tables(url, version)
    os.chmod(folder, 0o777)
    for name in names:
        psql(url, f"copy {version}.{name} to '{folder}/{name}' (format binary)")
    create = [f"create table other.{name} (like {version}.{name})" for name in names]
    fill = [f"copy other.{name} from '{folder}/{name}' (format binary)" for name in names]
    indexes = psql(url, f"select replace(indexdef, '{version}.', 'other.') from pg_indexes where schemaname = '{version}'").splitlines()
    analyze = [f"analyze other.{name}" for name in names]
    prepare.say("copying them in")
    begun = time.perf_counter()
    psql(url, "begin", "create schema other", *create, *fill, *indexes, *analyze, "commit")
    return time.perf_counter() - begun


def seeding(bench, table):
    folder = bench.folder("mixed")
    with cluster() as server:
        url = server.database("mixed")
        prepare.say("seeding, timed")
        seconds, memory, _ = timed([prepare.SINOLAC, "seed", "--database", url, "--data", folder])
        scratch = tempfile.mkdtemp(prefix="sinolac-copy-", dir="/var/tmp")
        try:
            other = copied(url, psql(url, "select version from sinolac.current"), scratch)
        finally:
            shutil.rmtree(scratch)
        size = int(psql(url, "select pg_database_size('mixed')")) / 2e6
    table.add(f"seed of {bench.rows:,} facts", f"{seconds:.1f} s", f"copy {other:.1f} s", seconds / other, "<= 3", seconds <= 3 * other,
              f"about {size:,.0f} MB a version")
    table.most(f"seed of {bench.rows:,} facts: peak memory", memory, "MB", 256)


def first(bench, table):
    """Queries that were never asked before, against a bare server that is told the keys of the same rows."""
    page, folder = rows_a_page(bench), bench.folder("large")
    with cluster() as server:
        url = server.database("large")
        subprocess.run([prepare.SINOLAC, "seed", "--database", url, "--data", folder], check=True, stdout=subprocess.DEVNULL)
        version = psql(url, "select version from sinolac.current")
        floor = Server([prepare.FLOOR, "serve", "{address}", "--postgres", url], os.devnull)
        candidate = bench.server(url)
        try:
            floor.start("/static")
            candidate.start("/health")
            ours = [f"/trade?{query}&limit={page}&{FRESH}" for query in LARGE]
            theirs = [f"/keyed?n={ranks(url, version, query, page)}" for query in LARGE]
            contestants = {}
            for who, asked, paths in (("sinolac", candidate, ours), ("bare sqlx", floor, theirs)):
                body = load.expect(asked, paths[-1], page)
                contestants[who] = (asked, paths, {}, len(body) * 0.9)
            load.interleaved(contestants, bench.warm)
            table.rate(f"first-time query, {page} rows of {bench.rows:,}", load.interleaved(contestants, bench), "sinolac", "bare sqlx", 0.6)
            exports(bench, table, candidate)
        finally:
            candidate.stop()
            floor.stop()


def ranks(url, version, query, page):
    """The keys of the rows of a page, joined by commas."""
    asked = dict(pair.split("=") for pair in query.split("&"))
    country = f"(select id from {version}.countries where alpha2 = '{asked['country']}')"
    return psql(url, f"select string_agg(n::text, ',') from (select n from {version}.trade where year = {asked['year']} "
                     f"and countries::jsonb ? {country} order by n limit {page}) r")


def exports(bench, table, candidate):
    """Whole tables from this server and from a file, in turn."""
    file = bench.candidate(bench.database("large"))
    runs = {}
    try:
        for _ in range(bench.rounds):
            for form in ("csv", "ndjson"):
                for name, server in (("postgres", candidate), ("sqlite", file)):
                    load.settle(server)
                    with Peak(server) as peak:
                        size, lines, first, total = drain(server, f"/trade.{form}")
                    if lines != bench.rows + (form == "csv"):
                        raise RuntimeError(f"{form} from {name}: {lines} lines")
                    runs.setdefault((form, name), []).append((size, first, total, peak.growth[1]))
    finally:
        file.stop()
    middle = {key: [statistics.median(column) for column in zip(*done)] for key, done in runs.items()}
    for form in ("csv", "ndjson"):
        mine, other = middle[form, "postgres"], middle[form, "sqlite"]
        rate, reference = bench.rows / mine[2], bench.rows / other[2]
        same = "same bytes" if mine[0] == other[0] else "OTHER BYTES"
        table.add(f"export {form}", f"{rate:,.0f} rows/s", f"sqlite {reference:,.0f}", rate / reference, ">= 0.5",
                  rate / reference >= 0.5 and mine[0] == other[0], f"{same}, first byte {mine[1] * 1000:.0f} ms")
        table.most(f"export {form}: memory growth", max(run[3] for run in runs[form, "postgres"]), "MB", 16)


PARTS = {"seed": seeding, "first": first}

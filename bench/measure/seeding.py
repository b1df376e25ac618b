"""`sinolac seed` beside `sqlite3`'s own `.import` with the same tables, indexes and full-text index."""
import os, pty, re, shutil, subprocess, tempfile, threading, time

from . import prepare, schema
from .server import ALL

FACT = 2500  # bytes of the file for each fact, at most


def timed(argv, terminal=False, script=None):
    """Run on all cores: seconds, peak megabytes, and what it wrote to standard error, which may be a terminal."""
    master, slave = pty.openpty() if terminal else os.pipe()
    said = []

    def listen():
        try:
            while chunk := os.read(master, 65536):
                said.append(chunk)
        except OSError:  # a terminal whose other end is closed
            pass

    begun = time.perf_counter()
    process = subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=slave,
                               preexec_fn=lambda: os.sched_setaffinity(0, ALL))
    os.close(slave)
    listener = threading.Thread(target=listen)
    listener.start()
    process.stdin.write((script or "").encode())
    process.stdin.close()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    listener.join()
    os.close(master)
    said = b"".join(said).decode(errors="replace")
    if process.returncode:
        raise RuntimeError(f"{argv[0]}: {said[-500:]}")
    return seconds, usage.ru_maxrss / 1024, said


def imported(database, folder, target):
    """Seconds and memory of sqlite3 making the same database of the dumped tables."""
    tables, indexes, searches = schema.read(database)
    prepare.say("dumping the tables for sqlite3")
    schema.dump(database, tables, searches, folder)
    script = ["pragma journal_mode = off;", "pragma synchronous = off;", "begin;", *(schema.definition(t) for t in tables), ".mode csv"]
    script += [f".read {folder}/{t.name}.sql" if t.has_blobs else f".import {folder}/{t.name}.csv {t.name}" for t in tables] + indexes
    for search in searches:
        columns = ", ".join(search.columns)
        script += [search.sql, f"create temp table words ({columns});", f".import {folder}/{search.name}.csv words",
                   f"insert into {search.name} (rowid, {columns}) select rowid, {columns} from words;", "drop table words;"]
    prepare.say("importing them with sqlite3")
    done = timed(["sqlite3", "-bail", target], script="\n".join([*script, "commit;", "analyze;", ""]))
    for table in (t.name for t in tables if "id" in t.columns):
        rows = [schema.query(file, f"select count(*) from {table}")[0][0] for file in (target, database)]
        if rows[0] != rows[1]:
            raise RuntimeError(f"sqlite3 imported {rows[0]} rows of {table} where {rows[1]} were due")
    return done


def seeding(bench, table):
    folder = bench.folder("mixed")
    database = folder + ".db"
    prepare.say("seeding, timed")
    seconds, memory, said = timed([prepare.SINOLAC, "seed", "--database", database, "--data", folder], terminal=True)
    scratch = tempfile.mkdtemp(prefix="import-", dir=prepare.DATA)
    try:
        other, other_memory, _ = imported(database, scratch, os.path.join(scratch, "imported.db"))
        sizes = [os.path.getsize(f) / 1e6 for f in (database, os.path.join(scratch, "imported.db"))]
    finally:
        shutil.rmtree(scratch)
    table.add(f"seed of {bench.rows:,} facts", f"{seconds:.1f} s", f"sqlite3 .import {other:.1f} s", seconds / other, "<= 2",
              seconds <= 2 * other, f"files {sizes[0]:,.0f} / {sizes[1]:,.0f} MB; sqlite3 peak {other_memory:.0f} MB")
    table.most(f"seed of {bench.rows:,} facts: peak memory", memory, "MB", 256)
    table.most(f"seed of {bench.rows:,} facts: file", sizes[0], "MB", bench.rows * FACT / 1e6)
    shown = re.search(r"\d/\d", said) is not None
    table.add(f"seed of {bench.rows:,} facts: progress", "shown" if shown else "not shown", target="shown",
              reached=shown or seconds < 1)

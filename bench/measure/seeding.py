"""`sinolac seed` beside `sqlite3`'s own `.import` with the same tables, indexes and full-text index."""
import os, pty, re, shutil, subprocess, tempfile, threading, time

from . import prepare
from .server import ALL


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


def schema(database):
    """Tables, indexes and full-text tables, without the checks of cells: sqlite3 imports an empty cell as a text."""
    sql = subprocess.run(["sqlite3", database, ".schema"], capture_output=True, text=True, check=True).stdout
    statements = [s.strip() + ";" for s in re.split(r";\s*\n", sql) if s.strip()]
    own = [s for s in statements if not re.match(r"(?is)create table (if not exists )?['\"]?(sqlite_|\w+_search_)", s)]
    loose = [re.sub(r"(?is)\)\s*strict\b\s*,?", ")", re.sub(r"(?i)\s+check\s*\([^)]*\)\)", "", s)) for s in own]
    loose = [re.sub(r"(?i)\s+(not null|check\s*\(.*\))(?=\s*,?\s*$)", "", s, flags=re.M) if re.match(r"(?i)create table", s) else s
             for s in loose]
    kind = lambda word: [s for s in loose if re.match(rf"(?i)create {word}", s)]
    return kind("table"), kind("(unique )?index"), kind("virtual table")


def dump(database, tables, searches, folder):
    """Every table as CSV, and the words for the full-text tables as the rows have them: the material of the import."""
    sql = [".headers off", ".mode csv"]
    for table in tables:
        sql += [f".once {folder}/{table}.csv", f"select * from {table};"]
    for search in searches:
        table = search.removesuffix("_search")
        columns = subprocess.run(["sqlite3", database, f"select name from pragma_table_info('{table}')"], capture_output=True,
                                 text=True).stdout.split()
        title = "title" if "title" in columns else next((c for c in columns if c.startswith("name")), "''")
        text = " || ' ' || ".join(f"coalesce({c}, '')" for c in columns if c in ("note", "organizations", "people", "role")) or "''"
        if table == "facts":
            names = "name_en || ' ' || name_es || ' ' || name_pt || ' ' || name_zh"
            text += (f" || ' ' || coalesce((select group_concat({names}, ' ') from facts_country l join countries c "
                     "on c.id = l.country where l.n = facts.n), '')")
        sql += [f".once {folder}/{search}.csv", f"select n, {title}, {text} from {table};"]
    subprocess.run(["sqlite3", database], input="\n".join(sql), text=True, check=True)


def imported(database, folder, target):
    """Seconds and memory of sqlite3 making the same database of the dumped tables."""
    tables, indexes, virtual = schema(database)
    name = lambda s: re.match(r"(?i)create (?:virtual )?table (?:if not exists )?[\"']?(\w+)", s)[1]
    names, searches = [name(s) for s in tables], [name(s) for s in virtual]
    prepare.say("dumping the tables for sqlite3")
    dump(database, names, searches, folder)
    script = ["pragma journal_mode = off;", "pragma synchronous = off;", "begin;", *tables, ".mode csv"]
    script += [f".import {folder}/{t}.csv {t}" for t in names] + indexes + virtual
    for search in searches:
        script += [f"create temp table w_{search} (n integer, title text, text text);", f".import {folder}/{search}.csv w_{search}",
                   f"insert into {search} (rowid, title, text) select n, title, text from w_{search};", f"drop table w_{search};"]
    prepare.say("importing them with sqlite3")
    done = timed(["sqlite3", "-bail", target], script="\n".join([*script, "commit;", "analyze;", ""]))
    count = lambda file: subprocess.run(["sqlite3", file, "select count(*) from facts"], capture_output=True, text=True).stdout
    if count(target) != count(database):
        raise RuntimeError(f"sqlite3 imported {count(target).strip()} facts of {count(database).strip()}")
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
    shown = re.search(r"\d/\d", said) is not None
    table.add(f"seed of {bench.rows:,} facts: progress", "shown" if shown else "not shown", target="shown",
              reached=shown or seconds < 1)

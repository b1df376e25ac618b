"""The tables of a seeded file as `sqlite3` can make them again, whatever tables they are."""
import contextlib, re, sqlite3, subprocess, types

# Full-text tables are made by FTS5 itself; these are where it keeps them.
SHADOWS = ("data", "idx", "content", "docsize", "config")
# Columns whose words the full-text index has beside titles and names.
TEXTS = ("note", "place", "role", "product", "among", "share_of", "printed_as", "aliases")
# Columns of ids, and the tables that hold the names which the index has for them.
PARTIES = ("countries", "organizations")
LISTS = {"countries": ("countries",), "organizations": ("organizations",), "people": ("people",), "parties": PARTIES}
NAMED = {**LISTS, "country": ("countries",), "member": ("countries",), "speaker_country": ("countries",), "organization": ("organizations",),
         "attributed_to": ("organizations",), "speaker_organization": ("organizations",), "speaker": ("people",), "subject": PARTIES,
         "proposed_by": (*PARTIES, "people")}


def query(database, sql):
    with contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return connection.execute(sql).fetchall()


def read(database):
    """Tables, the statements of their indexes, and full-text tables, each with its name, columns and statement."""
    entries = query(database, "select type, name, sql from sqlite_schema where sql is not null and name not like 'sqlite_%'")
    virtual = [name for _, name, sql in entries if is_virtual(sql)]
    shadows = {f"{name}_{part}" for name in virtual for part in SHADOWS}
    tables, searches = [], []
    for kind, name, sql in entries:
        if kind == "table" and name not in shadows:
            columns = query(database, f"select name, type, pk from pragma_table_info('{name}')")
            has_blobs = any(declared.lower() == "blob" for _, declared, _ in columns)
            found = types.SimpleNamespace(name=name, sql=sql + ";", info=columns, columns=[c[0] for c in columns], has_blobs=has_blobs)
            (searches if is_virtual(sql) else tables).append(found)
    return tables, [sql + ";" for kind, _, sql in entries if kind == "index"], searches


def is_virtual(sql):
    return re.match(r"(?i)create\s+virtual\s", sql) is not None


def definition(table):
    """A table without the checks of cells, for sqlite3 imports an empty cell as a text."""
    lines = [f'"{name}" {declared if declared.lower() != "any" else ""}' for name, declared, _ in table.info]
    key = ", ".join(f'"{name}"' for name, _, place in sorted(table.info, key=lambda column: column[2]) if place)
    lines += [f"primary key ({key})"] * bool(key)
    rowid = " without rowid" if re.search(r"(?i)\bwithout\s+rowid\b", table.sql) else ""
    return f"create table {table.name} ({', '.join(lines)}){rowid};"


def dump(database, tables, searches, folder):
    """The material of the import: tables as CSV, those with blobs as SQL, and the words of full-text tables as CSV."""
    sql = [".headers off"]
    for table in tables:
        sql += [f".mode insert {table.name}", f".once {folder}/{table.name}.sql"] if table.has_blobs else \
               [".mode csv", f".once {folder}/{table.name}.csv"]
        sql.append(f"select * from {table.name};")
    sql.append(".mode csv")
    for search in searches:
        sql += [f".once {folder}/{search.name}.csv", words(tables, search) + ";"]
    subprocess.run(["sqlite3", "-bail", database], input="\n".join(sql), text=True, check=True)


def words(tables, search):
    """A query for the words of a full-text table, which keeps none of them as text: much the words that the rows have."""
    titled = [t for t in tables if {"n", "id"} <= set(t.columns) and title(t)]
    own = [t for t in titled if search.name == f"{t.name}_search"]
    # Where one table has the words of all kinds, `facts` would say those of the kinds again.
    rows = own or [t for t in titled if t.name != "facts"] or titled
    return " union all ".join(f"select {', '.join(cells(tables, table, search.columns))} from {table.name}" for table in rows)


def title(table):
    return "title" if "title" in table.columns else next((c for c in table.columns if c.startswith("name")), None)


def cells(tables, table, columns):
    """One expression for each column of a full-text table: the first has the title, the last all other words."""
    text = [f"coalesce({c}, '')" for c in table.columns if c in TEXTS]
    text += [names(other, table, c) for c in table.columns for other in tables if other.name in NAMED.get(c, ())]
    text = " || ' ' || ".join(text) or "''"
    if len(columns) == 1:
        return [f"{title(table)} || ' ' || {text}"]
    return [title(table), *["''"] * (len(columns) - 2), text]


def names(other, table, column):
    """The names that another table has for the ids in a column."""
    all_names = (c for c in other.columns if c.startswith("name") or c in ("abbreviation", "aliases"))
    joined = " || ' ' || ".join(f"coalesce(o.{c}, '')" for c in all_names)
    ids = f"{table.name}.{column}" if column in LISTS else f"json_array({table.name}.{column})"
    return f"coalesce((select group_concat({joined}, ' ') from json_each({ids}) j join {other.name} o on o.id = j.value), '')"

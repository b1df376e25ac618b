"""Read the service's files with pandas, polars, DuckDB and openpyxl, with no hint about their types.

    python data_tools.py http://127.0.0.1:8080

Each function states a claim in its name and stops at the first thing that is not so. What a column should be is not
repeated here: `/kinds` tells it.
"""

import datetime
import io
import json
import sys
import tempfile
import urllib.request
from pathlib import Path

import duckdb
import openpyxl
import pandas
import polars
from duckdb_extensions import import_extension

URL = sys.argv[1].rstrip("/")

# The words by which `/kinds` tells types, and what each tool makes of them in a typed file; all else is text.
LISTS = {"references", "any_references", "texts"}
NUMBERS = {"number", "integer"}
POLARS = {
    "number": polars.Float64,
    "integer": polars.Int64,
    "boolean": polars.Boolean,
    "date": polars.Date,
    "evidence": polars.List(
        polars.Struct(
            {
                "source": polars.String,
                "paragraph": polars.Int64,
                "quote": polars.String,
                "occurrence": polars.Int64,
                "start": polars.Int64,
                "end": polars.Int64,
                "url": polars.String,
            }
        )
    ),
    "related": polars.List(
        polars.Struct(
            {"relation": polars.String, "fact": polars.String, "note": polars.String, "known_since": polars.Date}
        )
    ),
    **dict.fromkeys(LISTS, polars.List(polars.String)),
}
DUCKDB = {
    "number": "DOUBLE",
    "integer": "BIGINT",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "evidence": 'STRUCT("source" VARCHAR, paragraph BIGINT, "quote" VARCHAR, occurrence BIGINT, "start" BIGINT, '
    '"end" BIGINT, url VARCHAR)[]',
    "related": "STRUCT(relation VARCHAR, fact VARCHAR, note VARCHAR, known_since DATE)[]",
    **dict.fromkeys(LISTS, "VARCHAR[]"),
}


def get(path):
    """The body of an answer."""
    with urllib.request.urlopen(URL + path, timeout=30) as answer:
        return answer.read()


def rows(kind):
    """Every row of a kind as JSON, over all pages, and the total that the service states."""
    page = json.loads(get(f"/{kind}?limit=1000"))
    found = page["data"]
    while page["links"]["next"]:
        page = json.loads(get(page["links"]["next"]))
        found += page["data"]
    return found, page["meta"]["total"]


KINDS = {
    kind["name"]: {column["name"]: column["type"] for column in kind["columns"]}
    for kind in json.loads(get("/kinds"))["data"]
}
# `/facts` has the columns that all kinds of figures share.
KINDS["facts"] = {name: KINDS["trade"][name] for name in json.loads(get("/facts?limit=1"))["data"][0]}
ROWS = {kind: rows(kind)[0] for kind in KINDS}


def the_total_that_the_service_states_is_the_number_of_rows():
    for kind in KINDS:
        found, total = rows(kind)
        assert len(found) == total > 0, (kind, len(found), total)


def pandas_reads_csv_with_numbers_as_numbers_and_nothing_as_null():
    for kind, columns in KINDS.items():
        table = pandas.read_csv(f"{URL}/{kind}.csv")
        assert len(table) == len(ROWS[kind]) and list(table.columns) == list(columns), kind
        for name, of_type in columns.items():
            column, values = table[name], [row[name] for row in ROWS[kind]]
            missing = [value is None or value == [] for value in values]
            assert column.isna().tolist() == missing, (kind, name)
            if all(missing):
                continue
            if of_type in NUMBERS:
                assert column.dtype.kind in "if", (kind, name, column.dtype)
                assert column.dropna().tolist() == [value for value in values if value is not None], (kind, name)
            if of_type == "date":
                parsed = pandas.to_datetime(column.dropna(), format="%Y-%m-%d")
                assert parsed.dt.strftime("%Y-%m-%d").tolist() == [value for value in values if value], (kind, name)


def pandas_reads_every_figure_of_2018_from_csv_exactly():
    table = pandas.read_csv(f"{URL}/trade.csv?year=2018&measure=value&partner=LAC")
    figures = dict(zip(table["flow"], table["value"], strict=True))
    assert figures == {"total": 307400000000, "exports": 148790000000, "imports": 158610000000}, figures


def pandas_reads_parquet_with_text_as_text_and_evidence_as_records():
    for kind, columns in KINDS.items():
        table = pandas.read_parquet(f"{URL}/{kind}.parquet")
        assert len(table) == len(ROWS[kind]) and list(table.columns) == list(columns), kind
        for name, of_type in columns.items():
            for value, expected in zip(table[name].tolist(), (row[name] for row in ROWS[kind]), strict=True):
                if of_type in LISTS:
                    assert list(value) == expected, (kind, name, value)
                elif expected is None:
                    assert pandas.isna(value), (kind, name, value)
                elif of_type in ("evidence", "related"):
                    assert json.loads(json.dumps(list(value), default=str)) == expected, (kind, name, value)
                elif of_type == "date":
                    assert value == datetime.date.fromisoformat(expected), (kind, name, value)
                else:
                    assert value == expected, (kind, name, value)


def polars_scans_parquet_over_ranges_with_dates_as_dates_and_lists_as_lists():
    for kind, columns in KINDS.items():
        table = polars.scan_parquet(f"{URL}/{kind}.parquet")
        expected = {name: POLARS.get(of_type, polars.String) for name, of_type in columns.items()}
        assert dict(table.collect_schema()) == expected, (kind, table.collect_schema())
        assert table.select(polars.len()).collect().item() == len(ROWS[kind]), kind


def polars_scans_csv_with_numbers_as_numbers():
    for kind, columns in KINDS.items():
        table = polars.scan_csv(f"{URL}/{kind}.csv", infer_schema_length=None).collect()
        assert table.columns == list(columns) and table.height == len(ROWS[kind]), kind
        for name, of_type in columns.items():
            values = [row[name] for row in ROWS[kind]]
            if of_type in NUMBERS and any(value is not None for value in values):
                assert table[name].dtype.is_numeric() and table[name].to_list() == values, (kind, name)
    start = polars.read_csv(f"{URL}/facts.csv", try_parse_dates=True, infer_schema_length=None)["start"]
    assert start.dtype == polars.Date and start.drop_nulls().min() < datetime.date(2008, 1, 1), start


def duckdb_reads_parquet_and_csv_over_http():
    import_extension("httpfs")
    for kind, columns in KINDS.items():
        for ending, types in ("parquet", DUCKDB), ("csv", {"date": "DATE", "number": "DOUBLE"}):
            described = duckdb.sql(f"describe from '{URL}/{kind}.{ending}'").fetchall()
            assert [row[0] for row in described] == list(columns), (kind, ending)
            for name, got, *_ in described:
                if all(row[name] is None for row in ROWS[kind]):
                    continue
                expected = types.get(columns[name], "VARCHAR" if ending == "parquet" else got)
                whole = expected == "DOUBLE" and ending == "csv" and got == "BIGINT"
                assert got == expected or whole, (kind, ending, name, got)
            (count,) = duckdb.sql(f"select count(*) from '{URL}/{kind}.{ending}'").fetchone()
            assert count == len(ROWS[kind]), (kind, ending, count)
    (brazil,) = duckdb.sql(f"select count(*) from '{URL}/facts.parquet' where list_contains(countries, 'BRA')").fetchone()
    assert brazil == json.loads(get("/facts?country=BRA&limit=1"))["meta"]["total"], brazil


def accents_survive_in_every_format():
    name = "Alicia Bárcena"
    people = f"{URL}/people"
    assert name in pandas.read_csv(f"{people}.csv")["name"].tolist()
    assert name in pandas.read_excel(f"{people}.xlsx")["name"].tolist()
    assert name in polars.read_parquet(f"{people}.parquet")["name"].to_list()
    assert name in polars.read_ndjson(io.BytesIO(get("/people.ndjson")))["name"].to_list()
    assert (name,) in duckdb.sql(f"select name from '{people}.csv'").fetchall()


def a_spreadsheet_has_rows_with_numbers_and_dates_then_columns_then_the_citation():
    for kind, columns in KINDS.items():
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "rows.xlsx"
            path.write_bytes(get(f"/{kind}.xlsx"))
            book = openpyxl.load_workbook(path)
        assert book.sheetnames == [kind, "columns", "citation"], book.sheetnames
        header, *lines = book[kind].iter_rows(values_only=True)
        # The columns that people look for come first.
        assert sorted(header) == sorted(columns) and len(lines) == len(ROWS[kind]), kind
        for line, row in zip(lines, ROWS[kind], strict=True):
            for name, got in zip(header, line, strict=True):
                expected = row[name]
                if expected is None or expected == []:
                    assert got is None, (kind, name, got)
                elif isinstance(expected, (int, float)):
                    assert got == expected and type(got) in (int, float, bool), (kind, name, got)
                elif columns[name] == "date":
                    assert got == datetime.datetime.fromisoformat(expected), (kind, name, got)
        described = {row[0]: row[2] for row in book["columns"].iter_rows(min_row=2, values_only=True)}
        assert list(described) == list(header) and all(described.values()), kind
        assert "sinolac" in book["citation"]["A2"].value, kind
    assert pandas.read_excel(f"{URL}/trade.xlsx")["value"].dtype.kind in "if"


def geojson_has_points_on_the_globe_and_projects_in_the_americas():
    for kind in "facts", "projects", "countries":
        found = json.loads(get(f"/{kind}.geojson"))
        assert found["type"] == "FeatureCollection" and len(found["features"]) == len(ROWS[kind]), kind
        for feature in found["features"]:
            assert feature["type"] == "Feature" and feature["properties"], feature
            for longitude, latitude in points(feature["geometry"]):
                assert -180 <= longitude <= 180 and -90 <= latitude <= 90, feature
    places = [(row["longitude"], row["latitude"]) for row in ROWS["projects"] if row["latitude"] is not None]
    features = json.loads(get("/projects.geojson"))["features"]
    assert places and all((-120 < x < -30 and -60 < y < 35) for x, y in places), places
    drawn = [tuple(feature["geometry"]["coordinates"]) for feature in features if (feature["geometry"] or {}).get("type") == "Point"]
    assert set(places) <= set(drawn), (places, drawn)


def points(geometry):
    """The positions of a point, of several, or of nothing."""
    if geometry is None:
        return []
    return {"Point": lambda at: [at], "MultiPoint": list}[geometry["type"]](geometry["coordinates"])


CLAIMS = [
    the_total_that_the_service_states_is_the_number_of_rows,
    pandas_reads_csv_with_numbers_as_numbers_and_nothing_as_null,
    pandas_reads_every_figure_of_2018_from_csv_exactly,
    pandas_reads_parquet_with_text_as_text_and_evidence_as_records,
    polars_scans_parquet_over_ranges_with_dates_as_dates_and_lists_as_lists,
    polars_scans_csv_with_numbers_as_numbers,
    duckdb_reads_parquet_and_csv_over_http,
    accents_survive_in_every_format,
    a_spreadsheet_has_rows_with_numbers_and_dates_then_columns_then_the_citation,
    geojson_has_points_on_the_globe_and_projects_in_the_americas,
]

if __name__ == "__main__":
    for claim in CLAIMS:
        claim()
        print("ok:", claim.__name__.replace("_", " "))

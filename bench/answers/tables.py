"""Parquet and XLSX files compared as pandas reads them."""
import io

try:
    import pandas
    import pyarrow.parquet
except ImportError:
    pandas = None


def differ(old, new, is_parquet, is_ranked, note):
    """How two files differ to a reader, or None. Without pandas they are not read, which is noted."""
    if pandas is None:
        note("files not read, for want of pandas, pyarrow and openpyxl", "pip install pandas pyarrow openpyxl")
        return None
    if is_parquet:
        schemas = [pyarrow.parquet.read_schema(io.BytesIO(file)) for file in (old, new)]
        if not schemas[0].equals(schemas[1]):
            return f"schema: {set(map(str, schemas[0])) ^ set(map(str, schemas[1]))} or their order"
        return same({"": read_parquet(old)}, {"": read_parquet(new)}, is_ranked)
    sheets = [pandas.read_excel(io.BytesIO(file), sheet_name=None, header=None, dtype=object) for file in (old, new)]
    return same(*sheets, is_ranked)


def read_parquet(file):
    return pandas.read_parquet(io.BytesIO(file), dtype_backend="pyarrow")


def same(old, new, is_ranked):
    if list(old) != list(new):
        return f"sheets {list(old)} / {list(new)}"
    for name in old:
        a, b = old[name], new[name]
        if list(a.columns) != list(b.columns) or a.shape != b.shape:
            return f"{name}: {a.shape} {list(a.columns)} / {b.shape} {list(b.columns)}"
        rows = [[repr(row) for row in table.itertuples(index=False, name=None)] for table in (a, b)]
        if is_ranked:
            rows = [sorted(r) for r in rows]
        for number, (x, y) in enumerate(zip(*rows), 1):
            if x != y:
                return f"{name} row {number}:\n      old: {x[:300]}\n      new: {y[:300]}"
    return None

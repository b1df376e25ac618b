"""A small data folder of a version that there never was."""
import csv, json, os, shutil

from . import prepare

COLUMNS = """id title date countries organizations people topic basis note evidence value unit qualifier attributed_to printed_as proven_by
    flow measure product partner subject among share_of date_basis scope""".split()


def folder_of(version, scratch, rows):
    """The project's countries, people and so on, and figures that differ by version."""
    folder = os.path.join(scratch, version)
    os.makedirs(folder)
    for name in ("dataset", "countries", "organizations", "people", "sources"):
        shutil.copy(os.path.join(prepare.ROOT, "data", f"{name}.toml"), folder)
    manifest = os.path.join(folder, "dataset.toml")
    with open(manifest) as f:
        lines = [f'version = "{version}"\n' if line.startswith("version") else line for line in f]
    with open(manifest, "w") as f:
        f.writelines(lines)
    evidence = json.dumps([{"source": "xinhua-2008", "paragraph": 1, "quote": "trade", "occurrence": 1}])
    with open(os.path.join(folder, "trade.csv"), "w", newline="") as f:
        table = csv.writer(f)
        table.writerow(COLUMNS)
        for n in range(rows):
            cells = {"id": f"row-{n}", "title": f"Row {n} of China", "date": 1950 + n % 70, "countries": ["BRA", "CHL"][n % 2],
                     "topic": "trade", "basis": "stated", "evidence": evidence, "value": f"{n}.{version[-1]}", "unit": "USD",
                     "qualifier": "exact", "flow": "total", "measure": "balance", "product": f"product {n}", "partner": "LAC",
                     "date_basis": "stated", "scope": "bilateral"}
            table.writerow([cells.get(column, "") for column in COLUMNS])
    return folder

"""Run notebooks against a running server and compare what they show with what is committed.

    notebook.py http://127.0.0.1:8080 NOTEBOOK...

The notebooks' own address is replaced by the one given. Texts, tables and drawings must be the same; a picture made of pixels
differs from one machine to the next, so there must only be one. `UPDATE=1` writes what they do show.
"""

import json
import os
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

SHOWN = "http://127.0.0.1:8080"
PIXELS = "image/png"


def shown(notebook):
    """What the cells of a notebook show, by cell, without pixels."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return [[without_pixels(output) for output in cell.outputs] for cell in cells]


def without_pixels(output):
    told = {key: value for key, value in output.items() if key not in ("execution_count", "metadata")}
    if PIXELS in told.get("data", {}):
        told["data"] = {**told["data"], PIXELS: "a picture"}
    return told


def executed(text, url, folder):
    """The notebook after a run in its folder, with the address that it shows."""
    notebook = nbformat.reads(text.replace(SHOWN, url), as_version=4)
    client = NotebookClient(notebook, timeout=120, coalesce_streams=True, resources={"metadata": {"path": folder}})
    client.execute()
    for cell in notebook.cells:
        # When each cell ran is of no use to a reader and differs with each run.
        cell.metadata.pop("execution", None)
    return nbformat.reads(nbformat.writes(notebook).replace(url, SHOWN), as_version=4)


def check(file, url):
    text = file.read_text(encoding="utf-8")
    committed = nbformat.reads(text, as_version=4)
    notebook = executed(text, url, str(file.parent))
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    pairs = zip(cells, shown(committed), shown(notebook), strict=True)
    differences = [(cell, old, new) for cell, old, new in pairs if old != new]
    if not differences:
        print(f"ok: {file.name}, {len(cells)} cells")
    elif "UPDATE" in os.environ:
        notebook.metadata = committed.metadata
        nbformat.write(notebook, file)
        print(f"written: {file.name}, {len(differences)} cells changed")
    else:
        cell, old, new = differences[0]
        sys.exit(f"{file.name}: this cell\n{cell.source}\nshows\n{told(new)}\nand not\n{told(old)}")


def told(outputs):
    return json.dumps(outputs, indent=1, ensure_ascii=False)[:4000]


for name in sys.argv[2:]:
    check(Path(name), sys.argv[1].rstrip("/"))

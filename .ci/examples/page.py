"""Run the programs of a page of Markdown, one after the other, as one module in Node, and write the page with what each prints.

    page.py http://127.0.0.1:8080 PAGE OUTPUT

The page's own address is replaced by the one given. Files are written beside OUTPUT.
"""

import re
import subprocess
import sys
from pathlib import Path

SHOWN = "http://127.0.0.1:8080"
# A program and, after it, what it printed.
PROGRAM = re.compile(r"(```js\n(.*?)```\n)(?:\n```text\n.*?```\n)?", re.DOTALL)
# Stands after what each program prints.
END = "\x1e"


def main(url, page, output):
    text = Path(page).read_text(encoding="utf-8")
    folder = Path(output).parent
    programs = [match[2] for match in PROGRAM.finditer(text)]
    module = folder / "module.mjs"
    module.write_text("".join(f'{program}console.log("{END}");\n' for program in programs).replace(SHOWN, url), encoding="utf-8")
    run = subprocess.run(["node", module.name], cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    if run.returncode != 0:
        sys.exit(f"the programs of {page} fail:\n{run.stdout}{run.stderr}")
    printed = iter(run.stdout.replace(url, SHOWN).split(f"{END}\n"))

    def with_output(match):
        told = next(printed)
        return match[1] + (f"\n```text\n{told}```\n" if told else "")

    Path(output).write_text(PROGRAM.sub(with_output, text), encoding="utf-8")


main(sys.argv[1].rstrip("/"), sys.argv[2], sys.argv[3])

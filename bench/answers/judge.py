"""Whether two answers are the same."""
import json, re
from collections import Counter
from urllib.parse import parse_qs, urlsplit

from . import tables

CURSOR = re.compile(rb"(cursor(?:=|%3D))[\w.~-]+")
# Told once for each header, and only told: what must be the same are status, media type and body.
PAGES = ("application/json", "application/vnd.sinolac.columns+json")
OTHER_HEADERS = ("cache-control", "vary", "link", "content-disposition", "content-location", "content-range", "accept-ranges",
                 "allow", "last-modified", "etag", "location", "content-length", "access-control-allow-origin")


class Judge:
    """Asks both programs, and keeps what was the same, what was not, and what is worth telling."""

    def __init__(self, old, new):
        self.services = (old, new)
        self.asked, self.statuses, self.differences, self.notes = Counter(), Counter(), [], {}

    def note(self, what, example):
        count, first = self.notes.get(what, (0, example))
        self.notes[what] = count + 1, first

    def ask(self, question):
        """Ask a question of both, page by page, up to the first difference."""
        query = parse_qs(urlsplit(question.path).query)
        is_ranked = "q" in query and "sort" not in query and "/groups" not in question.path
        paths, rows = (question.path, question.path), (Counter(), Counter())
        for page in range(question.pages):
            headers = [self.headers(question, service) for service in self.services]
            for service, path, of_service in zip(self.services, paths, headers):
                service.send(question.method, path, of_service)
            pair = [service.receive() for service in self.services]
            self.asked[question.category] += 1
            self.statuses[pair[0].status] += 1
            found = self.same_kind(*pair) or self.same_body(question, pair, is_ranked, rows)
            self.compare_headers(paths[0], *pair)
            following = [] if found or question.pages == 1 else [next_page(answer) for answer in pair]
            if found or not all(following):
                break
            paths = following
        if not found and rows[0] != rows[1] and not all(following):
            found = "other rows: " + "; ".join(told(rows[a] - rows[1 - a], name) for a, name in ((0, "only old"), (1, "only new")))
        if found:
            where = f" (page {page + 1})" if page else ""
            self.differences.append((question.category, f"{question.method} {question.path}{where}", found))

    def headers(self, question, service):
        """The headers of a question; `{etag}` is what the service itself gave."""
        if question.headers.get("If-None-Match") != "{etag}":
            return question.headers
        return {"If-None-Match": service.get(question.path).headers.get("ETag", "none")}

    def same_kind(self, old, new):
        if old.status != new.status:
            return f"status {old.status} / {new.status}: {old.body[:100]!r} / {new.body[:100]!r}"
        kinds = [answer.headers.get("Content-Type") for answer in (old, new)]
        return f"media type {kinds[0]} / {kinds[1]}" if kinds[0] != kinds[1] else None

    def same_body(self, question, pair, is_ranked, rows):
        kind = pair[0].headers.get("Content-Type", "")
        if kind.startswith("application/vnd.sqlite3"):
            return None  # The file of another store is another file.
        bodies = [CURSOR.sub(rb"\1", answer.body) for answer in pair]
        is_ranked = is_ranked and pair[0].status == 200
        if bodies[0] == bodies[1] and not (is_ranked and question.pages > 1):
            return None
        if pair[0].status == 200 and ("parquet" in kind or "spreadsheet" in kind):
            self.note(f"files of {kind.split('/')[1]} that have other bytes", question.path)
            return tables.differ(*(answer.body for answer in pair), "parquet" in kind, is_ranked, self.note)
        if is_ranked:
            if bodies[0] != bodies[1]:
                self.note("answers to `q` with their rows in another order", question.path)
            return ranked(kind, bodies, rows)
        return spot(*bodies)

    def compare_headers(self, path, old, new):
        for name in OTHER_HEADERS:
            values = [CURSOR.sub(rb"\1", answer.headers.get(name, "-").encode()).decode() for answer in (old, new)]
            if values[0] != values[1]:
                self.note(f"answers with another header `{name}`", f"{path}: {values[0]} / {values[1]}")


def next_page(answer):
    if answer.status != 200 or not answer.headers.get("Content-Type", "").startswith(PAGES):
        return None
    return json.loads(answer.body)["links"].get("next")


def ranked(kind, bodies, rows):
    """Compare what a search found whatever its order. Rows of pages are gathered, for a row may have changed its page."""
    if kind in PAGES:
        # Numbers as they are written: 1 and 1.0 are the same number but not the same answer.
        read = lambda body: json.loads(body, parse_float=lambda digits: f"number {digits}")
        pages = [read(body) for body in bodies]
        for page, gathered in zip(pages, rows):
            gathered.update(json.dumps(row) for row in page.pop("data"))
        return None if pages[0] == pages[1] else spot(*(json.dumps(page).encode() for page in pages))
    lines = [Counter(line.rstrip(b",\r") for line in body.split(b"\n")) for body in bodies]
    return None if lines[0] == lines[1] else f"other lines: {told(lines[0] - lines[1], 'only old')}; {told(lines[1] - lines[0], 'only new')}"


def told(rows, name):
    first = str(next(iter(rows), ""))[:120]
    return f"{name} {rows.total()} {first}"


def spot(old, new):
    """The first place where two bodies differ."""
    at = next((n for n, (a, b) in enumerate(zip(old, new)) if a != b), min(len(old), len(new)))
    around = [body[max(0, at - 60):at + 60].decode(errors="replace") for body in (old, new)]
    return f"byte {at} of {len(old)} / {len(new)}:\n      old: ...{around[0]}...\n      new: ...{around[1]}..."

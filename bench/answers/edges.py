"""Requests around the lists: documents, items, citations, what clients accept, and mistakes of every sort."""
from urllib.parse import quote

from .questions import Asker, DAYS, FILES, Question, path

DOCUMENTS = ("/", "/kinds", "/dataset", "/health", "/docs/", "/docs", "/openapi.json", "/openapi.yaml", "/datapackage.json",
             "/dataset.jsonld", "/croissant.json", "/problems/bad-query", "/dataset.db")
ACCEPTED = ("*/*", "application/json", "text/csv", "application/x-ndjson", "application/geo+json", "text/*", "image/png", "",
            "text/csv;q=0.5, application/json;q=0.4", "text/html, application/xhtml+xml, */*;q=0.8",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/vnd.apache.parquet")


class EdgeAsker(Asker):
    """Makes the questions that are not about the rows of lists alone."""

    def documents(self):
        for document in DOCUMENTS:
            yield Question("documents", document)
            yield Question("documents", f"{document}?nothing=1")
            yield Question("documents", document, method="HEAD")

    def items(self):
        for a in self.lists:
            ids = a.ids if len(a.ids) <= 60 else a.ids[:20] + self.some(a.ids, 40)
            for id in ids:
                yield Question("items", f"/{a.name}/{quote(id, safe='')}")
            for id in ids[:3]:
                other = self.random.choice(self.lists).name
                for wrong in (f"/{a.name}/{id.upper()}", f"/{other}/{id}", f"/{a.name}/{id}?as_of=2019", f"/{a.name}/{id}x",
                              f"/{a.name}/{id}/", f"/{a.name}/{id}.csv"):
                    yield Question("items", wrong)
            yield Question("items", f"/{a.name}/")
            yield Question("items", f"/{a.name}/%00%ff")
        for code in ("BR", "br", "bra", "Brazil"):
            yield Question("items", f"/countries/{code}")

    def citations(self):
        for a in self.lists:
            urls = [f"/{a.name}", f"/{a.name}.csv", f"https://{'x' * 5}.example/{a.name}", f"/{a.name}?yaer=2018", a.name]
            urls += [f"/{a.name}/{id}" for id in self.some(a.ids, 2)] + [f"/{a.name}/nothing"]
            urls += [path(a.name, *self.conditions(a, 2), self.sorting(a, 1)) for _ in range(3)]
            urls += [path(f"{a.name}/groups", ("by", self.random.choice(a.countable))), path(a.name, ("q", self.random.choice(self.words)))]
            for url in urls:
                for ending in ("", ".txt", ".bib", ".ris", ".csl.json"):
                    yield Question("citations", path(f"cite{ending}", ("url", url)))
        for query in ("", "?url=", "?url=/", "?url=/nothing", "?url=/trade&year=2018", "?url=/trade&url=/facts", "?uri=/trade"):
            yield Question("citations", f"/cite{query}")

    def negotiation(self):
        for a in self.lists:
            for accepted in ACCEPTED:
                yield Question("accept", path(a.name, self.sorting(a, 1), ("limit", 5)), headers={"Accept": accepted})
            for ending in ("", *(f".{e}" for e in FILES)):
                yield Question("head", path(a.name + ending, ("limit", 3)), method="HEAD")
                # Each program gets the tag that it gave itself.
                yield Question("conditional", path(a.name + ending, ("limit", 3)), headers={"If-None-Match": "{etag}"})
            for method in ("OPTIONS", "POST", "PUT", "DELETE"):
                yield Question("methods", f"/{a.name}", method=method)
            yield Question("ranges", path(f"{a.name}.csv", ("limit", 20)), headers={"Range": "bytes=10-99"})
            yield Question("ranges", path(f"{a.name}.ndjson", ("limit", 20)), headers={"Range": "bytes=-50"})

    def mistakes(self):
        """Query strings that are wrong in one place or in several."""
        for a in self.lists:
            words = ",".join(["x"] * 101)
            name, other = self.some(a.filters, 2)
            column, group = self.random.choice(a.sorts), self.random.choice(a.countable)
            queries = [f"{p}=" for p in a.parameters] + [f"{p}=%00&{p}=b" for p in a.parameters]
            queries += [f"{p}=nothing" for p in a.parameters] + [f"{p}=12" for p in a.parameters if p not in ("limit", "q")]
            queries += [f"{p[:-1]}=1" for p in self.some(a.parameters, 4)] + [f"{p}s=1&{p}x=2" for p in self.some(a.parameters, 4)]
            queries += [f"limit={n}" for n in (0, -1, 1001, "1e3", "+5", "05", "9" * 30, "1,2")] + ["limit=1&limit=2", "%zz=%zz", "=", "&&"]
            queries += [f"cursor={c}" for c in ("x", "WyJ4IiwxLFtdXQ", "WyIiXQ", "%20")]
            queries += [f"sort={column},", f"sort=--{column}", f"sort={column}&sort=-{column}", "sort=title", f"sort={words}",
                        f"fields={words}", "fields=id,id,snippet", f"facets={group},nothing", f"group_by={','.join(a.countable[:2])}",
                        f"group_by={group}&sort={column}", f"group_by={group}&facets={group}&fields=id", f"{name}={words}",
                        f"{name}={'y' * 257}", f"q={'z' * 1001}", f"q={'z+' * 101}", "q=%20", f"{name}=a,,b&{other}=,", f"{name.upper()}=1"]
            queries += [f"from={day}&to={day[:3]}0" for day in DAYS] + ["from=2019&to=2018", "year_min=2020&year_max=2019",
                        "value_min=2&value_max=1", "start_min=2019-02-30", "as_of=2018/2019", "start=2018", "value=nan", "value=1e300",
                        "celac_member=yes", "year=2018.0", "country=XX,Brasil,brazil", "x=1&" * 3000]
            for query in queries:
                yield Question("mistakes", f"/{a.name}?{query}")
            for ending in FILES:
                for query in ("cursor=x", f"facets={group}", "limit=0", "nothing=1", f"group_by={group}&limit=2"):
                    yield Question("mistakes", f"/{a.name}.{ending}?{query}")
        for wrong in ("/nothing", "/trad", "/trade.xml", "/trade/a/b", "//trade", "/%00", "/Trade", "/trade.csv/x", "/facts/trade-2018-total/x"):
            yield Question("mistakes", wrong)

    def again(self):
        """Requests that were made before: both programs answer many of them from memory."""
        for _ in range(3):
            for a in self.lists:
                yield Question("again", path(a.name, self.sorting(a, 1), ("limit", 5)))
                yield Question("again", f"/{a.name}")
                yield Question("again", path(f"{a.name}.csv", ("limit", 5)))

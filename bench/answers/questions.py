"""Requests to lists: filters, orders, pages, counts, columns, words, files."""
import itertools
from collections import namedtuple
from urllib.parse import quote

# `pages`: follow `links.next` over so many pages; 1 for a single answer.
Question = namedtuple("Question", "category path pages method headers", defaults=(1, "GET", {}))
DAYS = ("2009", "2015-06", "2018-12-31", "2019-02-28", "2030", "1900-01-01")
FILES = ("csv", "ndjson", "geojson", "parquet", "xlsx")


def path(name, *pairs):
    """An address with parameters, given as (name, value)."""
    query = "&".join(f"{key}={quote(str(value), safe=',')}" for key, value in pairs)
    return f"/{name}?{query}" if query else f"/{name}"


class Asker:
    """Makes questions about lists with a random generator of its own, so that each category is the same in any selection."""

    def __init__(self, lists, words, random):
        self.lists, self.words, self.random = lists, words, random

    def some(self, things, count):
        return self.random.sample(things, min(count, len(things)))

    def limit(self):
        return ("limit", self.random.choice((1, 3, 10, 25)))

    def condition(self, a):
        """One filter of a list, as parameters."""
        days = [name for name in ("from", "to", "as_of") if name in a.parameters]
        name = self.random.choice([name for name in a.filters if a.values[name]] + days)
        if name in days:
            return [(name, self.random.choice(DAYS))]
        suffix = self.random.choice([s for s in ("", "", "", "_not", "_min", "_max") if name + s in a.parameters])
        count = 1 if suffix in ("_min", "_max") else self.random.choice((1, 1, 2, 3))
        return [(name + suffix, ",".join(self.some(a.values[name], count)))]

    def conditions(self, a, most):
        chosen = {}
        for _ in range(self.random.randint(1, most)):
            chosen.update(self.condition(a))
        return list(chosen.items())

    def sorting(self, a, count):
        signs = (self.random.choice(("", "-")) for _ in itertools.count())
        return ("sort", ",".join(sign + column for sign, column in zip(signs, self.some(a.sorts, count))))

    def filters(self):
        """Every parameter that filters, with single values, several, and null."""
        for a in self.lists:
            for name in a.filters:
                some = a.values[name]
                for suffix in ("", "_not"):
                    lists = [[v] for v in some] + [["null"], some[:1] + ["null"], some[:2], some[2:7], some[:1] * 2]
                    for words in filter(None, lists):
                        yield Question("filter", path(a.name, (name + suffix, ",".join(words)), self.limit()))
                if f"{name}_min" in a.parameters:
                    for value in some:
                        for bound in ("_min", "_max"):
                            yield Question("bound", path(a.name, (name + bound, value), self.limit()))
                    for low, high in itertools.combinations(some[:4], 2):
                        yield Question("bound", path(a.name, (f"{name}_min", low), (f"{name}_max", high), self.limit()))
                for word in self.some(some, 2):
                    yield Question("filter", path(a.name, (name, word.swapcase()), ("limit", 5)))
            for name in ("from", "to", "as_of", "start_min", "end_max", "known_since_min"):
                for day in DAYS if name in a.parameters else ():
                    yield Question("period", path(a.name, (name, day), self.limit()))
            for first, last in itertools.combinations(sorted(DAYS), 2) if "from" in a.parameters else ():
                yield Question("period", path(a.name, ("from", first), ("to", last), self.limit()))

    def mixtures(self):
        """Several filters at once, often with an order."""
        for a in self.lists:
            for _ in range(60):
                order = [self.sorting(a, self.random.randint(1, 3))] if self.random.random() < 0.5 else []
                yield Question("several filters", path(a.name, *self.conditions(a, 4), *order, self.limit()))

    def orders(self):
        for a in self.lists:
            for sign, column in itertools.product(("", "-"), a.sorts):
                yield Question("sort", path(a.name, ("sort", sign + column), ("limit", 50)))
                yield Question("sort", path(a.name, *self.conditions(a, 1), ("sort", sign + column), ("limit", 20)))
            for count in (2, 3) * 6 + (len(a.sorts),):
                yield Question("sort", path(a.name, self.sorting(a, count), ("limit", 30)))
            twice = self.some(a.sorts, 1)[0]
            yield Question("sort", path(a.name, ("sort", f"{twice},-{twice}"), ("limit", 30)))

    def pages(self):
        """Walks from page to page, to the end where the list is not too long for its limit."""
        for a in self.lists:
            limits = [n for n in (1, 7, 100, 1000) if a.total / n < 300]
            for limit in limits:
                yield Question("pages", path(a.name, ("limit", limit)), 400)
            yield Question("pages", path(a.name), 20)
            for _ in range(6):
                order = self.sorting(a, self.random.randint(1, 3))
                yield Question("pages", path(a.name, order, ("limit", self.random.choice(limits))), 400)
                query = self.conditions(a, 2)
                yield Question("pages", path(a.name, *query, order, ("limit", self.random.choice((2, 9, 40)))), 40)
                yield Question("pages", path(a.name, *query, ("limit", self.random.choice((2, 9, 40)))), 40)

    def groups(self):
        for a in self.lists:
            columns = [[c] for c in a.countable] + [self.some(a.countable, n) for n in (2, 3) * 8]
            for chosen in columns:
                by = ("by", ",".join(chosen))
                yield Question("groups", path(f"{a.name}/groups", by), 3)
                yield Question("groups", path(f"{a.name}/groups", *self.conditions(a, 2), by, ("limit", 7)), 20)
            for chosen in columns[::4]:
                yield Question("groups", path(f"{a.name}/groups", ("by", ",".join(chosen)), ("limit", 1000)), 30)

    def facets(self):
        for a in self.lists:
            for chosen in [[c] for c in a.countable] + [a.countable] + [self.some(a.countable, 3) for _ in range(4)]:
                facets = ("facets", ",".join(chosen))
                yield Question("facets", path(a.name, facets, ("limit", 1)))
                yield Question("facets", path(a.name, *self.conditions(a, 2), facets, ("limit", 4)), 2)

    def columns(self):
        for a in self.lists:
            for count in (1, 2, 4, len(a.fields)):
                fields = ("fields", ",".join(self.some(a.fields, count)))
                yield Question("fields", path(a.name, fields, ("limit", 20)))
                yield Question("fields", path(a.name, *self.conditions(a, 1), fields, self.sorting(a, 1)), 2)
            for column in a.fields:
                yield Question("fields", path(a.name, ("fields", column), ("limit", 200)))
            for language in a.languages:
                yield Question("lang", path(a.name, ("lang", language), *self.conditions(a, 1), ("limit", 20)), 2)
                yield Question("lang", path(a.name, ("lang", language), ("q", self.random.choice(self.words)), self.limit()))

    def texts(self):
        """What people type into a search box."""
        one, two = self.random.choice, lambda: " ".join(self.some(self.words, 2))
        yield from (one(self.words) for _ in range(6))
        yield from (one(self.words)[:self.random.randint(1, 4)] for _ in range(4))
        yield from (one(self.words).upper() + " ", f'"{one(self.words)}"', two(), f'"{two()}"', f"{two()}*", "")
        yield from ('"free trade" peru', "Bárcena", "barcena", "中国", "中", "América", "a", "x-y", "!?", "zzzzqqq", "2018", '"unclosed')

    def searches(self):
        for a in self.lists:
            for text in filter(None, self.texts()):
                q = ("q", text)
                yield Question("q", path(a.name, q, ("limit", 1000)), 10)
                yield Question("q, sorted", path(a.name, q, self.sorting(a, 1), ("limit", 20)), 3)
            for text in self.some(self.words, 3):
                q = ("q", text[:self.random.randint(3, 8)])
                yield Question("q", path(a.name, q, ("limit", 9)), 400)
                yield Question("q", path(a.name, q, *self.conditions(a, 1), ("fields", "id,snippet"), ("limit", 1000)), 10)
                yield Question("q, sorted", path(a.name, q, self.sorting(a, 1), ("fields", "snippet")))
                yield Question("q, counted", path(f"{a.name}/groups", q, ("by", self.random.choice(a.countable))))
                yield Question("q, counted", path(a.name, q, ("facets", ",".join(self.some(a.countable, 3))), ("limit", 1000)))

    def files(self):
        for a in self.lists:
            for ending in FILES:
                name, few = f"{a.name}.{ending}", ("limit", 400)
                whole = ending != "xlsx" or a.total <= 2000
                yield Question(ending, path(name, *([] if whole else [few])))
                for _ in range(3):
                    yield Question(ending, path(name, *self.conditions(a, 2), few))
                    yield Question(ending, path(name, self.sorting(a, 2), few))
                yield Question(ending, path(name, ("fields", ",".join(self.some(a.fields, 4))), few))
                yield Question(ending, path(name, ("q", self.random.choice(self.words)), self.sorting(a, 1), few))
                yield Question(ending, path(name, ("q", self.random.choice(self.words))))
                yield Question(ending, path(f"{a.name}/groups.{ending}", ("by", ",".join(self.some(a.countable, 2)))))
                if "as_of" in a.parameters:
                    yield Question(ending, path(name, ("as_of", "2019"), few))

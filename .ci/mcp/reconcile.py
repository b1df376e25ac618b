"""Reconcile a column of names and hold every answer to the protocol's published schemas."""

import csv
import json
import pathlib
import sys
import urllib.parse
import urllib.request

from jsonschema import Draft7Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

HERE = pathlib.Path(__file__).parent
NAMES = HERE.parents[1] / "tests" / "fixtures" / "reconcile" / "organizations.csv"
SCHEMAS = {path.stem: json.loads(path.read_text()) for path in (HERE / "reconciliation").glob("*.json")}
# The manifest refers to Swagger's schema for ways to log in, of which there are none here.
SWAGGER = {"definitions": {"securityDefinitions": {"additionalProperties": True}}}


def resource(schema):
    return Resource.from_contents(schema, default_specification=DRAFT7)


REGISTRY = Registry().with_resources(
    [(f"https://reconciliation-api.github.io/specs/0.2/schemas/{name}.json", resource(schema)) for name, schema in SCHEMAS.items()]
    + [("http://swagger.io/v2/schema.json", resource(SWAGGER))]
)


def valid(name, instance):
    """Fail where an answer is not what a schema says."""
    Draft7Validator(SCHEMAS[name], registry=REGISTRY).validate(instance)
    return instance


def ask(url, form=None):
    data = urllib.parse.urlencode(form).encode() if form else None
    with urllib.request.urlopen(urllib.request.Request(url, data)) as answer:
        return json.load(answer)


def main(url):
    manifest = valid("manifest", ask(f"{url}/reconcile"))
    rows = list(csv.reader(NAMES.open()))[1:]
    queries = {f"q{at}": {"query": name, "type": "organizations", "limit": 3} for at, (name, _) in enumerate(rows)}
    valid("reconciliation-query-batch", queries)
    results = valid("reconciliation-result-batch", ask(f"{url}/reconcile", {"queries": json.dumps(queries)}))
    for at, (name, wanted) in enumerate(rows):
        first = results[f"q{at}"]["result"][0]
        certain = "certain" if first["match"] else "likely"
        print(f"{name:55} {first['id']:18} {first['score']:5} {certain}")
        assert (first["id"], first["match"]) == (wanted.rstrip("!"), wanted.endswith("!")), (name, first)
    every = {"c": {"query": "Brasil"}, "p": {"query": "李克强"}, "f": {"query": "trade-2018-exports"}, "n": {"query": "qwxyz"}}
    valid("reconciliation-result-batch", ask(f"{url}/reconcile", {"queries": json.dumps(every)}))
    for what, schema in (("entity", "entities"), ("type", "types"), ("property", "properties")):
        at = manifest["suggest"][what]
        prefix = urllib.parse.urlencode({"prefix": "co"})
        found = valid(f"suggest-{schema}-response", ask(f"{at['service_url']}{at['service_path']}?{prefix}"))
        print(f"suggest {what} co: {', '.join(one['id'] for one in found['result'][:6])}")
        assert found["result"]
    with urllib.request.urlopen(manifest["view"]["url"].replace("{{id}}", "eclac")) as answer:
        assert answer.url == f"{url}/organizations/eclac", answer.url


main(sys.argv[1])

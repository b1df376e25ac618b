"""What OpenAPI cannot say of the contract, said to Schemathesis."""

import re

import schemathesis

# An address that can be cited, for the parameter whose right values are the addresses of this very service.
CITABLE = "/trade?year=2018"
# The same for the parameter that is JSON in a text.
QUERIES = '{"q0": {"query": "CEPAL"}}'
# What may stand beside the two versions of which the differences are asked.
DIFFERENCES = {"from_version", "to_version", "fact", "kind", "change", "limit"}


@schemathesis.hook
def before_load_schema(context, raw_schema):
    """A cursor is right only where `links.next` gave it; the project's own tests follow those. The protocol of tools has its
    own suite."""
    raw_schema["paths"].pop("/mcp")
    for path in raw_schema["paths"].values():
        parameters = path.get("get", {}).get("parameters", [])
        parameters[:] = [one for one in parameters if one.get("$ref") != "#/components/parameters/cursor"]


@schemathesis.hook
def map_case(context, case):
    """Data that is meant to be right is made so."""
    if case.meta.generation.mode.is_positive:
        query = case.query or {}
        if "url" in query:
            query["url"] = CITABLE
        if "queries" in query:
            query["queries"] = QUERIES
        if case.method == "POST" and case.path == "/reconcile":
            case.body = {"queries": QUERIES}
        # Differences are JSON alone, and take a few parameters of the list.
        if case.path == "/changes" and "from_version" in query:
            for name in set(query) - DIFFERENCES:
                query.pop(name)
        elif case.path.startswith("/changes"):
            query.pop("from_version", None)
            query.pop("to_version", None)
        # Only CSV begins with a byte-order mark.
        if "bom" in query and (case.path_parameters or {}).get("format") != "csv":
            query.pop("bom")
        # A lower bound above the upper one is refused; so is a text that is blank or has too many words.
        for name in [name for name in query if name.endswith("_max") or name == "to"]:
            if {"to": "from"}.get(name, name.replace("_max", "_min")) in query:
                query.pop(name)
        if "q" in query and not 0 < len(re.findall(r"[^\W_]+", str(query["q"]))) <= 100:
            query["q"] = "trade"
    return case

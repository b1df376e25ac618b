"""Ask the tools for language models with the official Python client: over HTTP and on standard input, in both revisions."""

import asyncio
import csv
import json
import pathlib
import sys
import urllib.parse

from mcp import Client, StdioServerParameters

QUESTIONS = pathlib.Path(__file__).parents[2] / "tests" / "questions.csv"
TOOLS = {"search", "list", "get", "series", "total", "check", "cite", "describe"}


def told(result):
    """The answer of a tool, which is structured and the same as text."""
    assert not result.is_error, result.content
    assert json.loads(result.content[0].text) == result.structured_content
    return result.structured_content


async def transcript(name, server, mode, version):
    """Ask everything once and print what was answered."""
    async with Client(server, mode=mode) as client:
        assert client.protocol_version == version, client.protocol_version
        print(f"{name}, revision {client.protocol_version}")
        tools = {tool.name for tool in (await client.list_tools()).tools}
        assert TOOLS <= tools, tools
        print("  tools:", ", ".join(sorted(tools)))
        filters = {"year": 2018, "flow": "exports", "measure": "value"}
        table = told(await client.call_tool("list", {"kind": "trade", "filters": filters}))
        row = dict(zip(table["columns"], table["rows"][0]))
        assert row["value"] == 148790000000, row
        print("  list trade 2018 exports:", row["title"], row["value"], row["unit"], row["sources"])
        fact = told(await client.call_tool("get", {"id": row["id"]}))["data"]
        print("  get:", fact["evidence"][0]["quote"])
        nothing = told(await client.call_tool("search", {"q": "lithium"}))
        assert nothing["rows"] == [] and "do not fill in" in nothing["answer"]
        print("  search lithium:", nothing["answer"])
        wrong = await client.call_tool("list", {"kind": "trade", "filters": {"yaer": 2018}})
        assert wrong.is_error and "did you mean `year`" in wrong.content[0].text
        print("  list yaer=2018:", wrong.content[0].text.replace("\n", " | "))
        total = told(await client.call_tool("total", {"kind": "trade", "filters": {**filters, "flow": ["exports", "imports"]}}))
        print("  total of exports and imports 2018:", total["data"]["value"], total["data"]["unit"], total["data"]["facts"])
        checked = told(await client.call_tool("check", {"claims": [f"China's exports to Latin America were ${n} billion in 2018" for n in (148.79, 315)]}))
        verdicts = [claim["verdict"] for claim in checked["data"]]
        assert verdicts == ["supported", "contradicted"], verdicts
        print("  check 148.79 and 315 billion:", *verdicts)
        resource = await client.read_resource("sinolac://facts/trade-2018-exports")
        assert resource.contents[0].mime_type == "text/markdown"
        prompt = await client.get_prompt("fact_check", {"text": "Trade was 315 billion in 2018."})
        assert "315 billion" in prompt.messages[0].content.text


async def questions(url):
    """Every question of the set, by the call that its request stands for."""
    found = nothing = 0
    async with Client(f"{url}/mcp") as client:
        for question in csv.DictReader(QUESTIONS.open()):
            path, _, query = question["request"].partition("?")
            filters = dict(urllib.parse.parse_qsl(query))
            own = {name: filters.pop(name) for name in ("q", "lang") if name in filters}
            call = {"kind": path.strip("/"), **own} | ({"filters": filters} if filters else {})
            table = told(await client.call_tool("list" if filters else "search", call))
            at = table["columns"].index("id") if table["rows"] else 0
            ids = sorted(row[at] for row in table["rows"])
            assert ids == [id for id in question["facts"].split(";") if id], (question, ids)
            found, nothing = found + bool(ids), nothing + ("do not fill in" in table["answer"])
    print(f"{found} questions answered, {nothing} told to have no answer")
    assert (found, nothing) == (40, 20)


async def main(binary, url):
    stdio = StdioServerParameters(command=binary, args=["mcp"])
    for name, server in (("HTTP", f"{url}/mcp"), ("standard input", stdio)):
        for mode, version in (("auto", "2026-07-28"), ("legacy", "2025-11-25")):
            await transcript(name, server, mode, version)
    await questions(url)


asyncio.run(main(*sys.argv[1:]))

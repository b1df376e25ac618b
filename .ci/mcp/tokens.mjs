// How many tokens all tools together take, by two tokenizers: node tokens.mjs http://127.0.0.1:8080
import { getEncoding } from "js-tiktoken";

const MOST = 3000;
const headers = { "content-type": "application/json", accept: "application/json, text/event-stream" };
const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list" });
const answer = await fetch(`${process.argv[2]}/mcp`, { method: "POST", headers, body });
const { tools } = (await answer.json()).result;
const told = JSON.stringify(tools.map(({ name, description, inputSchema }) => ({ name, description, inputSchema })));
for (const name of ["o200k_base", "cl100k_base"]) {
    const tokens = getEncoding(name).encode(told).length;
    console.log(`${name}: ${tools.length} tools are ${tokens} tokens, ${told.length} bytes`);
    if (tokens >= MOST) throw new Error(`more than ${MOST} tokens`);
}

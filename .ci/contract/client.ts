// Ask for the trade of 2018, with the types that openapi-typescript made of the contract.
import type { components, operations } from "./api";

type Trade = components["schemas"]["Trade"];
type Question = NonNullable<operations["list_trade"]["parameters"]["query"]>;
type Answer = operations["list_trade"]["responses"][200]["content"]["application/json"];

// All of Node that is needed, so that its types need not be installed.
declare const process: { argv: string[]; exitCode?: number };

async function listTrade(base: string, question: Question): Promise<Answer> {
  const entries = Object.entries(question).map(([name, value]) => [name, String(value)]);
  const response = await fetch(`${base}/trade?${new URLSearchParams(entries)}`);
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as Answer;
}

const expected: Partial<Record<Trade["flow"], number>> = {
  total: 307400000000,
  exports: 148790000000,
  imports: 158610000000,
};

async function main(base: string): Promise<void> {
  const found = (await listTrade(base, { year: [2018], measure: ["value"], partner: ["LAC"] })).data;
  const figures = Object.fromEntries(found.map((fact) => [fact.flow, fact.value]));
  for (const [flow, value] of Object.entries(expected)) {
    if (figures[flow] !== value) throw new Error(`${flow} is ${figures[flow]}, not ${value}`);
  }
  console.log("typescript:", figures);
}

main(process.argv[2] ?? "").catch((error) => {
  console.error(error);
  process.exitCode = 1;
});

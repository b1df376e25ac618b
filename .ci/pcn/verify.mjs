// Ids of facts are claim ids of Proof-Carrying Numbers: lists are read by its extractor, and sentences whose figures name a
// fact are accepted or not as its policies say.
import assert from "node:assert/strict";
import { ClaimsManager, createDataPointExtractor, processPCNClaims } from "@pcn-js/core";

const url = process.argv[2];
const manager = new ClaimsManager();
const extractor = createDataPointExtractor({ dataKey: "data", claimIdKey: "id", valueKey: "value", dateKey: "date" });
for (const list of ["trade", "investments", "indicators", "funds"]) {
  manager.registerExtractor(list, extractor);
  manager.ingest(list, await (await fetch(`${url}/${list}?limit=1000`)).json());
}
const claims = manager.getAll();
const figures = Object.entries(claims).filter(([, claim]) => typeof claim.value === "number");
assert.ok(figures.length > 50, `${figures.length} figures`);

const isVerified = (html) => {
  const marked = processPCNClaims(html, claims);
  return marked.includes("verified-mark") && !marked.includes("verify-pending") && !marked.includes("needs-verify");
};
const said = [
  [true, '<claim id="trade-2018-total" policy="exact">307400000000</claim>'],
  [true, '<claim id="trade-2018-total" policy="abbr">307.4B</claim>'],
  [true, '<claim id="trade-2018-total" policy="tolerance" tolerance="0.01">308B</claim>'],
  [true, '<claim id="trade-2018-total" policy="year">2018</claim>'],
  [false, '<claim id="trade-2018-total" policy="exact">307400000001</claim>'],
  [false, '<claim id="trade-2018-total" policy="abbr">315B</claim>'],
  [false, '<claim id="trade-2018-total" policy="year">2019</claim>'],
  [false, '<claim id="trade-2018-nothing" policy="exact">307400000000</claim>'],
];
for (const [is, html] of said) {
  assert.equal(isVerified(html), is, processPCNClaims(html, claims));
  console.log(is ? "accepted" : "refused ", html);
}
let every = 0;
for (const [id, { value }] of figures) {
  const more = value + Math.max(1, Math.abs(value) / 10);
  assert.ok(isVerified(`<claim id="${id}" policy="exact">${value}</claim>`), id);
  assert.ok(!isVerified(`<claim id="${id}" policy="exact">${more}</claim>`), id);
  every += 1;
}
console.log(`every figure, ${every} of them: accepted as it is, refused when it is another`);

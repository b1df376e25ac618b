// Draw the outlines of the countries of the region for the map of the start page, from Natural Earth 1:50m (public domain, by
// way of the package world-atlas): npm ci && node make.mjs > ../../src/pages/assets/outline.txt
//
// A line a country: its code, then its outline as the `d` of an SVG path in the units of `src/pages/map.rs`, whose projection
// this is: Lambert's azimuthal equal-area, so that countries are as large as they are.

import { readFileSync } from "node:fs";
import { feature } from "topojson-client";
import { presimplify, simplify } from "topojson-simplify";

const CODES = {
  "032": "ARG", "028": "ATG", "044": "BHS", "084": "BLZ", "068": "BOL", "076": "BRA", "052": "BRB", "152": "CHL", "170": "COL",
  188: "CRI", 192: "CUB", 212: "DMA", 214: "DOM", 218: "ECU", 308: "GRD", 320: "GTM", 328: "GUY", 340: "HND", 332: "HTI",
  388: "JAM", 659: "KNA", 662: "LCA", 484: "MEX", 558: "NIC", 591: "PAN", 604: "PER", 600: "PRY", 222: "SLV", 740: "SUR",
  780: "TTO", 858: "URY", 670: "VCT", 862: "VEN",
};
const [LONGITUDE, LATITUDE, SCALE, LEFT, TOP] = [-78, -12, 560, 372, 462];
/** Triangles of the outline that are smaller than this, in square units, go. */
const LEAST = 1.6;

const radians = (degrees) => (degrees * Math.PI) / 180;

function projected([longitude, latitude]) {
  const [east, north, middle] = [radians(longitude - LONGITUDE), radians(latitude), radians(LATITUDE)];
  const cosine = Math.sin(middle) * Math.sin(north) + Math.cos(middle) * Math.cos(north) * Math.cos(east);
  const factor = Math.sqrt(2 / (1 + cosine)) * SCALE;
  const x = factor * Math.cos(north) * Math.sin(east);
  const y = factor * (Math.cos(middle) * Math.sin(north) - Math.sin(middle) * Math.cos(north) * Math.cos(east));
  return [LEFT + x, TOP - y];
}

const world = JSON.parse(readFileSync(new URL("node_modules/world-atlas/countries-50m.json", import.meta.url)));
const { scale, translate } = world.transform;
const arcs = world.arcs.map((arc) => {
  let [x, y] = [0, 0];
  return arc.map(([dx, dy]) => projected([(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]]));
});
const geometries = world.objects.countries.geometries.filter((geometry) => CODES[geometry.id]);
const flat = { type: "Topology", arcs, objects: { region: { type: "GeometryCollection", geometries } } };
const simple = simplify(presimplify(flat), LEAST);

/** A ring in whole units, each point as the step from the one before; nothing for one that has no area left. */
function ring(points) {
  const whole = points.map(([x, y]) => [Math.round(x), Math.round(y)]);
  const steps = whole.slice(1).map(([x, y], at) => [x - whole[at][0], y - whole[at][1]]).filter(([x, y]) => x || y);
  if (steps.length < 3) return "";
  const path = steps.slice(0, -1).map(([x, y]) => `${x}${y < 0 ? "" : " "}${y}`);
  return `M${whole[0].join(" ")}l${path.join(" ").replaceAll(" -", "-")}z`;
}

const lines = geometries.map((geometry, at) => {
  const shape = feature(simple, simple.objects.region.geometries[at]).geometry;
  const polygons = shape.type === "Polygon" ? [shape.coordinates] : shape.coordinates;
  return `${CODES[geometry.id]} ${polygons.map(([outer]) => ring(outer)).join("")}`;
});
console.log(lines.sort().join("\n"));

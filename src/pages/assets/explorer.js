// What pages do beyond links and forms. Without it they work as well, only with a redirect more.

/** The address that a form asks for: no empty fields, choices of one name joined by commas. */
function asked(form) {
  const fields = new Map();
  for (const [name, value] of new FormData(form)) {
    if (value.trim()) fields.set(name, [...(fields.get(name) ?? []), value.trim()]);
  }
  const pairs = [...fields].map(([name, values]) => `${name}=${encodeURIComponent(values.join(",")).replaceAll("%2C", ",")}`);
  return form.getAttribute("action") + (pairs.length ? `?${pairs.join("&")}` : "");
}

for (const form of document.querySelectorAll("form[data-query], form.find")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    location.assign(asked(form));
  });
}

// An open menu closes when the reader goes elsewhere or presses Escape.
const folds = "details.menu, details.clause";
document.addEventListener("click", (event) => {
  for (const fold of document.querySelectorAll(folds)) if (!fold.contains(event.target)) fold.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const fold = event.target.closest?.(folds);
  if (fold?.open) {
    fold.open = false;
    fold.querySelector("summary").focus();
  }
});

// Whatever can be used elsewhere has a button that copies it.
for (const pre of document.querySelectorAll(".ways pre")) {
  const button = document.createElement("button");
  const name = pre.parentElement.querySelector("h3").textContent;
  button.type = "button";
  button.textContent = document.body.dataset.copy;
  button.setAttribute("aria-label", `${document.body.dataset.copy}: ${name}`);
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(pre.textContent);
    button.textContent = document.body.dataset.copied;
    setTimeout(() => (button.textContent = document.body.dataset.copy), 2000);
  });
  pre.before(button);
}

// Charts: who points at a figure, or reaches it by the arrow keys, is told it; who draws over the years chooses them.
const SVG = "http://www.w3.org/2000/svg";
const shape = (name, attributes = {}, text = "") => {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.textContent = text;
  return element;
};
const box = (rect) => Object.fromEntries(["x", "y", "width", "height"].map((name) => [name, +rect.getAttribute(name)]));

/** A label on a chart: lines of text above a place, all of it in the chart. */
function tip(over, lines, at) {
  const group = shape("g", { class: "tip" });
  const frame = group.appendChild(shape("rect", { rx: 3 }));
  lines.forEach((line, place) => group.append(shape("text", { x: 10, y: 20 + 19 * place, class: `line-${place}` }, line)));
  over.querySelector(".tip")?.remove();
  over.append(group);
  const width = Math.max(...[...group.querySelectorAll("text")].map((text) => text.getComputedTextLength())) + 20;
  frame.setAttribute("width", width);
  frame.setAttribute("height", 19 * lines.length + 10);
  const left = Math.max(2, Math.min(at.x + at.width / 2 - width / 2, over.viewBox.baseVal.width - width - 2));
  group.setAttribute("transform", `translate(${left} ${at.y})`);
}

function pointed(over, label) {
  const links = [...over.querySelectorAll("a")].sort((a, b) => box(a.lastElementChild).y - box(b.lastElementChild).y || box(a.lastElementChild).x - box(b.lastElementChild).x);
  if (links.length === 0) return;
  over.removeAttribute("aria-hidden");
  over.setAttribute("role", "group");
  over.setAttribute("aria-label", label);
  links[0].setAttribute("tabindex", "0");
  links.forEach((link, at) => {
    const text = link.querySelector("title").textContent;
    link.querySelector("title").remove();
    link.setAttribute("aria-label", text);
    const [, period, figure, sources] = /^(.*?)[:：]\s?(.*) \((.*)\)$/.exec(text) ?? [, "", text, ""];
    const show = () => over.querySelector(".brush") ?? tip(over, [period, figure, sources].filter(Boolean), box(link.lastElementChild));
    const hide = () => over.querySelector(".brush") ?? over.querySelector(".tip")?.remove();
    for (const name of ["pointerenter", "focus"]) link.addEventListener(name, show);
    for (const name of ["pointerleave", "blur"]) link.addEventListener(name, hide);
    link.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      const next = links[at + step];
      if (event.key === "Escape") hide();
      if (!next) return;
      event.preventDefault();
      link.setAttribute("tabindex", "-1");
      next.setAttribute("tabindex", "0");
      next.focus();
    });
  });
}

function brushed(over, list) {
  let span, from, range, mark;
  const at = (event) => new DOMPoint(event.clientX, event.clientY).matrixTransform(over.getScreenCTM().inverse());
  const end = () => {
    mark?.remove();
    over.querySelector(".tip")?.remove();
    span = mark = range = undefined;
  };
  over.addEventListener("dragstart", (event) => event.preventDefault());
  over.addEventListener("pointerdown", (event) => {
    const { x, y } = at(event);
    const isIn = ({ x: left, y: top, width, height }) => x >= left && x <= left + width && y >= top && y <= top + height;
    span = event.button === 0 ? [...over.querySelectorAll(".span")].find((rect) => isIn(box(rect))) : undefined;
    from = x;
  });
  over.addEventListener("pointermove", (event) => {
    if (!span || (!mark && Math.abs(at(event).x - from) < 6)) return;
    const place = box(span);
    const [first, last] = [+span.dataset.from, +span.dataset.to];
    const year = (x) => first + ((Math.max(place.x, Math.min(x, place.x + place.width)) - place.x) / place.width) * (last - first);
    const [low, high] = [from, at(event).x].sort((a, b) => a - b).map(year);
    range = [Math.floor(low), Math.max(Math.ceil(high) - 1, Math.floor(low))];
    if (!mark) {
      mark = over.appendChild(shape("rect", { class: "brush" }));
      over.setPointerCapture(event.pointerId);
    }
    const x = (year) => place.x + ((year - first) / (last - first)) * place.width;
    const drawn = { x: x(range[0]), y: place.y, width: x(range[1] + 1) - x(range[0]), height: place.height };
    for (const [name, value] of Object.entries(drawn)) mark.setAttribute(name, value);
    tip(over, [range[0] === range[1] ? `${range[0]}` : `${range[0]} – ${range[1]}`], drawn);
  });
  over.addEventListener("pointerup", () => {
    if (range) location.assign(`${list}${list.includes("?") ? "&" : "?"}from=${range[0]}&to=${range[1]}`);
    end();
  });
  over.addEventListener("pointercancel", end);
  document.addEventListener("keydown", (event) => event.key === "Escape" && end());
}

for (const chart of document.querySelectorAll("figure[data-list]")) {
  for (const over of chart.querySelectorAll(".over")) {
    pointed(over, chart.dataset.label);
    brushed(over, chart.dataset.list);
  }
}

// Suggestions while typing: lists by their names, then countries, people and organizations as the service finds them.
const input = document.querySelector(".find input[type=search]");
const language = document.documentElement.lang.slice(0, 2);
const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const remembered = new Map();

/** The names in a list in which some words are found. */
async function named(list, words) {
  const answer = await fetch(`/${list}?q=${encodeURIComponent(words)}&limit=4`, { headers: { Accept: "application/json" } });
  if (!answer.ok) return [];
  const of = document.querySelector(`.browse a[href^="/${list}"]`)?.textContent ?? "";
  const { data } = await answer.json();
  return data.map((row) => ({ text: row[`name_${language}`] ?? row.name ?? row.name_en, of, href: `/${list}/${row.id}` }));
}

async function suggested(words) {
  if (remembered.has(words)) return remembered.get(words);
  const lists = [...document.querySelectorAll(".browse a")]
    .filter((link) => folded(link.textContent).startsWith(folded(words)))
    .map((link) => ({ text: link.textContent, of: "", href: link.getAttribute("href") }));
  const found = await Promise.all(["countries", "people", "organizations"].map((list) => named(list, words)));
  const all = [...lists, ...found.flat()].slice(0, 8);
  remembered.set(words, all);
  return all;
}

if (input) {
  const box = document.createElement("div");
  box.id = "suggestions";
  box.hidden = true;
  box.setAttribute("role", "listbox");
  box.setAttribute("aria-label", document.body.dataset.suggestions);
  input.after(box);
  for (const [name, value] of [["role", "combobox"], ["aria-controls", box.id], ["aria-autocomplete", "list"], ["aria-expanded", "false"]]) input.setAttribute(name, value);
  const asks = new URLSearchParams(location.search).get("lang");
  const go = (option) => location.assign(option.dataset.href + (asks ? `${option.dataset.href.includes("?") ? "&" : "?"}lang=${asks}` : ""));
  const close = () => {
    box.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (option) => {
    for (const other of box.children) other.setAttribute("aria-selected", String(other === option));
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
  };
  const show = (all) => {
    box.replaceChildren(...all.map(({ text, of, href }, at) => {
      const option = document.createElement("div");
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.id = `suggestion-${at}`;
      option.dataset.href = href;
      option.append(text);
      if (of) option.append(Object.assign(document.createElement("small"), { textContent: of }));
      option.addEventListener("mousedown", (event) => (event.preventDefault(), go(option)));
      return option;
    }));
    box.hidden = all.length === 0;
    input.setAttribute("aria-expanded", String(!box.hidden));
  };
  let last = 0;
  input.addEventListener("input", () => {
    const words = input.value.trim();
    clearTimeout(last);
    if (words.length < 2 && !/\p{Script=Han}/u.test(words)) return close();
    last = setTimeout(async () => {
      const all = await suggested(words);
      if (input.value.trim() === words && document.activeElement === input) show(all);
    }, 120);
  });
  input.addEventListener("keydown", (event) => {
    const options = [...box.children];
    const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (event.key === "Escape") close();
    if (box.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose(options[(at + step + options.length + (at < 0 && step < 0 ? 1 : 0)) % options.length]);
    } else if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      event.stopImmediatePropagation();
      go(options[at]);
    }
  });
  input.addEventListener("blur", close);
}

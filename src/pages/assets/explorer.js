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

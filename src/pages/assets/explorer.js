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

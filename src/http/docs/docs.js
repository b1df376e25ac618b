// The reference: Swagger UI on the service's own contract, with a search for words in operations, which it lacks.

/** All that is searched of an operation: its path, what it says of itself, the names of its parameters. */
function text(tag, operation) {
  const said = ["summary", "description"].map((key) => operation.getIn(["operation", key]) ?? "");
  const parameters = operation.getIn(["operation", "parameters"])?.map((one) => one.get("$ref")?.split("/").pop() ?? "") ?? [];
  return [tag, operation.get("path"), ...said, ...parameters].join(" ").toLowerCase();
}

/** The operations in which every word stands; tags without one are left out. */
function opsFilter(tags, phrase) {
  const words = phrase.toLowerCase().split(/\s+/);
  const holds = (tag) => (operation) => words.every((word) => text(tag, operation).includes(word));
  return tags
    .map((tag, name) => tag.update("operations", (operations) => operations.filter(holds(name))))
    .filter((tag) => tag.get("operations").size > 0);
}

/** The search field. While there is something in it, the tags of what is found are open. */
function search({ React }) {
  return function Search({ layoutSelectors, layoutActions, specSelectors }) {
    const sought = layoutSelectors.currentFilter();
    const find = ({ target }) => {
      layoutActions.updateFilter(target.value);
      specSelectors.taggedOperations().forEach((_, tag) => layoutActions.show(["operations-tag", tag], target.value !== ""));
    };
    const field = React.createElement("input", {
      type: "search",
      value: typeof sought === "string" ? sought : "",
      placeholder: "Find by words: trade groups, csv, country, cite",
      "aria-label": "Find operations by words",
      onChange: find,
    });
    return React.createElement("div", { className: "wrapper search" }, field);
  };
}

window.ui = SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#reference",
  plugins: [(system) => ({ fn: { opsFilter }, components: { FilterContainer: search(system) } })],
  deepLinking: true,
  defaultModelsExpandDepth: -1,
  displayRequestDuration: true,
  docExpansion: "none",
  filter: true,
  supportedSubmitMethods: ["get"],
  tryItOutEnabled: true,
  validatorUrl: null,
});

//! `GET /llms.txt`: where a language model should look first (llmstxt.org).

use std::fmt::Write;

use super::App;
use super::answer::Content;
use crate::kinds::served;

/// What it must know before it asks.
const RULES: &str = "\
Rules of use:

- Every fact has its source, paragraph and words in `evidence`. Cite the fact by its address, `/cite.txt?url=/trade?year=2018` says how.
- Where nothing is found the answer says what was searched. Then say that this dataset has no answer: fill in nothing from memory.
- Directions are China's: `exports` go from China to the region. A flow, a stock, a share, a rank and a growth rate are different \
measures, never added up. `qualifier` and `value_low` to `value_high` tell how exact a figure is.
- Derived rows are left out unless `basis=derived` asks for them.
- Every address takes `.md` or `Accept: text/markdown` for a table to read; without it the answer is JSON.
- Unknown parameters are refused with what would be right; `try` is an address that works.
";

/// What stands beside the lists: address and what it is.
const PAGES: [(&str, &str); 7] = [
    ("/kinds", "every list with its columns, filters and words, as JSON"),
    ("/openapi.yaml", "the contract"),
    ("/dataset", "what the dataset covers: counts, countries, years"),
    ("/facts.md?q=lithium", "full-text search over all facts, in English, Spanish, Portuguese and Chinese"),
    ("/cite.txt?url=/facts", "a citation of any answer"),
    (
        "/reconcile",
        "names of countries, organizations and people, in four languages, to their ids (OpenRefine's protocol)",
    ),
    ("/changes.md", "what versions of the dataset changed"),
];

/// The page.
pub fn page(app: &App) -> Content {
    let manifest = &app.store.about.manifest;
    let mut text = format!("# {}\n\n> {}\n\n{RULES}\n## Lists\n\n", manifest.title, manifest.description);
    // Text takes all that is written to it.
    for kind in served() {
        _ = writeln!(text, "- [{0}](/{0}.md): {1}", kind.name, kind.doc);
    }
    text.push_str("\n## More\n\n");
    for (path, doc) in PAGES {
        _ = writeln!(text, "- [{path}]({path}): {doc}");
    }
    text.into()
}

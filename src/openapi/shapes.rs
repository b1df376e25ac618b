//! Schemas of the fixed shapes: what stands around rows, in their lists, and in errors.

use utoipa::openapi::schema::{ArrayBuilder, Object, ObjectBuilder, Type as Json};
use utoipa::openapi::{RefOr, Schema};

use super::schemas::{of, reference, texts};
use crate::check::{MAX_QUOTE_WORDS, MAX_TEXT};

/// Every fixed shape with its name.
pub fn all() -> impl Iterator<Item = (&'static str, Object)> {
    [
        ("Evidence", evidence()),
        ("Related", related()),
        ("Meta", meta()),
        ("ItemMeta", shape("About the answer as a whole.", dataset())),
        (
            "Links",
            shape(
                "Where the answer is, and where the next page.",
                vec![this(), ("next", text("The next page; null on the last.", true))],
            ),
        ),
        ("ItemLinks", shape("Where the answer is.", vec![this()])),
        ("Mistake", mistake()),
        ("Problem", problem()),
    ]
    .into_iter()
}

type Property = (&'static str, RefOr<Schema>);

/// An object that always has all its properties.
fn shape(doc: &str, properties: Vec<Property>) -> Object {
    let object = ObjectBuilder::new().description(Some(doc));
    properties.into_iter().fold(object, |object, (name, schema)| object.property(name, schema).required(name)).build()
}

fn text(doc: &str, nullable: bool) -> RefOr<Schema> {
    of(Json::String, nullable).description(Some(doc)).max_length(Some(MAX_TEXT)).build().into()
}

fn count(doc: &str, least: u32, nullable: bool) -> RefOr<Schema> {
    of(Json::Integer, nullable).description(Some(doc)).minimum(Some(least)).build().into()
}

fn this() -> Property {
    ("self", text("This answer.", false))
}

fn dataset() -> Vec<Property> {
    vec![
        ("dataset_version", text("Calendar version of the dataset.", false)),
        ("license", text("SPDX identifier of the data's licence.", false)),
    ]
}

fn meta() -> Object {
    let counts = vec![
        ("total", count("How many rows match in all.", 0, false)),
        ("limit", count("Most rows that this page may have.", 1, false)),
    ];
    shape("About the answer as a whole.", [counts, dataset()].concat())
}

fn evidence() -> Object {
    let quote = format!(
        "The words that pin the fact, at most {MAX_QUOTE_WORDS}, character for character as printed: the `exact` of a W3C \
         Web Annotation TextQuoteSelector."
    );
    shape(
        "One place in a source text that proves a fact.",
        vec![
            ("source", text("Id of the source.", false)),
            ("paragraph", count("Paragraph, counted from 1 over the non-empty lines of the text.", 1, false)),
            ("quote", text(&quote, false)),
            ("occurrence", count("Which occurrence of the quote in the paragraph is meant, counted from 1.", 1, false)),
            (
                "start",
                count(
                    "Where the quote starts in the whole text, in characters (Unicode code points) counted from 0: the `start` \
                     of a W3C Web Annotation TextPositionSelector. Null until the evidence has been verified.",
                    0,
                    true,
                ),
            ),
            ("end", count("The first character after the quote: the `end` of a TextPositionSelector.", 0, true)),
        ],
    )
}

fn related() -> Object {
    shape(
        "A relation to another fact, as seen from the fact that shows it.",
        vec![
            (
                "relation",
                of(Json::String, false)
                    .description(Some("What this fact does to the other."))
                    .enum_values(Some(["corroborates", "updates", "updated_by", "contradicts", "part_of", "has_part"]))
                    .build()
                    .into(),
            ),
            ("fact", text("Id of the other fact.", false)),
            ("note", text("Why the relation holds.", false)),
            ("known_since", text("Day by which sources had said both.", false)),
        ],
    )
}

fn mistake() -> Object {
    shape(
        "One mistake in a query string.",
        vec![
            ("parameter", text("The parameter, as the request wrote it.", false)),
            ("detail", text("What is wrong.", false)),
            ("allowed", texts("What would be right, where that is a list of words.").into()),
            ("suggestion", text("The word that was probably meant.", true)),
        ],
    )
}

fn problem() -> Object {
    let mut object = shape(
        "An error, as RFC 9457 says.",
        vec![
            ("type", text("What sort of problem it is; `about:blank` where the status says it all.", false)),
            ("title", text("The same for a reader.", false)),
            ("status", count("The HTTP status.", 400, false)),
            ("detail", text("What is wrong with this request and what would be right.", false)),
        ],
    );
    let errors = ArrayBuilder::new().items(reference("Mistake")).description(Some("Every mistake of a query string."));
    object.properties.insert("errors".to_owned(), errors.build().into());
    object
}

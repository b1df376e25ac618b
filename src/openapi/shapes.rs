//! Schemas of the fixed shapes: what stands around rows, in their lists, and in errors.

use utoipa::openapi::schema::{
    AdditionalProperties, ArrayBuilder, Object, ObjectBuilder, OneOfBuilder, SchemaType, Type as JsonType,
};
use utoipa::openapi::{RefOr, Schema};

use super::values::{LINE, Property, address, anything, closed, file_body, integer, of, reference, text, texts};
use crate::limits::{FACET_VALUES, MAX_LIMIT, MAX_LIST, MAX_QUOTE_WORDS, MAX_TEXT};

/// Every fixed shape with its name.
pub fn all() -> impl Iterator<Item = (&'static str, RefOr<Schema>)> {
    let links = vec![this(), ("next", address("The next page; null on the last.", true).into())];
    [
        ("Evidence", evidence().into()),
        ("Related", related().into()),
        ("Meta", meta().into()),
        ("ItemMeta", item_meta().into()),
        ("Links", closed("Where the answer is, and where the next page.", links).into()),
        ("ItemLinks", closed("Where the answer is.", vec![this()]).into()),
        ("Group", group()),
        ("GroupList", group_list().into()),
        ("Facet", facet().into()),
        ("Facets", facets()),
        ("Geometry", geometry()),
        ("Citation", citation().into()),
        ("Mistake", mistake().into()),
        ("Problem", problem().into()),
    ]
    .into_iter()
}

fn line(doc: &str) -> RefOr<Schema> {
    text(doc, false).into()
}

fn count(doc: &str, least: u32, nullable: bool) -> RefOr<Schema> {
    integer(nullable).description(Some(doc)).minimum(Some(least)).maximum(Some(4_294_967_295_u32)).build().into()
}

fn this() -> Property {
    ("self", address("This answer, in its normal form.", false).into())
}

fn dataset() -> Vec<Property> {
    vec![
        ("dataset_version", line("Calendar version of the dataset.")),
        ("license", line("SPDX identifier of the data's licence.")),
    ]
}

fn meta() -> Object {
    let counts = vec![
        ("total", count("How many rows, or groups, there are in all.", 0, false)),
        ("limit", count("Most of them that this page may have.", 1, false)),
    ];
    closed("About the answer as a whole.", [counts, dataset()].concat())
}

fn item_meta() -> Object {
    let mut meta = closed("About the answer as a whole.", dataset());
    let report = line("Where errors are reported; only where the dataset says it.");
    meta.properties.insert("report_url".to_owned(), report);
    meta
}

fn evidence() -> Object {
    let quote = format!(
        "The words that pin the fact, at most {MAX_QUOTE_WORDS}, character for character as printed: the `exact` of a W3C \
         Web Annotation TextQuoteSelector."
    );
    let start = "Where the quote starts in the whole text, in characters (Unicode code points) counted from 0: the `start` \
                 of a W3C Web Annotation TextPositionSelector. Null until the evidence has been verified.";
    let words = "Where the words can be read: the address of the source, with a text fragment (`#:~:text=`) where it is a web \
                 page, by which a browser goes to the words and marks them. Null where the source has no address.";
    closed(
        "One place in a source text that proves a fact.",
        vec![
            ("source", line("Id of the source.")),
            ("paragraph", count("Paragraph, counted from 1 over the non-empty lines of the text.", 1, false)),
            ("quote", line(&quote)),
            ("occurrence", count("Which occurrence of the quote in the paragraph is meant, counted from 1.", 1, false)),
            ("start", count(start, 0, true)),
            ("end", count("The first character after the quote: the `end` of a TextPositionSelector.", 0, true)),
            ("url", address(words, true).into()),
        ],
    )
}

fn related() -> Object {
    let relations = ["corroborates", "updates", "updated_by", "contradicts", "part_of", "has_part"];
    let relation =
        of(JsonType::String, false).description(Some("What this fact does to the other.")).enum_values(Some(relations));
    closed(
        "A relation to another fact, as seen from the fact that shows it.",
        vec![
            ("relation", relation.build().into()),
            ("fact", line("Id of the other fact.")),
            ("note", line("Why the relation holds.")),
            ("known_since", line("Day by which sources had said both.")),
        ],
    )
}

/// One group: a value for each column grouped by, and the count.
fn group() -> RefOr<Schema> {
    ObjectBuilder::new()
        .description(Some("One group: the value of each column that `group_by` names, null for rows without one, and the number of rows."))
        .property("count", count("How many rows the group has.", 1, false))
        .required("count")
        .additional_properties(Some(value("The value of a column that `group_by` names.")))
        .build()
        .into()
}

fn value(doc: &str) -> Schema {
    let types = vec![JsonType::String, JsonType::Number, JsonType::Null];
    ObjectBuilder::new()
        .schema_type(SchemaType::Array(types))
        .description(Some(doc))
        .max_length(Some(MAX_TEXT))
        .pattern(Some(LINE))
        .build()
        .into()
}

fn group_list() -> Object {
    let groups = ArrayBuilder::new()
        .items(reference("Group"))
        .max_items(Some(MAX_LIMIT as usize))
        .description(Some("The groups, the largest first."));
    closed(
        "One page of groups in its envelope.",
        vec![("data", groups.build().into()), ("meta", reference("Meta")), ("links", reference("Links"))],
    )
}

fn facet() -> Object {
    let entry = closed(
        "A value and how many rows have it.",
        vec![
            ("value", value("The value; null for rows without one.").into()),
            ("count", count("How many rows have it.", 1, false)),
        ],
    );
    let values = ArrayBuilder::new()
        .items(entry)
        .max_items(Some(FACET_VALUES as usize))
        .description(Some("The most frequent values."));
    closed(
        "The values of a column over all matching rows.",
        vec![("total", count("How many different values there are.", 0, false)), ("values", values.build().into())],
    )
}

fn facets() -> RefOr<Schema> {
    ObjectBuilder::new()
        .description(Some(
            "A facet for each column that `facets` names; only on the first page of an answer that was asked for them.",
        ))
        .additional_properties(Some(AdditionalProperties::RefOr(reference("Facet"))))
        .build()
        .into()
}

/// A point, several, or nothing.
fn geometry() -> RefOr<Schema> {
    let position = || {
        let degrees = of(JsonType::Number, false).minimum(Some(-180)).maximum(Some(180));
        ArrayBuilder::new()
            .items(degrees)
            .min_items(Some(2))
            .max_items(Some(2))
            .description(Some("Longitude, latitude."))
    };
    let of_type = |name: &'static str, coordinates: RefOr<Schema>| {
        let kind = of(JsonType::String, false).enum_values(Some([name])).build().into();
        closed("A geometry, RFC 7946.", vec![("type", kind), ("coordinates", coordinates)])
    };
    let points = ArrayBuilder::new().items(position()).max_items(Some(MAX_LIST)).build().into();
    let either = OneOfBuilder::new()
        .item(of_type("Point", position().build().into()))
        .item(of_type("MultiPoint", points))
        .item(of(JsonType::Null, false))
        .build();
    Schema::from(either).into()
}

fn citation() -> Object {
    let items = ArrayBuilder::new().items(anything("An item.")).max_items(Some(MAX_LIST));
    closed(
        "A citation in four forms.",
        vec![
            ("text", file_body("text/plain", false)),
            ("bibtex", file_body("application/x-bibtex", false)),
            ("ris", file_body("application/x-research-info-systems", false)),
            ("csl", items.description(Some("CSL-JSON: the dataset, then each source.")).build().into()),
        ],
    )
}

fn mistake() -> Object {
    closed(
        "One mistake in a query string.",
        vec![
            ("parameter", line("The parameter, as the request wrote it.")),
            ("detail", line("What is wrong.")),
            ("allowed", texts("What would be right, where that is a list of words.").into()),
            ("suggestion", text("The word that was probably meant.", true).into()),
        ],
    )
}

fn problem() -> Object {
    let mut object = closed(
        "An error, as RFC 9457 says.",
        vec![
            ("type", line("What sort of problem it is; `about:blank` where the status says it all.")),
            ("title", line("The same for a reader.")),
            (
                "status",
                integer(false)
                    .description(Some("The HTTP status."))
                    .minimum(Some(400))
                    .maximum(Some(599))
                    .build()
                    .into(),
            ),
            ("detail", line("What is wrong with this request and what would be right.")),
        ],
    );
    let errors = ArrayBuilder::new()
        .items(reference("Mistake"))
        .max_items(Some(MAX_LIST))
        .description(Some("Every mistake of a query string."));
    object.properties.insert("errors".to_owned(), errors.build().into());
    object
}

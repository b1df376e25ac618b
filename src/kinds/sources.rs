//! The documents that facts were read in.

use super::common::{REFERENCE_HEAD, REFERENCE_TAIL};
use crate::model::{Broken, Column, Kind, Record, Role};

/// The declaration of `sources`.
pub static SOURCES: Kind = Kind {
    name: "sources",
    singular: "source",
    role: Role::Reference,
    doc: "The documents that facts were read in. Their texts belong to others and are not part of the dataset.",
    head: REFERENCE_HEAD,
    columns: &[
        Column::slug("id", "Permanent identifier.").required().exact().example("cedpr-2020"),
        Column::text("file", "Name of the text file whose paragraphs the evidence counts.").required(),
        Column::text("title", "Title as published.").required(),
        Column::text("author", "Author as published; null when none is named."),
        Column::text("publisher", "Who published it.").required(),
        Column::edtf("published", "Day, month or year of publication, in EDTF.").required(),
        Column::url("url", "Address where it was published; null when it is not on the open web."),
        Column::choice("language", &["en", "es", "pt", "zh"], "ISO 639-1 code of its language.").required().exact(),
        Column::text("licence_note", "Whose work the text is and what that means for its use.").required(),
        Column::text("sha256", "SHA-256 of the text file, in hexadecimal.").required(),
        Column::integer("sentences", "Sentences of the text, as `sinolac verify` counts them; null until it has run.")
            .computed(),
        Column::integer("sentences_pinned", "Sentences pinned by the evidence of at least one fact.").computed(),
        Column::integer(
            "sentences_excused",
            "Sentences listed with a reason why they hold no fact: heading, opinion, background, recommendation, repeat. \
             With those pinned they are all there are.",
        )
        .computed(),
        Column::integer("figures", "Figures and years in the text.").computed(),
        Column::integer(
            "figures_pinned",
            "Figures and years that a fact carries; the rest stand in excused sentences or are excused one by one.",
        )
        .computed(),
        Column::integer("names", "Names of countries, organizations, persons and other things in the text.").computed(),
        Column::integer(
            "names_pinned",
            "Names that a fact carries; the rest stand in excused sentences or are excused one by one.",
        )
        .computed(),
        Column::date("verified", "Day on which these counts were computed; null until then.").computed(),
        Column::text(
            "note",
            "How the bibliographic data were established where the text does not give them; else null.",
        ),
    ],
    tail: REFERENCE_TAIL,
    quantity: &[],
    rules: &[hash_is_whole],
};

fn hash_is_whole(record: &Record) -> Result<(), Broken> {
    let hash = record.text("sha256").unwrap_or_default();
    if hash.len() == 64 && hash.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
        return Ok(());
    }
    Broken::because("sha256", format!("`{hash}` is not a SHA-256; 64 digits 0-9 and a-f would be"))
}

//! The columns that kinds share: those of every fact and of everything that facts refer to. One of them holds the names of
//! rules, which [`crate::derive`] carries out.

use super::rules;
use super::{COUNTRIES, FACTS, ORGANIZATIONS, PEOPLE, SOURCES};
use crate::edtf::SPANS;
use crate::model::{Column, Kind, Rule};

/// The lists of columns before the own columns of a kind of facts; figures have their own.
pub static FACT_HEAD: &[&[Column]] = &[FACT];
/// The lists after the own columns of either.
pub static FACT_TAIL: &[&[Column]] = &[FACT_LAST];
/// The lists before the own columns of a kind that facts refer to.
pub static REFERENCE_HEAD: &[&[Column]] = &[];
/// The lists after them.
pub static REFERENCE_TAIL: &[&[Column]] = &[REFERENCE];

/// The rules that everything keeps.
pub static RULES: &[Rule] = &[rules::id_is_no_path];

/// The rules that every fact keeps.
pub static FACT_RULES: &[Rule] = &[rules::date_has_basis, rules::inferred_is_explained];

/// What the subject of a fact may be.
pub const TOPICS: &[&str] = &[
    "diplomacy",
    "trade",
    "investment",
    "finance",
    "infrastructure",
    "technology",
    "culture",
    "health",
    "security",
    "environment",
    "development",
];

/// The rules by which facts are derived.
///
/// - `trade_balance`: exports minus imports of the same goods, partner and period.
/// - `previous_period`: the value of the same period a year before, from a value and its growth rate.
/// - `implied_share`: trade with a partner as a share of China's trade with the world, from the two values.
pub const DERIVATIONS: &[&str] = &["trade_balance", "previous_period", "implied_share"];

/// Columns of every fact.
pub static FACT: &[Column] = &[
    Column::slug("id", "Permanent lower-case identifier, unique over all kinds and never reused.")
        .required()
        .exact()
        .example("trade-2018-exports"),
    Column::slug("kind", "Singular name of the fact's kind.").computed().exact().example("trade"),
    Column::text("title", "The fact in one line, in our own words, readable alone.").required(),
    Column::date(
        "start",
        "First day of the period that the fact speaks of, computed from `date`; null when the source gives no time. \
         A stock at the end of a year has that day as start and end.",
    )
    .computed()
    .range()
    .example("2018-01-01"),
    Column::date("end", "Last day, inclusive, of the period that the fact speaks of, computed from `date`.")
        .computed()
        .range()
        .example("2018-12-31"),
    Column::edtf(
        "date",
        "The period as the source gives it, in EDTF level 1 (ISO 8601-2): `2018`, `2019-01/2019-11`, `2014-07`, \
         `1994~/1996~`; null when the source gives no time.",
    )
    .example("2018"),
    Column::references(
        "countries",
        "country",
        &COUNTRIES,
        "Countries that the fact is about, other than China, as ISO 3166-1 alpha-3 codes; empty for the region as a whole.",
    )
    .exact()
    .example("BRA"),
    Column::references("organizations", "organization", &ORGANIZATIONS, "Organizations that the fact names.")
        .exact()
        .example("eclac"),
    Column::references("people", "person", &PEOPLE, "Persons that the fact names.").exact().example("li-keqiang"),
    Column::choice("topic", TOPICS, "The subject that the fact belongs to first of all.").required().exact(),
    Column::choice(
        "basis",
        &["stated", "inferred", "derived"],
        "How the fact is known. stated: the text says it; inferred: the text and a step told in `note` say it; \
         derived: computed from other facts.",
    )
    .required()
    .exact(),
    Column::text(
        "note",
        "What a reader must know: a scanning error repaired, an inference, an ambiguity; null when there is nothing.",
    ),
    Column::evidence(
        "evidence",
        "Where the fact was read: source, paragraph (counted from 1 over the non-empty lines of the text), the words \
         that pin it there, character for character as printed, which occurrence of them in the paragraph is meant, where \
         they stand in the text, and the address at which they can be read.",
    )
    .required(),
    Column::references(
        "derived_from",
        "derived_from",
        &FACTS,
        "Facts that a derived fact was computed from; empty for facts that were read.",
    )
    .computed()
    .exact()
    .example("trade-2018-exports"),
    Column::choice("rule", DERIVATIONS, "Rule by which a derived fact was computed; null for facts that were read.")
        .computed()
        .exact(),
    Column::related(
        "related",
        "Facts that stand in a declared relation to this one, with the relation as seen from here and the note that \
         tells why.",
    )
    .computed(),
    Column::date(
        "known_since",
        "Day by which a source had said it: the last day on which its first source can have appeared, or for a derived \
         fact the day by which all its inputs had been said. `as_of` looks at it.",
    )
    .computed()
    .range()
    .example("2020-12-31"),
];

/// Columns of every fact that came in later; they go last, so that readers by position keep working.
pub static FACT_LAST: &[Column] = &[
    Column::integer("year", "The calendar year inside which the whole period lies; null where the period crosses a new year or is not known.")
        .computed()
        .range()
        .example("2018"),
    Column::choice(
        "period",
        SPANS,
        "How long the period is. days: shorter than a month; months: a month or more of one year that is neither one calendar \
         month nor the whole year; years: across a new year; open: without a known beginning or end. Eleven months are never \
         a year.",
    )
    .computed()
    .exact(),
    Column::choice(
        "date_basis",
        &["stated", "inferred", "as_reported"],
        "How the time is known, apart from `basis`, which speaks of the statement itself. stated: the text gives it; inferred: \
         by a step told in `note`; as_reported: a state of affairs of which the text gives no time is as its source knew it \
         when it appeared. Null without a date.",
    )
    .exact(),
    Column::choice(
        "scope",
        &["bilateral", "region", "china", "world"],
        "Who has a side in the fact. bilateral: China and Latin America and the Caribbean; region: Latin America and the \
         Caribbean without a Chinese side; china: China without a Latin American or Caribbean side; world: neither. The last \
         three are context and no relations.",
    )
    .required()
    .later()
    .exact(),
    Column::references("sources", "source", &SOURCES, "Sources in which the fact was read; those of its inputs for a derived fact.")
        .computed()
        .exact()
        .example("cedpr-2020"),
];

/// The kinds of what may be party to something.
pub const PARTIES: &[&Kind] = &[&COUNTRIES, &ORGANIZATIONS];

/// The kinds of what may propose something.
const PROPOSERS: &[&Kind] = &[&COUNTRIES, &ORGANIZATIONS, &PEOPLE, &SOURCES];

/// Who put a proposal forward.
pub const PROPOSED_BY: Column = Column::any_reference(
    "proposed_by",
    PROPOSERS,
    &[],
    "Who put a proposal forward: a person, an organization, a country, or the source itself where its author suggests it. \
     Whatever is proposed has one.",
)
.exact()
.example("cedpr-2020");

/// Columns of everything that facts refer to, after its own.
pub static REFERENCE: &[Column] = &[Column::date(
    "known_since",
    "Day by which a source had named it; null for what needs no source, such as a country.",
)
.computed()
.range()
.hidden()
.example("2020-12-31")];

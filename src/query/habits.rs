//! Parameters that are not there, by the names that people know them under: from the World Bank, `OpenAlex`, UN
//! Comtrade, `PostgREST`, Django, and from guessing.

use super::Param;
use super::mistake::{Mend, Mistake, meant};
use crate::limits::MAX_LIMIT;
use crate::model::{Filter, Kind, Type};
use crate::suggest::suggestion;
use crate::words::Reason;

/// What a habit stands for here.
enum Here {
    /// The first of these parameters that the list has.
    Named(&'static str),
    /// Nothing: to leave it out is right.
    Nothing,
    /// An ending of the path.
    Ending,
    /// Several filters in one, as `name:value`.
    Filters,
}
use Here::{Ending, Filters, Named, Nothing};

/// Names in the form of [`normal`], what they stand for, and the reason that says so.
const HABITS: &[(&str, Here, &str)] = &[
    ("page p offset skip start_index page_number pagenum from_row first after_id", Nothing, "habit.pages"),
    (
        "per_page perpage page_size pagesize rows size count max_results max_records top take n num",
        Named("limit"),
        "habit.limit",
    ),
    ("format f output fmt file_type as download", Ending, "habit.format"),
    ("next token page_token continuation", Named("cursor"), "habit.cursor"),
    ("order order_by orderby sort_by sortby ordering sorting sort_order", Named("sort"), "habit.sort"),
    ("search query s term terms keyword keywords text find like contains full_text", Named("q"), "habit.q"),
    (
        "since after start_date date_from from_date begin date_start period_start start_year year_from from_year \
         begin_date date_min min_date from_publication_date date_gt date_gte starting",
        Named("from"),
        "habit.from",
    ),
    (
        "until before end_date date_to to_date till date_end period_end end_year year_to to_year date_max max_date \
         to_publication_date date_lt date_lte ending",
        Named("to"),
        "habit.to",
    ),
    ("date years time time_period publication_year yr ps date_range when", Named("year"), "habit.year"),
    ("filter filters where", Filters, "habit.filters"),
    (
        "include expand embed populate with mailto api_key apikey key access_token auth pretty indent callback jsonp \
         cb version v api_version sample seed debug verbose include_desc source_id type_code freq freq_code reporter \
         reporter_code r",
        Nothing,
        "habit.nothing",
    ),
    ("select columns cols field props properties attributes only return", Named("fields"), "habit.fields"),
    ("group groupby by aggregate distinct", Named("by facets"), "habit.groups"),
    ("facet aggregations aggs", Named("facets"), "habit.facets"),
    ("language locale hl lng langs", Named("lang language"), "habit.lang"),
    (
        "countrycode country_code country_name iso iso3 iso2 iso_code nation location geo area ref_area economy \
         place_name region_code",
        Named("country id"),
        "habit.country",
    ),
    ("partner_code partners partner_country partner_name partneriso", Named("partner country"), "habit.partner"),
    (
        "org orgs organisation organisations institution company agency body",
        Named("organization"),
        "habit.organization",
    ),
    ("people persons author leader name who", Named("person speaker id"), "habit.person"),
    ("publisher newspaper document doc article", Named("source"), "habit.source"),
    ("subject_area theme category tag tags sector_name", Named("topic type"), "habit.topic"),
    ("cmd cmd_code cmdcode commodity commodity_code goods hs product_code", Named("product"), "habit.product"),
    ("flow_code flowcode rg trade_flow direction", Named("flow direction"), "habit.flow"),
    ("amount figure number usd", Named("value"), "habit.value"),
    ("ids uid uuid slug identifier fact", Named("id"), "habit.id"),
];

/// What stands here for ends of names that compare, and for beginnings.
const ENDS: &[(&str, &str)] = &[
    ("_min", "_gte _gt _ge _from _since _after _greater_than _start _minimum"),
    ("_max", "_lte _lt _le _to _until _before _less_than _end _maximum"),
    ("_not", "_ne _neq _nin _not_in _exclude"),
    ("", "_in _eq _exact _iexact _contains _icontains _like _ilike _is"),
];
const BEGINNINGS: &[(&str, &str)] =
    &[("_min", "min_ minimum_"), ("_max", "max_ maximum_"), ("_not", "not_ exclude_"), ("", "filter_")];

/// Endings of paths by what people call formats.
const FORMATS: &[(&str, &str)] = &[
    ("", "json jsonld xml html htm yaml"),
    (".csv", "csv tsv txt tab"),
    (".ndjson", "ndjson jsonl jsonlines ldjson"),
    (".xlsx", "xlsx xls excel ods xlsm"),
    (".parquet", "parquet feather arrow pq"),
    (".geojson", "geojson kml shp gpkg topojson"),
    (".md", "md markdown mdx"),
];

/// Whether a word is among others that blanks part.
fn is_among(words: &str, word: &str) -> bool {
    words.split(' ').any(|other| other == word)
}

/// The ending of the path under which a format is found, or the one that is nearest to it.
pub fn ending(format: &str) -> Option<&'static str> {
    let format = format.trim_start_matches('.').to_ascii_lowercase();
    FORMATS.iter().find(|(_, names)| is_among(names, &format)).map(|(ending, _)| *ending)
}

/// The mistake of a parameter that a list does not have: what it is called here, else what is spelt alike.
pub fn unknown_parameter(kind: &'static Kind, params: &[Param], name: &str, values: &[String]) -> Mistake {
    let known: Vec<&str> = params.iter().map(|param| param.name.as_str()).collect();
    let value = values.last().map_or("", String::as_str);
    let normal = normal(name);
    let detail = Reason::of("query.unknown");
    let habit = HABITS.iter().find(|(names, ..)| is_among(names, &normal));
    let mistake = if let Some(param) = own(params, kind, &normal).or_else(|| compared(params, kind, &normal)) {
        meant(detail, Some(&param), &known)
    } else if let Some((_, here, sentence)) = habit {
        let (right, mend) = here.mend(params, value);
        let mistake = Mistake { suggestion: right.map(str::to_owned), ..meant(detail, None, &known) };
        return Mistake { allowed: all(&known), ..mistake.explained(Reason::of(sentence), mend).of(name) };
    } else {
        meant(detail, suggestion(&normal, known.iter().copied()), &known)
    };
    let right = mistake.suggestion.clone();
    let pairs = values.iter().filter_map(|value| Some((right.clone()?, value.clone())));
    Mistake {
        allowed: all(&known),
        mend: Mend { pairs: pairs.collect(), ..Mend::default() }.into(),
        ..mistake.of(name)
    }
}

fn all(known: &[&str]) -> Vec<String> {
    known.iter().map(|&name| name.to_owned()).collect()
}

impl Here {
    /// The parameter that is meant, and what stands in place of the habit.
    fn mend(&self, params: &[Param], value: &str) -> (Option<&'static str>, Mend) {
        match self {
            Nothing => (None, Mend::default()),
            Ending => (None, Mend { ending: ending(value), ..Mend::default() }),
            Filters => {
                let pairs = value.split([',', ';', '&']).filter_map(|pair| pair.split_once([':', '=']));
                let pairs = pairs.map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()));
                (None, Mend { pairs: pairs.collect(), ..Mend::default() })
            }
            Named(names) => {
                let found = names.split(' ').find(|name| params.iter().any(|param| param.name == *name));
                let value = match found {
                    Some("limit") => {
                        value.parse::<u32>().map_or_else(|_| String::new(), |rows| rows.clamp(1, MAX_LIMIT).to_string())
                    }
                    _ => value.to_owned(),
                };
                (found, found.filter(|_| !value.is_empty()).map(|name| Mend::pair(name, &value)).unwrap_or_default())
            }
        }
    }
}

/// A name in one form: `startDate`, `start-date` and `start__date` as `start_date`, `page[size]` as `page_size`.
fn normal(name: &str) -> String {
    let mut normal = String::new();
    let mut was_lower = false;
    for c in name.chars().take(40) {
        if c.is_uppercase() && was_lower {
            normal.push('_');
        }
        was_lower = c.is_lowercase();
        if c.is_alphanumeric() { normal.extend(c.to_lowercase()) } else { normal.push('_') }
    }
    normal.split('_').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("_")
}

/// The parameter of that name in another case, of the column of that name, or of its singular.
fn own(params: &[Param], kind: &'static Kind, name: &str) -> Option<String> {
    let has = |name: &str| params.iter().any(|param| param.name == name).then(|| name.to_owned());
    let column = || kind.column(name).filter(|column| column.filter != Filter::None).map(|column| column.param);
    let text = || kind.column(name).filter(|column| column.shown && is_text(column.ty)).map(|_| "q");
    let singular = || {
        name.strip_suffix("ies").map(|stem| format!("{stem}y")).or_else(|| name.strip_suffix('s').map(str::to_owned))
    };
    has(name).or_else(|| has(column()?)).or_else(|| has(text()?)).or_else(|| has(&singular()?))
}

/// The parameter that compares as an end or a beginning of the name says.
fn compared(params: &[Param], kind: &'static Kind, name: &str) -> Option<String> {
    let without =
        |marks: &str, strip: fn(&'_ str, &str) -> Option<String>| marks.split(' ').find_map(|mark| strip(name, mark));
    let end = |(here, marks): &(&'static str, &str)| {
        Some((*here, without(marks, |name, mark| name.strip_suffix(mark).map(str::to_owned))?))
    };
    let beginning = |(here, marks): &(&'static str, &str)| {
        Some((*here, without(marks, |name, mark| name.strip_prefix(mark).map(str::to_owned))?))
    };
    let bases = ENDS.iter().filter_map(end).chain(BEGINNINGS.iter().filter_map(beginning));
    bases.into_iter().find_map(|(here, base)| {
        let habit = || {
            let (_, here, _) = HABITS.iter().find(|(names, ..)| is_among(names, &base))?;
            here.mend(params, "").0.map(str::to_owned)
        };
        let name = format!("{}{here}", own(params, kind, &base).or_else(habit)?);
        params.iter().find(|param| param.name == name).map(|param| param.name.clone())
    })
}

/// True for texts of any words, which `q` looks into.
const fn is_text(ty: Type) -> bool {
    matches!(ty, Type::Text | Type::Texts | Type::Evidence)
}

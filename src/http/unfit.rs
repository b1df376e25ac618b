//! What a query string asks of an address that has it not: of a file what belongs to pages, of a list what belongs to groups.

use super::App;
use super::problem::Problem;
use crate::files::{Format, GROUP_FORMATS};
use crate::model::Kind;
use crate::query::{self, BY, Mend, Mistake, Query};

/// The parameter by which lists gave groups before these had an address of their own.
const GROUP_BY: &str = "group_by";

/// Where the groups are for which a list is asked by [`GROUP_BY`]; their formats are fewer.
pub fn moved(app: &App, kind: &'static Kind, format: Format, text: &str) -> Option<Problem> {
    let location = groups_address(kind, format.suffix(), text)?;
    Some(if GROUP_FORMATS.contains(&format) {
        Problem::moved(format!("groups have an address of their own: {location}"), location)
    } else {
        let detail =
            format!("groups come as JSON, CSV and NDJSON, not as {}; /{}/groups has them", format.name(), kind.name);
        let mistakes = vec![mistake(GROUP_BY, detail)];
        let (vocabulary, hash) = (&app.store.about.vocabulary, &app.store.about.content);
        query::explain(kind, format.suffix(), text, mistakes, vocabulary, hash).into()
    })
}

/// The address of the groups for which a query string asks a list.
pub fn groups_address(kind: &Kind, suffix: &str, text: &str) -> Option<String> {
    let given = || form_urlencoded::parse(text.as_bytes());
    given().find(|(name, _)| name == GROUP_BY)?;
    let renamed = given().map(|(name, value)| (if name == GROUP_BY { BY.into() } else { name }, value));
    let text = form_urlencoded::Serializer::new(String::new()).extend_pairs(renamed).finish();
    Some(format!("/{}/groups{suffix}?{}", kind.name, text.replace("%2C", ",")))
}

/// A file has all its rows at once, so what belongs to pages does not go with it; only CSV has a byte-order mark.
pub fn unfit(query: &Query, format: Format) -> Option<Mistake> {
    if query.bom && format != Format::Csv {
        let mend = Mend { ending: Some(Format::Csv.suffix()), ..Mend::default() };
        let mistake = mistake("bom", format!("belongs to CSV; {}.csv?bom=true would be right", query.path()));
        return Some(Mistake { mend: mend.into(), ..mistake });
    }
    if query.width.is_some() && format != Format::Svg {
        let mend = Mend { ending: Some(Format::Svg.suffix()), ..Mend::default() };
        let mistake = mistake("width", format!("belongs to charts; {}.svg would be right", query.path()));
        return Some(Mistake { mend: mend.into(), ..mistake });
    }
    let wrong = [("cursor", query.cursor.is_some()), ("facets", !query.facets.is_empty())];
    let (name, _) = wrong.into_iter().find(|(_, given)| !format.is_page() && *given)?;
    Some(mistake(name, "belongs to pages; a file has all its rows at once".to_owned()))
}

/// A mistake of a parameter.
pub fn mistake(parameter: &str, detail: String) -> Mistake {
    Mistake { parameter: parameter.to_owned(), detail: detail.into(), ..Mistake::default() }
}

//! Rules that several kinds share.

use super::RESERVED;
use crate::model::{Broken, Record};

/// An id stands in a path, where some words mean something else.
pub fn id_is_no_path(record: &Record) -> Result<(), Broken> {
    match RESERVED.into_iter().find(|word| record.id().eq_ignore_ascii_case(word)) {
        Some(word) => {
            let reason = format!("`{word}` has a meaning of its own in paths; an id that says more would be right");
            Broken::because("id", reason)
        }
        None => Ok(()),
    }
}

/// A figure's value, unit and qualifier stand together or not at all.
pub fn figure_is_complete(record: &Record) -> Result<(), Broken> {
    let missing = ["value", "unit", "qualifier"].into_iter().find(|name| record.get(name).is_null());
    match missing {
        Some(column) => Broken::because(column, "missing; a figure needs value, unit and qualifier"),
        None => Ok(()),
    }
}

/// Where a value may be missing, its unit and qualifier are missing too.
pub fn figure_is_whole(record: &Record) -> Result<(), Broken> {
    let missing = |name: &str| record.get(name).is_null();
    if missing("value") && missing("unit") && missing("qualifier") { Ok(()) } else { figure_is_complete(record) }
}

/// The unit belongs to what the column `measure` says is measured.
pub fn unit_fits_measure(record: &Record) -> Result<(), Broken> {
    let (Some(measure), Some(unit)) = (record.text("measure"), record.text("unit")) else { return Ok(()) };
    let right = match measure {
        "growth" | "share" => "percent",
        "rank" => "rank",
        "ratio" => "ratio",
        "enterprises" => "count",
        _ => "USD",
    };
    if unit == right {
        return Ok(());
    }
    Broken::because("unit", format!("a {measure} is counted in {right}, not in {unit}"))
}

/// The organization or country in a column of its own is among those the fact names.
pub fn is_listed(record: &Record, column: &'static str, list: &str) -> Result<(), Broken> {
    match record.text(column) {
        Some(id) if !record.list(list).iter().any(|listed| listed == id) => {
            Broken::because(column, format!("`{id}` is missing from `{list}`"))
        }
        _ => Ok(()),
    }
}

/// A date is there in some way, and only a date is.
pub fn date_has_basis(record: &Record) -> Result<(), Broken> {
    match (record.text("date"), record.text("date_basis")) {
        (Some(_), None) => Broken::because(
            "date_basis",
            "missing; a date is stated by the text, inferred by a step told in `note`, or that of the source (as_reported)",
        ),
        (None, Some(_)) => Broken::because("date_basis", "stands without a date"),
        _ => Ok(()),
    }
}

/// What is inferred, the statement or its time, has a note that tells the step.
pub fn inferred_is_explained(record: &Record) -> Result<(), Broken> {
    let inferred = ["basis", "date_basis"].into_iter().find(|column| record.text(column) == Some("inferred"));
    match inferred {
        Some(column) if record.text("note").is_none() => {
            Broken::because("note", format!("missing; where `{column}` is inferred the note tells the step"))
        }
        _ => Ok(()),
    }
}

/// What is proposed has somebody who proposed it, and nothing else has.
pub fn proposed_by_somebody(record: &Record) -> Result<(), Broken> {
    let is_proposed = record.text("status") == Some("proposed") || record.text("type") == Some("proposal");
    if is_proposed && record.text("proposed_by").is_none() {
        return Broken::because(
            "proposed_by",
            "missing; a proposal has the id of who made it: a person, an organization, a country, or the source",
        );
    }
    Ok(())
}

/// A rank has a subject and a group, a share a whole.
pub fn rank_and_share_are_framed(record: &Record) -> Result<(), Broken> {
    let missing = |column: &str| record.get(column).is_null();
    let is_share = record.text("measure") == Some("share")
        || record.text("indicator").is_some_and(|slug| slug.split('-').any(|word| word == "share"));
    if record.text("unit") == Some("rank") && missing("subject") {
        return Broken::because("subject", "missing; a rank is somebody's: a country's, an organization's, LAC or WLD");
    }
    if record.text("unit") == Some("rank") && missing("among") {
        return Broken::because(
            "among",
            "missing; a rank is taken among something, such as `Latin America's trading partners`",
        );
    }
    if is_share && missing("share_of") {
        return Broken::because(
            "share_of",
            "missing; a share is part of something, such as `China's goods trade with the world`",
        );
    }
    Ok(())
}

/// A figure that the source gives in words, such as `doubled`, is never exact and has the bounds that the words leave; only
/// such a figure states bounds.
pub fn figure_in_words_is_bounded(record: &Record) -> Result<(), Broken> {
    if !record.is_in_words() {
        return Ok(());
    }
    if record.text("qualifier") == Some("exact") {
        return Broken::because("qualifier", "`exact` for a figure in words; about, at_least or up_to would be right");
    }
    match (record.number("value_low"), record.number("value_high"), record.number("value")) {
        (None, None, _) => {
            Broken::because("value_low", "missing; a figure in words has the bounds that its words leave, at least one")
        }
        (Some(low), _, Some(value)) if low > value => {
            Broken::because("value_low", format!("{low} is above the value, {value}"))
        }
        (_, Some(high), Some(value)) if high < value => {
            Broken::because("value_high", format!("{high} is below the value, {value}"))
        }
        _ => Ok(()),
    }
}

/// Where nearly everything has a time, a fact without one says why.
pub fn undated_is_explained(record: &Record) -> Result<(), Broken> {
    if record.text("date").is_none() && record.text("note").is_none() {
        return Broken::because("note", "missing; a fact of this kind without a date tells in a note why it has none");
    }
    Ok(())
}

/// Latitude and longitude stand together and lie on the globe.
pub fn point_is_whole(record: &Record) -> Result<(), Broken> {
    match (record.number("latitude"), record.number("longitude")) {
        (None, Some(_)) => Broken::because("latitude", "missing; a point needs latitude and longitude"),
        (Some(_), None) => Broken::because("longitude", "missing; a point needs latitude and longitude"),
        (Some(latitude), _) if latitude.abs() > 90.0 => {
            Broken::because("latitude", format!("{latitude} is not on the globe; from -90 to 90 would be"))
        }
        (_, Some(longitude)) if longitude.abs() > 180.0 => {
            Broken::because("longitude", format!("{longitude} is not on the globe; from -180 to 180 would be"))
        }
        _ => Ok(()),
    }
}

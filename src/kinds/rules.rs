//! Rules that several kinds share.

use crate::model::{Broken, Record};

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

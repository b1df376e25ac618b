//! The cells of a row: figures with all their digits, dates as dates, evidence to read, links to facts and sources.

use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, Url, Worksheet, XlsxError};
use serde_json::{Map, Value as Json};

use super::columns::width;
use super::words::{MAX_DECIMALS, decimals, is_wrapped, lines, readable};
use crate::model::{Kind, Type};

/// Longest text that a cell holds.
const MAX_CELL: usize = 32_767;
/// Longest address that a link may have.
const MAX_URL: usize = 2_000;
/// Most links that Excel takes on one sheet.
const MAX_LINKS: u32 = 65_530;
/// Most lines that a row is high.
const MAX_LINES: u32 = 4;

/// Writes rows.
pub struct Cells<'a> {
    columns: Vec<(&'static str, Type)>,
    widths: Vec<f64>,
    /// The address at which rows of the kind are found, with a slash at its end; empty where it is not known.
    home: String,
    links: u32,
    formats: Formats,
    names: &'a [&'static str],
}

/// How cells look.
struct Formats {
    top: Format,
    wrapped: Format,
    day: Format,
    plain: Format,
    link: Format,
    wrapped_link: Format,
    /// With so many digits after the point.
    decimals: Vec<Format>,
}

impl Formats {
    fn new() -> Self {
        let top = Format::new().set_align(FormatAlign::Top);
        let number = |digits: usize| match digits {
            // What stands last leaves room before the next column.
            0 => top.clone().set_num_format("#,##0_)"),
            digits => top.clone().set_num_format(format!("#,##0.{}_)", "0".repeat(digits))),
        };
        Self {
            wrapped: wrapped(),
            day: top.clone().set_num_format("yyyy-mm-dd"),
            plain: top.clone().set_num_format("0"),
            link: top.clone().set_hyperlink(),
            wrapped_link: wrapped().set_hyperlink(),
            decimals: (0..=MAX_DECIMALS).map(number).collect(),
            top,
        }
    }
}

/// Text of several lines.
pub fn wrapped() -> Format {
    Format::new().set_align(FormatAlign::Top).set_text_wrap()
}

/// Whether a cell can be a link to an address.
pub fn is_linkable(url: &str) -> bool {
    url.len() <= MAX_URL && (url.starts_with("https://") || url.starts_with("http://"))
}

impl<'a> Cells<'a> {
    /// For rows of a kind in those columns; `base` is the address of the service.
    pub fn new(kind: &'static Kind, names: &'a [&'static str], base: &str) -> Self {
        let ty = |name: &&'static str| (*name, kind.column(name).map_or(Type::Text, |column| column.ty));
        let home = if base.is_empty() { String::new() } else { format!("{base}/{}/", kind.name) };
        let widths = names.iter().map(|name| width(kind, name)).collect();
        Self { widths, columns: names.iter().map(ty).collect(), home, links: 0, formats: Formats::new(), names }
    }

    /// Write a row.
    pub fn row(&mut self, sheet: &mut Worksheet, row: u32, object: &Map<String, Json>) -> Result<(), XlsxError> {
        let is_year = object.get("unit").is_some_and(|unit| unit == "year");
        let tall = self.columns.iter().zip(&self.widths).filter(|((name, ty), _)| is_wrapped(name, *ty));
        let heights = tall.map(|((name, ty), width)| {
            let value = object.get(*name).unwrap_or(&Json::Null);
            lines(&readable(*ty, value), *width)
        });
        if let Some(lines @ 2..) = heights.max() {
            sheet.set_row_height(row, 15 * lines.min(MAX_LINES))?;
        }
        for column in 0..self.columns.len() {
            let value = object.get(self.names[column]).unwrap_or(&Json::Null);
            let place = (row, u16::try_from(column).unwrap_or(u16::MAX));
            self.cell(sheet, place, self.columns[column], value, is_year)?;
        }
        Ok(())
    }

    fn cell(
        &mut self,
        sheet: &mut Worksheet,
        (row, column): (u32, u16),
        (name, ty): (&'static str, Type),
        value: &Json,
        is_year: bool,
    ) -> Result<(), XlsxError> {
        let formats = &self.formats;
        match (ty, value) {
            (_, Json::Null) => return Ok(()),
            (_, Json::Bool(bool)) => sheet.write_boolean_with_format(row, column, *bool, &formats.top)?,
            (_, Json::Number(number)) => {
                let format = match ty {
                    Type::Number if !is_year => &formats.decimals[decimals(&number.to_string())],
                    _ => &formats.plain,
                };
                sheet.write_number_with_format(row, column, number.as_f64().unwrap_or_default(), format)?
            }
            // Excel knows no day before 1900.
            (Type::Date, Json::String(text)) => match ExcelDateTime::parse_from_str(text) {
                Ok(day) => sheet.write_datetime_with_format(row, column, &day, &formats.day)?,
                Err(_) => sheet.write_string_with_format(row, column, text, &formats.top)?,
            },
            (_, other) => {
                let text: String = readable(ty, other).chars().take(MAX_CELL).collect();
                if text.is_empty() {
                    return Ok(());
                }
                let is_wrapped = is_wrapped(name, ty);
                match self.target(name, ty, other) {
                    Some(url) => {
                        self.links += 1;
                        let format = if is_wrapped { &self.formats.wrapped_link } else { &self.formats.link };
                        sheet.write_url_with_format(row, column, Url::new(url).set_text(text), format)?
                    }
                    None if is_wrapped => sheet.write_string_with_format(row, column, text, &formats.wrapped)?,
                    None => sheet.write_string_with_format(row, column, text, &formats.top)?,
                }
            }
        };
        Ok(())
    }

    /// Where a cell leads: an id to its row, evidence to its first words, an address to itself.
    fn target(&self, name: &str, ty: Type, value: &Json) -> Option<String> {
        let url = match (ty, value) {
            (Type::Evidence, entries) => entries[0]["url"].as_str()?.to_owned(),
            (Type::Url, Json::String(url)) => url.clone(),
            (Type::Slug | Type::Code, Json::String(id)) if name == "id" && !self.home.is_empty() => {
                format!("{}{id}", self.home)
            }
            _ => return None,
        };
        (self.links < MAX_LINKS && is_linkable(&url)).then_some(url)
    }
}

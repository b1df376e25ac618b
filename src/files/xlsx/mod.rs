//! Rows as a spreadsheet that a person would make: one sheet of rows, one of column descriptions, one with the citation.

mod awaited;
mod cells;
mod columns;
mod words;

use std::any::Any;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::sync::Arc;

use futures_util::FutureExt;
use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Format, FormatAlign, Url, Workbook, Worksheet, XlsxError};
use serde_json::{Map, Value as Json};

use self::awaited::Awaited;
use self::cells::Cells;
use self::columns::{ordered, width};
use crate::cite::Citation;
use crate::limits::MAX_LIMIT;
use crate::query::Query;
use crate::render::lines::Line;
use crate::store::{Error, Store};

/// Rows up to which the sheet of rows is made in memory, where each takes some kilobytes; one of more goes through a temporary
/// file.
const SMALL: u64 = MAX_LIMIT as u64;

/// The spreadsheet of the rows that a query finds; `base` is the address of the service, for links to it.
pub async fn write(
    store: &Arc<Store>,
    query: &Query,
    address: &str,
    base: &str,
    place: impl Send + 'static,
) -> Result<Vec<u8>, Error> {
    let mut workbook = Workbook::new();
    let manifest = &store.about.manifest;
    // The day of the release instead of the moment of writing: the same rows are the same bytes, as their ETag says.
    if let Ok(released) = ExcelDateTime::parse_from_str(&manifest.released) {
        let properties = DocProperties::new().set_title(&manifest.title).set_creation_datetime(&released);
        workbook.set_properties(&properties);
    }
    let head = Format::new().set_bold().set_background_color(Color::RGB(0x00E7_ECF2)).set_align(FormatAlign::Top);
    let is_small = store.total(query).await?.min(query.limit.map_or(u64::MAX, u64::from)) <= SMALL;
    let sheet = if is_small {
        workbook.add_worksheet()
    } else {
        workbook.add_worksheet_with_constant_memory().map_err(failed)?
    };
    let written = AssertUnwindSafe(rows(store, query, (sheet, is_small), &head, base)).catch_unwind().await;
    written.unwrap_or_else(|panic| Err(full(panic)))?;
    describe(query, workbook.add_worksheet(), &head).map_err(failed)?;
    let citation = Citation::of(store, query, address, base).await?;
    cite(&citation, workbook.add_worksheet(), &head).map_err(failed)?;
    // The library compresses all of it at once, in a thread of its own, which ends soon after this future is given up.
    let asker = Arc::new(());
    let mut file = Awaited::by(&asker);
    let saved = tokio::task::spawn_blocking(move || {
        let _place = place;
        workbook.save_to_writer(&mut file).map(|()| file.bytes)
    });
    let saved = saved.await;
    drop(asker);
    saved.map_err(|panic| Error::Failed(panic.to_string()))?.map_err(failed)
}

async fn rows(
    store: &Arc<Store>,
    query: &Query,
    (sheet, is_small): (&mut Worksheet, bool),
    head: &Format,
    base: &str,
) -> Result<(), Error> {
    let names = ordered(query);
    begin(query, sheet, head, &names).map_err(failed)?;
    let mut cells = Cells::new(query.kind, &names, base);
    let mut export = store.export(query.clone(), Line::Json).await?;
    let mut row = 1;
    while let Some(lines) = export.next().await? {
        for line in lines.lines() {
            let object: Map<String, Json> = serde_json::from_str(line).unwrap_or_default();
            cells.row(sheet, row, &object).map_err(failed)?;
            row += 1;
        }
    }
    // Where rows go through a file, the library writes the last one again, without its cells, where that has a height of its
    // own; with a row of nothing after it, that is not the last one. A header alone has none.
    if row > 1 && !is_small {
        sheet.write_blank(row, 0, &Format::new()).map_err(failed)?;
    }
    let last = u16::try_from(names.len().saturating_sub(1)).unwrap_or(u16::MAX);
    sheet.autofilter(0, 0, row - 1, last).map(|_| ()).map_err(failed)
}

/// What stands before the rows: the header that stays in sight, and how a printer takes the sheet.
fn begin(query: &Query, sheet: &mut Worksheet, head: &Format, names: &[&str]) -> Result<(), XlsxError> {
    sheet.set_name(query.kind.name)?.set_freeze_panes(1, 1)?;
    sheet.set_landscape().set_repeat_rows(0, 0)?.set_repeat_columns(0, 0)?;
    for (column, name) in (0..).zip(names) {
        sheet.set_column_width(column, width(query.kind, name))?;
        sheet.write_string_with_format(0, column, *name, head)?;
    }
    Ok(())
}

/// What it means that the library panicked: it knows no other way to say that its file cannot be written.
fn full(panic: Box<dyn Any + Send>) -> Error {
    match panic.downcast::<String>() {
        Ok(told) if told.contains("write to xml file") => Error::NoFile(*told),
        Ok(told) => resume_unwind(told),
        Err(panic) => resume_unwind(panic),
    }
}

fn failed(error: XlsxError) -> Error {
    match error {
        XlsxError::TempFileError(..) | XlsxError::IoError(_) => Error::NoFile(error.to_string()),
        error => Error::Failed(format!("the spreadsheet cannot be made: {error}")),
    }
}

fn describe(query: &Query, sheet: &mut Worksheet, head: &Format) -> Result<(), XlsxError> {
    sheet.set_name("columns")?.set_freeze_panes(1, 1)?;
    for (column, (title, width)) in (0..).zip([("column", 20.0), ("type", 15.0), ("meaning", 110.0)]) {
        sheet.set_column_width(column, width)?.write_string_with_format(0, column, title, head)?;
    }
    let (top, wrapped) = (Format::new().set_align(FormatAlign::Top), cells::wrapped());
    let shown = ordered(query);
    let columns = shown.iter().filter_map(|name| query.kind.column(name));
    for (row, column) in (1..).zip(columns) {
        sheet
            .write_string_with_format(row, 0, column.name, &top)?
            .write_string_with_format(row, 1, column.ty.name(), &top)?
            .write_string_with_format(row, 2, column.doc, &wrapped)?;
    }
    Ok(())
}

fn cite(citation: &Citation, sheet: &mut Worksheet, head: &Format) -> Result<(), XlsxError> {
    let wrapped = cells::wrapped();
    sheet.set_name("citation")?.set_column_width(0, 130.0)?;
    sheet.write_string_with_format(0, 0, "How to cite these rows", head)?;
    sheet.write_string_with_format(1, 0, citation.text(), &wrapped)?;
    sheet.write_string_with_format(3, 0, "Sources behind them", head)?;
    for (row, source) in (4..).zip(&citation.sources) {
        match source.url.as_deref().filter(|url| cells::is_linkable(url)) {
            Some(url) => sheet.write_url(row, 0, Url::new(url).set_text(source.reference()))?,
            None => sheet.write_string_with_format(row, 0, source.reference(), &wrapped)?,
        };
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::panic::catch_unwind;

    use super::*;

    #[test]
    fn a_full_disk_is_no_failure_of_ours_and_another_panic_stays_one() {
        let panic = |text: &'static str| catch_unwind(|| panic!("{text}: full")).unwrap_err();
        assert!(matches!(full(panic("Couldn't write to xml file")), Error::NoFile(_)));
        assert!(catch_unwind(|| full(panic("something else"))).is_err());
    }
}

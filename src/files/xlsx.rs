//! Rows as a spreadsheet: one sheet of rows, one of column descriptions, one with the citation.

use std::sync::Arc;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use serde_json::{Map, Value as Json};

use crate::cite::Citation;
use crate::query::Query;
use crate::render::csv::json_cell;
use crate::render::lines::Line;
use crate::store::{Error, Store};

/// Longest text that a cell of a spreadsheet holds.
const MAX_CELL: usize = 32_767;

/// The spreadsheet of the rows that a query finds.
pub async fn write(store: &Arc<Store>, query: &Query, address: &str) -> Result<Vec<u8>, Error> {
    let mut workbook = Workbook::new();
    // The day of the release instead of the moment of writing: the same rows are the same bytes, as their ETag says.
    if let Ok(released) = ExcelDateTime::parse_from_str(&store.about.manifest.released) {
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&released));
    }
    let bold = Format::new().set_bold();
    rows(store, query, workbook.add_worksheet_with_constant_memory().map_err(failed)?, &bold).await?;
    describe(query, workbook.add_worksheet(), &bold).map_err(failed)?;
    let citation = Citation::of(store, query, address).await?;
    cite(&citation, workbook.add_worksheet(), &bold).map_err(failed)?;
    // The library compresses all of it at once.
    let saved = tokio::task::spawn_blocking(move || workbook.save_to_buffer()).await;
    saved.map_err(|panic| Error::Failed(panic.to_string()))?.map_err(failed)
}

async fn rows(store: &Arc<Store>, query: &Query, sheet: &mut Worksheet, bold: &Format) -> Result<(), Error> {
    sheet.set_name(query.kind.name).map_err(failed)?;
    sheet.set_freeze_panes(1, 0).map_err(failed)?;
    let columns = query.shown();
    for (column, name) in (0..).zip(&columns) {
        sheet.write_string_with_format(0, column, *name, bold).map_err(failed)?;
    }
    let mut export = store.export(query.clone(), Line::Json).await?;
    let mut row = 1;
    while let Some(lines) = export.next().await? {
        for line in lines.lines() {
            let object: Map<String, Json> = serde_json::from_str(line).unwrap_or_default();
            let mut cells = (0..).zip(&columns);
            let written =
                cells.try_for_each(|(column, name)| cell(sheet, row, column, object.get(*name).unwrap_or(&Json::Null)));
            written.map_err(failed)?;
            row += 1;
        }
    }
    Ok(())
}

#[expect(clippy::needless_pass_by_value, reason = "errors are mapped by value")]
fn failed(error: XlsxError) -> Error {
    Error::Failed(format!("the spreadsheet cannot be made: {error}"))
}

fn cell(sheet: &mut Worksheet, row: u32, column: u16, value: &Json) -> Result<(), XlsxError> {
    match value {
        Json::Null => Ok(()),
        Json::Bool(bool) => sheet.write_boolean(row, column, *bool).map(|_| ()),
        Json::Number(number) => sheet.write_number(row, column, number.as_f64().unwrap_or_default()).map(|_| ()),
        other => {
            let text: String = json_cell(other).chars().take(MAX_CELL).collect();
            if text.is_empty() { Ok(()) } else { sheet.write_string(row, column, text).map(|_| ()) }
        }
    }
}

fn describe(query: &Query, sheet: &mut Worksheet, bold: &Format) -> Result<(), XlsxError> {
    sheet.set_name("columns")?;
    for (column, title) in (0..).zip(["column", "type", "meaning"]) {
        sheet.write_string_with_format(0, column, title, bold)?;
    }
    let shown = query.shown();
    let columns = shown.iter().filter_map(|name| query.kind.column(name));
    for (row, column) in (1..).zip(columns) {
        sheet
            .write_string(row, 0, column.name)?
            .write_string(row, 1, column.ty.name())?
            .write_string(row, 2, column.doc)?;
    }
    Ok(())
}

fn cite(citation: &Citation, sheet: &mut Worksheet, bold: &Format) -> Result<(), XlsxError> {
    sheet.set_name("citation")?;
    sheet.write_string_with_format(0, 0, "How to cite these rows", bold)?;
    sheet.write_string(1, 0, citation.text())?;
    sheet.write_string_with_format(3, 0, "Sources behind them", bold)?;
    for (row, source) in (4..).zip(&citation.sources) {
        sheet.write_string(row, 0, source.reference())?;
    }
    Ok(())
}

//! Parquet, opened as its readers do.

use std::collections::BTreeMap;

use ::parquet::basic::{ConvertedType, Repetition, Type as Physical};
use ::parquet::file::reader::{FileReader, SerializedFileReader};
use ::parquet::record::Field;
use jiff::civil::Date;
use serde_json::{Value as Json, json};

use crate::helpers::TestApp;

/// The rows of a Parquet file, each a map from column to value.
fn rows(file: &SerializedFileReader<axum::body::Bytes>) -> Vec<BTreeMap<String, Field>> {
    let rows = file.get_row_iter(None).unwrap();
    rows.map(|row| row.unwrap().get_column_iter().map(|(name, field)| (name.clone(), field.clone())).collect())
        .collect()
}

/// A Parquet value as JSON has it.
fn plain(field: &Field) -> Json {
    match field {
        Field::Null => Json::Null,
        Field::Bool(bool) => json!(bool),
        Field::Long(integer) => json!(integer),
        Field::Double(number) => json!(number),
        Field::Str(text) => json!(text),
        Field::Date(days) => json!((Date::constant(1970, 1, 1) + jiff::Span::new().days(*days)).to_string()),
        Field::ListInternal(list) => list.elements().iter().map(plain).collect(),
        Field::Group(entry) => entry.get_column_iter().map(|(name, field)| (name.clone(), plain(field))).collect(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn parquet_has_the_rows_of_the_json_with_their_types() {
    let app = TestApp::new().await;
    for list in app.lists().await {
        let answer = app.get(&format!("{list}.parquet")).await;
        assert_eq!(answer.header("content-type"), "application/vnd.apache.parquet", "{list}");
        let file = SerializedFileReader::new(answer.bytes).unwrap();
        let expected = app.all(&format!("{list}?limit=1000")).await;
        assert_eq!(usize::try_from(file.metadata().file_metadata().num_rows()).unwrap(), expected.len(), "{list}");
        for (row, expected) in rows(&file).iter().zip(&expected) {
            let expected = expected.as_object().unwrap();
            assert_eq!(row.len(), expected.len(), "{list}");
            for (column, value) in expected {
                let found = plain(&row[column]);
                match value {
                    Json::Number(number) => assert_eq!(found.as_f64(), number.as_f64(), "{list} {column}"),
                    _ => assert_eq!(found, *value, "{list} {column}"),
                }
            }
        }
    }
}

#[tokio::test]
async fn parquet_from_the_tables_has_the_rows_that_it_has_from_rendered_ones() {
    let app = TestApp::new().await;
    let read = async |path: String| rows(&SerializedFileReader::new(app.get(&path).await.bytes).unwrap());
    for list in app.lists().await {
        let (tables, sorted) = (read(format!("{list}.parquet")).await, read(format!("{list}.parquet?sort=id")).await);
        // A row as of a day is rendered, then looked at again; by that day everything had been said.
        let rendered = read(format!("{list}.parquet?as_of=2999-12-31")).await;
        assert!(!tables.is_empty() && tables == rendered, "{list}");
        let rendered = read(format!("{list}.parquet?as_of=2999-12-31&sort=id")).await;
        assert!(sorted == rendered, "{list} sorted");
    }
}

#[tokio::test]
async fn parquet_columns_are_numbers_days_lists_structs_and_text() {
    let app = TestApp::new().await;
    let file = SerializedFileReader::new(app.get("/trade.parquet").await.bytes).unwrap();
    let schema = file.metadata().file_metadata().schema_descr();
    let types: BTreeMap<String, (Physical, ConvertedType, Repetition)> = schema
        .columns()
        .iter()
        .map(|column| {
            (
                column.path().string(),
                (column.physical_type(), column.converted_type(), column.self_type().get_basic_info().repetition()),
            )
        })
        .collect();
    for (column, ty) in [
        ("id", (Physical::BYTE_ARRAY, ConvertedType::UTF8, Repetition::OPTIONAL)),
        ("start", (Physical::INT32, ConvertedType::DATE, Repetition::OPTIONAL)),
        ("value", (Physical::DOUBLE, ConvertedType::NONE, Repetition::OPTIONAL)),
        ("evidence.list.element.source", (Physical::BYTE_ARRAY, ConvertedType::UTF8, Repetition::OPTIONAL)),
        ("evidence.list.element.paragraph", (Physical::INT64, ConvertedType::NONE, Repetition::OPTIONAL)),
        ("related.list.element.known_since", (Physical::INT32, ConvertedType::DATE, Repetition::OPTIONAL)),
        ("countries.list.element", (Physical::BYTE_ARRAY, ConvertedType::UTF8, Repetition::REQUIRED)),
    ] {
        assert_eq!(types.get(column), Some(&ty), "{column}: {types:?}");
    }
    let countries = SerializedFileReader::new(app.get("/countries.parquet").await.bytes).unwrap();
    let member = countries.metadata().file_metadata().schema_descr();
    let member = member.columns().iter().find(|column| column.name() == "celac_member").unwrap().physical_type();
    assert_eq!(member, Physical::BOOLEAN);
}

#[tokio::test]
async fn parquet_takes_filters_fields_order_and_none_at_all() {
    let app = TestApp::new().await;
    let path = "/trade.parquet?measure=value&partner=LAC&sort=-value&fields=value,id,countries&limit=2";
    let file = SerializedFileReader::new(app.get(path).await.bytes).unwrap();
    let found: Vec<Json> = rows(&file).iter().map(|row| row.values().map(plain).collect()).collect();
    let expected = app.get(&path.replace(".parquet", "")).await.json()["data"].clone();
    let expected: Vec<Json> = expected
        .as_array()
        .unwrap()
        .iter()
        .map(|row| json!([row["countries"], row["id"], row["value"].as_f64()]))
        .collect();
    assert_eq!(found, expected);
    let names: Vec<String> =
        file.metadata().file_metadata().schema().get_fields().iter().map(|f| f.name().to_owned()).collect();
    assert_eq!(names, ["value", "id", "countries"]);
    let none = SerializedFileReader::new(app.get("/trade.parquet?year=1800").await.bytes).unwrap();
    assert_eq!(none.metadata().file_metadata().num_rows(), 0);
    assert!(none.metadata().file_metadata().schema().get_fields().len() > 20);
}

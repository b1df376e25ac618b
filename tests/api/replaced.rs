//! A server answers from what it opened, whatever is put in its place; from a file also when that is taken away.

use std::fmt::Write as _;
use std::fs;

use axum::http::StatusCode;
use futures_util::future::join_all;
use http_body_util::BodyExt;
use sinolac::data::Folder;
use sinolac::files::FORMATS;

use crate::engine::Stored;
use crate::helpers::TestApp;

/// More rows than an export reads at once.
const ROWS: usize = 2500;

/// Facts that another mark makes others, under the same ids.
async fn app(mark: usize) -> TestApp {
    let folder = tempfile::tempdir().unwrap();
    for name in ["dataset", "countries", "organizations", "people", "sources"] {
        fs::copy(format!("data/{name}.toml"), folder.path().join(format!("{name}.toml"))).unwrap();
    }
    let mut facts = "id,title,date,countries,organizations,people,topic,basis,note,evidence,value,unit,qualifier,\
                     attributed_to,printed_as,proven_by,flow,measure,product,partner,\
                     subject,among,share_of,date_basis,scope\n"
        .to_owned();
    let evidence = r#""[{""source"":""xinhua-2008"",""paragraph"":1,""quote"":""trade"",""occurrence"":1}]""#;
    for row in 0..ROWS {
        let mixed = (row + mark) * 7919 % ROWS;
        let (note, country) =
            (format!("{}.", format!("word{mark} ").repeat(100).trim()), ["BRA", "CHL", "PER"][mixed % 3]);
        writeln!(
            facts,
            "row-{row},Row {row} of word{mark},{}-01,{country},,,trade,stated,{note},{evidence},{mixed}.5,USD,exact,,,,\
             total,balance,product {mixed},LAC,,,,stated,bilateral",
            1950 + mixed % 60
        )
        .unwrap();
    }
    fs::write(folder.path().join("trade.csv"), facts).unwrap();
    TestApp::on(&Folder::Directory(folder.path().to_owned()), "").await
}

/// Requests of every kind, more than there are connections; many ask for columns that no other one needs.
fn paths() -> Vec<String> {
    let lists =
        ["/trade", "/facts", "/countries", "/sources", "/trade?limit=1000&sort=-value", "/trade?sort=-product,id"];
    let words = ["/trade?q=word1", "/facts?q=row 7&fields=id,snippet", "/sources?q=china", "/trade?q=word2"];
    let groups = ["product", "year", "country,unit", "partner,qualifier", "source"];
    let filters =
        ["value_min=700", "id=row-3,row-1999", "country=CHL&year=1970", "product=product 12", "start_min=1990"];
    let others = ["/trade/row-1234", "/countries/BRA", "/trade/nothing", "/dataset", "/dataset.db", "/kinds", "/"];
    let cited = ["/cite?url=/facts?q=word1", "/cite.txt?url=/trade/row-7"];
    let formats = FORMATS.map(|format| format!("/trade{}?country=PER", format.suffix()));
    let all = ["/trade.csv".to_owned(), "/facts.ndjson?sort=-start".to_owned(), "/trade?facets=topic,flow".to_owned()];
    let plain = lists.into_iter().chain(words).chain(others).chain(cited).map(|path| path.replace(' ', "%20"));
    let groups = groups.into_iter().map(|by| format!("/trade/groups?by={by}"));
    let filters = filters.into_iter().map(|filter| format!("/trade?{}", filter.replace(' ', "%20")));
    plain.chain(groups).chain(filters).chain(formats).chain(all).collect()
}

/// What may happen to a dataset that is served.
#[derive(Debug, Clone, Copy)]
enum Change {
    Replaced,
    Deleted,
}

impl Change {
    /// Do it to what a service reads.
    async fn happen(self, app: &TestApp, other: &TestApp) {
        let file = app.folder.path().join("facts.db");
        match (self, &app.stored) {
            (Self::Replaced, Stored::Postgres(url)) => {
                sinolac::store::seed(other.dataset, url, &|_, _, _| {}).await.unwrap();
            }
            (Self::Replaced, Stored::Sqlite(_)) => {
                let beside = file.with_extension("new");
                fs::copy(other.folder.path().join("facts.db"), &beside).unwrap();
                fs::rename(beside, file).unwrap();
            }
            (Self::Deleted, _) => fs::remove_file(file).unwrap(),
        }
    }
}

#[tokio::test]
async fn what_is_put_in_the_place_of_the_dataset_or_taken_away_changes_no_answer() {
    let (ours, other) = (app(1).await, app(2).await);
    // What becomes of a server whose version is taken away from PostgreSQL is told in tests/postgres.rs.
    let changes = match ours.stored {
        Stored::Sqlite(_) => vec![Change::Replaced, Change::Deleted],
        Stored::Postgres(_) => vec![Change::Replaced],
    };
    let paths = paths();
    for change in changes {
        // Nothing has been asked of it yet: what it reads later, and with which connection, it reads after the change.
        let app = ours.twin().await;
        let begun = ["/trade.csv", "/trade.ndjson?sort=-product", "/dataset.db"];
        let mut responses = Vec::new();
        for path in begun {
            responses.push(app.begin(path).await);
        }
        change.happen(&app, &other).await;
        let found = join_all(paths.iter().map(|path| app.get(path))).await;
        for (path, found) in paths.iter().zip(found) {
            let right = ours.get(path).await;
            assert!(found.status != StatusCode::BAD_REQUEST, "{path}: {}", found.body);
            assert_eq!((found.status, &found.headers), (right.status, &right.headers), "{path}");
            assert!(found.bytes == right.bytes, "{path}");
        }
        for (path, response) in begun.iter().zip(responses) {
            let found = response.into_body().collect().await.unwrap().to_bytes();
            assert!(found == ours.get(path).await.bytes, "{path}, begun before");
        }
    }
}

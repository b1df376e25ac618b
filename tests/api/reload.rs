//! What a cursor of one dataset means on another.

use std::fs;

use axum::http::StatusCode;
use sinolac::data::Folder;

use crate::helpers::TestApp;

#[tokio::test]
async fn a_cursor_of_an_earlier_dataset_is_gone_and_told_where_to_start_again() {
    let folder = tempfile::tempdir().unwrap();
    for entry in fs::read_dir("tests/fixtures/data").unwrap().map(Result::unwrap) {
        fs::copy(entry.path(), folder.path().join(entry.file_name())).unwrap();
    }
    let old = TestApp::on(&Folder::Directory(folder.path().to_owned()), "").await;
    let manifest = folder.path().join("funds.toml");
    let text = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, text.replace("\ntitle = \"", "\ntitle = \"Another: ")).unwrap();
    let new = TestApp::on(&Folder::Directory(folder.path().to_owned()), "").await;
    for (first, start) in
        [("/facts?limit=2", "/facts?limit=2"), ("/facts/groups?by=topic&limit=1", "/facts/groups?by=topic&limit=1")]
    {
        let next = old.get(first).await.json()["links"]["next"].as_str().unwrap().to_owned();
        assert_eq!(old.get(&next).await.status, StatusCode::OK, "{next}");
        let answer = new.get(&next).await;
        assert_eq!(answer.status, StatusCode::GONE, "{}", answer.body);
        assert_eq!(answer.json()["try"], start, "{}", answer.body);
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(new.get(start).await.status, StatusCode::OK);
    }
    // A cursor of another query is a mistake as before.
    let next = old.get("/facts?limit=2").await.json()["links"]["next"].as_str().unwrap().to_owned();
    let other = next.replace("/facts?", "/facts?topic=trade&");
    assert_eq!(new.get(&other).await.status, StatusCode::BAD_REQUEST);
}

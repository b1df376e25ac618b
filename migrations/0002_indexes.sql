-- Made when all rows are there; regenerate with: UPDATE=1 cargo test
create unique index lines_json_id on lines_json (id, kind);

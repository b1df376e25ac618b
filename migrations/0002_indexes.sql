-- Made when all rows are there; regenerate with: UPDATE=1 cargo test
create unique index internal_lines_json_id on internal_lines_json (id, kind);

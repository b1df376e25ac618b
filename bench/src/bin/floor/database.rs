//! The floor's own database: one flat table of the shown columns, and the index that its query wants.

use std::cell::RefCell;
use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::write::{self, Column};

/// The column of the service's tables that its answers do not show.
const HIDDEN: &str = "n";

thread_local! {
    static OPEN: RefCell<Option<Rows>> = const { RefCell::new(None) };
}

/// The rows, and what every answer needs to know of them.
pub struct Rows {
    /// The connection.
    pub connection: Connection,
    /// The columns to show.
    pub columns: Vec<Column>,
    /// Their names joined by commas, as the header of a CSV file.
    pub header: String,
    /// `select ... from rows`.
    pub select: String,
}

/// Copy a kind's rows in their order from a database that `sinolac seed` wrote.
pub fn prepare(seeded: &str, floor: &str, kind: &str) {
    let connection = Connection::open(floor).expect("the floor's file can be made");
    let run = |sql: &str| connection.execute_batch(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
    run("pragma journal_mode = off; pragma synchronous = off;");
    connection.execute("attach ? as seeded", [format!("file:{seeded}?mode=ro")]).expect("the seeded file can be read");
    let mut statement = connection
        .prepare("select name, type from pragma_table_info(?, 'seeded')")
        .expect("the table can be described");
    let all: Vec<(String, String)> = statement
        .query_map([kind], |row| Ok((row.get(0)?, row.get(1)?)))
        .and_then(Iterator::collect)
        .expect("the table can be described");
    let shown: Vec<_> = all.iter().filter(|(name, _)| name != HIDDEN).collect();
    let names: Vec<String> = shown.iter().map(|(name, _)| format!("\"{name}\"")).collect();
    let defined: Vec<String> = shown.iter().map(|(name, ty)| format!("\"{name}\" {ty}")).collect();
    run(&format!("create table rows (n integer primary key, by_year integer, by_country text, {})", defined.join(",")));
    run(&format!(
        "insert into rows select n, year, (select alpha2 from seeded.countries c where c.id = \
         json_extract(k.countries, '$[0]')), {} from seeded.{kind} k where basis <> 'derived' order by n",
        names.join(",")
    ));
    run("create index lookup on rows (by_year, by_country); analyze main;");
}

/// Open them to read, as fast as SQLite can be told to.
pub fn open(path: &Path) -> Rows {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let connection = Connection::open_with_flags(format!("file:{}?immutable=1", path.display()), flags)
        .expect("the floor's database can be opened");
    connection.pragma_update(None, "mmap_size", 1_i64 << 36).expect("memory can be mapped");
    let names = names(&connection);
    let quoted: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    let select = format!("select {} from rows", quoted.join(","));
    Rows { connection, columns: write::columns(&names), header: names.join(","), select }
}

/// Run something with this thread's connection.
pub fn with<T>(path: &Path, work: impl FnOnce(&Rows) -> T) -> T {
    OPEN.with_borrow_mut(|slot| work(slot.get_or_insert_with(|| open(path))))
}

/// The columns to show: all but the three that the floor added to look rows up by.
fn names(connection: &Connection) -> Vec<String> {
    let mut statement = connection.prepare("select name from pragma_table_info('rows')").expect("the table is there");
    let names = statement.query_map([], |row| row.get::<_, String>(0)).expect("the table is there");
    names.filter_map(Result::ok).skip(3).collect()
}

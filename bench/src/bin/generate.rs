//! Write a synthetic dataset in the data folder's CSV form.
//!
//!     generate --output DIR [--rows N] [--kind KIND] [--like-harness small|large] [--from data]
//!     generate --words FROM..TO
//!
//! `--rows` facts (1,000,000 unless told) of all kinds in the mix that `mix` describes, or with `--kind` of one alone;
//! `--like-harness` writes one of the two fixed shapes of `like_harness` instead. `--from` is the folder whose
//! reference files (countries, organizations, people, sources) are copied. `--words` prints the words of those
//! ranks, so that a search can ask for frequent or for rare ones.

use std::path::PathBuf;
use std::process::ExitCode;

use sinolac_bench::folder::Folder;
use sinolac_bench::{like_harness, mix, words};

/// What the command line asks for.
#[derive(Default)]
struct Options {
    output: Option<PathBuf>,
    from: Option<PathBuf>,
    rows: Option<u64>,
    kind: Option<String>,
    shape: Option<String>,
    words: Option<(u32, u32)>,
}

fn main() -> ExitCode {
    match options().and_then(|options| run(&options)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("generate: {reason}");
            ExitCode::FAILURE
        }
    }
}

fn options() -> Result<Options, String> {
    let mut options = Options::default();
    let mut arguments = std::env::args().skip(1);
    while let Some(name) = arguments.next() {
        let value = arguments.next().ok_or(format!("{name} needs a value"))?;
        let wrong = || format!("`{value}` is nothing that {name} takes");
        match name.as_str() {
            "--output" => options.output = Some(value.into()),
            "--from" => options.from = Some(value.into()),
            "--rows" => options.rows = Some(value.parse().map_err(|_| wrong())?),
            "--kind" => options.kind = Some(value),
            "--like-harness" => options.shape = Some(value),
            "--words" => {
                let (from, to) = value.split_once("..").ok_or_else(wrong)?;
                options.words = Some((from.parse().map_err(|_| wrong())?, to.parse().map_err(|_| wrong())?));
            }
            _ => return Err(format!("there is no option {name}")),
        }
    }
    Ok(options)
}

fn run(options: &Options) -> Result<(), String> {
    if let Some((from, to)) = options.words {
        (from..to).for_each(|rank| println!("{}", words::word(rank)));
        return Ok(());
    }
    let output = options.output.as_ref().ok_or("--output DIR is missing")?;
    let from = options.from.clone().unwrap_or_else(|| "data".into());
    let rows = options.rows.unwrap_or(1_000_000);
    if rows == 0 {
        return Err("no rows are no dataset".to_owned());
    }
    let folder = Folder::new(output, &from, "sinolac benchmark");
    let folder = folder.map_err(|error| format!("{} from {}: {error}", output.display(), from.display()))?;
    match options.shape.as_deref() {
        None => mix::write(&folder, rows, options.kind.as_deref()),
        Some("small") => like_harness::small(&folder),
        Some("large") => like_harness::large(&folder, rows),
        Some(other) => return Err(format!("`{other}` is no shape; small or large would be")),
    }
    .map_err(|error| error.to_string())
}

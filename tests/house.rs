//! The floors of the house: `src/lib.rs` lists them, this test holds the modules on them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use regex::Regex;

/// A comment has a blank or nothing before it; the slashes of an address in a text have not.
static COMMENT: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?m)(^|\s)//.*$").unwrap());
/// What a path from elsewhere begins with.
static ROOT: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\b(crate|super(?:::super)*)::").unwrap());

/// The floor of each module: its group between blank lines in `lib.rs`, counted from the ground.
fn floors() -> BTreeMap<String, usize> {
    let text = fs::read_to_string("src/lib.rs").unwrap();
    let groups = text.split("\n\n").enumerate();
    let module = |line: &str| Some(line.strip_prefix("pub mod ")?.strip_suffix(';')?.to_owned());
    groups.flat_map(|(floor, group)| group.lines().filter_map(module).map(move |name| (name, floor))).collect()
}

/// Every Rust file under a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let all = paths.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] });
    all.filter(|path| path.extension().is_some_and(|ending| ending == "rs")).collect()
}

/// The text of a file without its comments and its tests, which may reach anywhere.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let bare = COMMENT.replace_all(&text, "$1");
    bare.split("#[cfg(test)]\nmod tests").next().unwrap().to_owned()
}

/// The names that a path or a list of paths may begin with, as in `a::b` and `{a, b::{c, d}}`.
fn first_names(paths: &str) -> BTreeSet<String> {
    let name =
        |text: &str| text.trim_start().split(|c: char| !c.is_alphanumeric() && c != '_').next().map(str::to_owned);
    let Some(list) = paths.strip_prefix('{') else { return name(paths).into_iter().collect() };
    let (mut names, mut depth, mut next) = (BTreeSet::new(), 1, true);
    for (at, c) in list.char_indices() {
        if next && depth == 1 {
            names.extend(name(&list[at..]));
        }
        next = c == ',' && depth == 1;
        depth = depth + usize::from(c == '{') - usize::from(c == '}');
        if depth == 0 {
            break;
        }
    }
    names
}

/// The modules that code names by a path from the crate's root. `depth` is how many `super` lead there.
fn used(code: &str, depth: usize) -> BTreeSet<String> {
    let climbs = |path: &str| path == "crate" || path.split("::").count() == depth;
    let found = ROOT.captures_iter(code).filter(|found| climbs(&found[1]));
    found.flat_map(|found| first_names(&code[found.get(0).unwrap().end()..])).collect()
}

#[test]
fn a_module_uses_only_what_stands_below_it() {
    let floors = floors();
    let (mut seen, mut wrong) = (0, Vec::new());
    for path in files(Path::new("src")) {
        let within = path.strip_prefix("src").unwrap().with_extension("");
        let mut parts: Vec<&str> = within.iter().map(|part| part.to_str().unwrap()).collect();
        parts.retain(|part| *part != "mod");
        let module = parts[0];
        if ["lib", "main"].contains(&module) {
            continue;
        }
        let floor = floors.get(module).unwrap_or_else(|| panic!("{module} is not in src/lib.rs"));
        for other in used(&code(&path), parts.len()) {
            if let Some(of_other) = floors.get(&other).filter(|_| other != module) {
                seen += 1;
                if of_other >= floor {
                    wrong.push(format!("{}: {module} may not use {other}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "src/lib.rs lists these modules later or in the same group:\n{}", wrong.join("\n"));
    assert!(seen > 100, "only {seen} uses were found, so something was overlooked");
}

#[test]
fn a_use_is_seen_however_it_is_written() {
    let names = |code: &str, depth| used(code, depth).into_iter().collect::<Vec<_>>().join(" ");
    assert_eq!(names("use crate::store::Store; f(crate::hash::sha256(b))", 2), "hash store");
    assert_eq!(names("use crate::{check, data::{Folder, Table},\n    http};", 1), "check data http");
    assert_eq!(names("use super::query; use super::super::cite::Citation;", 1), "query");
    assert_eq!(names("use super::query; use super::super::cite::Citation;", 2), "cite");
}

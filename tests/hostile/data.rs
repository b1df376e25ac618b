//! Data files: any file of a folder changed, and the folder is taken or refused with findings, never with a panic.

use std::fs;
use std::path::Path;

use sinolac::check;
use sinolac::data::Folder;

use crate::dice::Dice;
use crate::mutate::changed;
use crate::{corpus, seeds};

#[test]
fn data_files_drawn_by_chance_are_taken_or_refused_with_findings() {
    let fixture: Vec<_> = fs::read_dir("tests/fixtures/data").unwrap().map(|entry| entry.unwrap().path()).collect();
    let lines = corpus("data");
    let (mut taken, mut refused) = (0, 0);
    for seed in seeds(300) {
        let mut dice = Dice(seed);
        let folder = tempfile::tempdir().unwrap();
        for path in &fixture {
            fs::copy(path, folder.path().join(path.file_name().unwrap())).unwrap();
        }
        let path = folder.path().join(dice.one(&fixture).file_name().unwrap());
        let text = fs::read_to_string(&path).unwrap();
        let changed = if dice.once_in(3) {
            let mut of: Vec<String> = text.lines().map(str::to_owned).collect();
            let at = dice.place(of.len());
            of.insert(at, changed(&mut dice, &lines));
            of.join("\n")
        } else {
            let whole = [text];
            changed(&mut dice, &whole)
        };
        fs::write(&path, changed).unwrap();
        let folder = Folder::Directory(folder.path().to_owned());
        for findings in [check::load(&folder).err(), check::stream(&folder, &|_, _, _| {}).err()] {
            match findings {
                None => taken += 1,
                Some(findings) => {
                    assert!(!findings.is_empty(), "seed {seed}: refused without a reason");
                    refused += 1;
                }
            }
        }
    }
    eprintln!("data: {taken} taken, {refused} refused");
    assert!(
        seeds(300).count() < 100 || taken > 10 && refused > 10,
        "{taken} taken, {refused} refused: too little happens"
    );
}

#[test]
fn data_files_that_are_no_text_are_refused_by_name() {
    for (name, bytes) in [
        ("trade.toml", &b"\xff\xfe\x00[[trade]]"[..]),
        ("trade.csv", b"id,title\n\xff\xff,\x00"),
        ("funds.toml", &[0; 5000]),
    ] {
        let folder = tempfile::tempdir().unwrap();
        copy(folder.path());
        fs::write(folder.path().join(name), bytes).unwrap();
        let findings = check::load(&Folder::Directory(folder.path().to_owned())).err().unwrap_or_default();
        assert!(findings.iter().any(|finding| finding.to_string().contains(name)), "{name}: {findings:?}");
    }
}

fn copy(folder: &Path) {
    for entry in fs::read_dir("tests/fixtures/data").unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, folder.join(path.file_name().unwrap())).unwrap();
    }
}

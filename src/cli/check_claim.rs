//! `sinolac check-claim`: every figure of a draft held against the facts.

use std::io::Read;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;

use super::given::Given;
use crate::claim::{Claim, Verdict};
use crate::factcheck::{Checked, Checker};
use crate::store::Store;
use crate::text::Text;

/// What to check, and against what.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit code: 0 when every figure is supported or imprecise, 1 when one is not or nothing could be checked."
)]
pub struct Options {
    /// A text, a paragraph a line; - for standard input
    file: PathBuf,
    #[command(flatten)]
    given: Given,
}

/// A figure of a draft: its line and column, counted from 1, in characters; its verdict as a line to print.
struct Told {
    verdict: Verdict,
    line: String,
}

/// Print every figure with its place, its verdict and why, then how many there are of each verdict.
pub fn run(options: &Options) -> anyhow::Result<ExitCode> {
    let shown = options.file.display().to_string();
    let text = read(options).with_context(|| format!("{shown} cannot be read"))?;
    super::runtime()?.block_on(async {
        let Some(store) = super::open(&options.given).await? else {
            return Ok(ExitCode::FAILURE);
        };
        let told = check(&store, &shown, &text).await?;
        for figure in &told {
            super::print(&figure.line);
        }
        super::print(&summary(&told));
        let is_sound = told.iter().all(|figure| figure.verdict >= Verdict::Imprecise);
        Ok(if is_sound { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    })
}

fn read(options: &Options) -> std::io::Result<String> {
    if options.file.as_os_str() == "-" {
        let mut text = String::new();
        return std::io::stdin().read_to_string(&mut text).map(|_| text);
    }
    std::fs::read_to_string(&options.file)
}

/// Every figure of a text, sentence by sentence.
async fn check(store: &Store, shown: &str, text: &str) -> anyhow::Result<Vec<Told>> {
    let kept = Checker::default();
    let mut told = Vec::new();
    for paragraph in &Text::of(text).paragraphs {
        for sentence in paragraph.sentences.iter().flat_map(|at| cut(&paragraph.text, at.clone())) {
            let claim = Claim::read(&paragraph.text[sentence.clone()], &store.about.vocabulary);
            let checked = kept.check(store, claim).await?;
            for (number, judged) in checked.judged.iter().enumerate() {
                let at = sentence.start + checked.claim.place(number).start;
                let column = paragraph.text[..at].chars().count() + 1;
                let place = format!("{shown}:{}:{column}", paragraph.line);
                told.push(Told { verdict: judged.verdict, line: line(&place, &checked, number) });
            }
        }
    }
    Ok(told)
}

/// The sentences of what may be in Chinese, where no blank follows a full stop.
fn cut(text: &str, at: std::ops::Range<usize>) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut start = at.start;
    for (end, mark) in text[at.clone()].match_indices(['。', '！', '？']) {
        let end = at.start + end + mark.len();
        found.push(start..end);
        start = end;
    }
    if start < at.end {
        found.push(start..at.end);
    }
    found
}

fn line(place: &str, checked: &Checked, number: usize) -> String {
    let figure = checked.judged.get(number).and_then(|judged| checked.claim.figure(number, judged)).unwrap_or_default();
    let word = |key: &str| figure[key].as_str().unwrap_or_default().to_owned();
    format!("{place}: {}: {}: {}\n", word("verdict"), word("text"), word("reason"))
}

fn summary(told: &[Told]) -> String {
    let all =
        [Verdict::Supported, Verdict::Imprecise, Verdict::Contradicted, Verdict::Incomparable, Verdict::NoEvidence];
    let counts = all.map(|verdict| {
        let count = told.iter().filter(|figure| figure.verdict == verdict).count();
        format!("{count} {}", verdict.word().replace('_', " "))
    });
    format!("{} figures: {}\n", told.len(), counts.join(", "))
}

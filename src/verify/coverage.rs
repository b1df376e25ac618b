//! Nothing of a text left out: every sentence pinned or excused, every figure and name in a fact or excused.

use std::collections::BTreeSet;
use std::ops::Range;

use super::names::{Found, Names, Target, unknown};
use super::report::Row;
use crate::data::{Excuses, Reason};
use crate::dataset::Dataset;
use crate::figure::{Figure, figures};
use crate::kinds::{COUNTRIES, ORGANIZATIONS, PEOPLE};
use crate::model::{Finding, Record, Value};
use crate::text::{Paragraph, Source};

/// The excuses, and which of them were needed.
pub struct Accounts<'a> {
    excuses: &'a Excuses,
    sentences: BTreeSet<usize>,
    mentions: BTreeSet<usize>,
    terms: BTreeSet<usize>,
}

/// A sentence with what accounts for it.
struct Sentence<'a> {
    /// `paragraph 8, sentence 3`
    name: String,
    paragraph: &'a Paragraph,
    at: Range<usize>,
    /// The facts that pin it, each with the place of its quote in the paragraph.
    pins: Vec<(&'a Record, Range<usize>)>,
    excuse: Option<Reason>,
    /// Words of it that are excused one by one, each with its place in the list.
    mentions: Vec<(usize, &'a str)>,
}

impl<'a> Accounts<'a> {
    /// With nothing used yet.
    pub fn new(excuses: &'a Excuses) -> Self {
        Self { excuses, sentences: BTreeSet::new(), mentions: BTreeSet::new(), terms: BTreeSet::new() }
    }

    /// Account for a whole text.
    pub fn source(
        &mut self,
        id: &str,
        source: &Source,
        dataset: &Dataset,
        names: &Names,
        findings: &mut Vec<Finding>,
    ) -> Row {
        let mut row = Row::new(id);
        for (number, paragraph) in (1..).zip(&source.text.paragraphs) {
            let pins = pins(id, number, paragraph, dataset);
            let known = names.find(&paragraph.text);
            self.terms.extend(known.iter().filter_map(|name| name.term));
            for (count, at) in (1..).zip(&paragraph.sentences) {
                let sentence = self.sentence((id, number, count), paragraph, at, &pins, findings);
                let mut say = |what: String| {
                    findings.push(Finding::at(&source.file, paragraph.line, format!("{}: {what}", sentence.name)));
                };
                row.sentence(sentence.pins.is_empty(), sentence.excuse);
                if sentence.pins.is_empty() && sentence.excuse.is_none() {
                    let start: Vec<&str> = paragraph.text[at.clone()].split_whitespace().take(6).collect();
                    say(format!("\"{} ...\" is pinned by no fact and not in coverage.toml", start.join(" ")));
                }
                let figures = figures(&paragraph.text);
                for figure in figures.iter().filter(|figure| at.contains(&figure.at.start)) {
                    if known.iter().any(|name| overlap(&name.at, &figure.at)) {
                        continue; // part of a name, such as "2030 Agenda"
                    }
                    row.figure(self.figure(&sentence, figure, &mut say));
                }
                for name in known.iter().filter(|name| at.contains(&name.at.start) && name.target != Target::Other) {
                    row.name(self.name(&sentence, name, &mut say));
                }
                let heading = sentence.excuse == Some(Reason::Heading);
                let words = unknown(&paragraph.text, at, &known).into_iter().filter(|_| !heading);
                for word in words.filter(|word| !figures.iter().any(|figure| overlap(&figure.at, word))) {
                    row.name(None);
                    say(format!(
                        "\"{}\" looks like a name and is none of the data's, nor a term of coverage.toml",
                        &paragraph.text[word]
                    ));
                }
            }
        }
        row
    }

    /// Gather what accounts for a sentence; an excuse must be about that very sentence and be needed.
    fn sentence<'s>(
        &mut self,
        (id, number, count): (&str, u32, u32),
        paragraph: &'s Paragraph,
        at: &Range<usize>,
        pins: &[(&'s Record, Range<usize>)],
        findings: &mut Vec<Finding>,
    ) -> Sentence<'s>
    where
        'a: 's,
    {
        let excuses: &'a Excuses = self.excuses;
        let pins: Vec<_> = pins.iter().filter(|(_, quote)| overlap(quote, at)).cloned().collect();
        let mut excuse = None;
        let here =
            |source: &str, paragraph: u32, sentence: u32| source == id && paragraph == number && sentence == count;
        for (position, (line, listed)) in excuses.sentences.iter().enumerate() {
            if here(&listed.source, listed.paragraph, listed.sentence) {
                self.sentences.insert(position);
                let mut say = |reason: String| findings.push(Finding::at(&excuses.file, *line, reason));
                if !paragraph.text[at.clone()].starts_with(&listed.starts) {
                    say(format!(
                        "sentence {count} of paragraph {number} of `{id}` does not start with \"{}\"",
                        listed.starts
                    ));
                } else if let Some((fact, _)) = pins.first() {
                    say(format!("`{}` pins this sentence; it needs no excuse", fact.id()));
                } else {
                    excuse = Some(listed.reason);
                }
            }
        }
        let mentions = excuses.mentions.iter().enumerate();
        let mentions = mentions.filter(|(_, (_, listed))| here(&listed.source, listed.paragraph, listed.sentence));
        let mentions = mentions.map(|(position, (_, listed))| (position, listed.text.as_str())).collect();
        Sentence {
            name: format!("paragraph {number}, sentence {count}"),
            paragraph,
            at: at.clone(),
            pins,
            excuse,
            mentions,
        }
    }

    /// Whether a fact carries a figure; `None` when nothing accounts for it.
    fn figure(&mut self, sentence: &Sentence<'_>, figure: &Figure, say: &mut impl FnMut(String)) -> Option<bool> {
        let printed = &sentence.paragraph.text[figure.at.clone()];
        let quoted = sentence.pins.iter().any(|(_, quote)| overlap(quote, &figure.at));
        if quoted || sentence.pins.iter().any(|(fact, _)| is_year_of(fact, printed)) {
            return Some(true);
        }
        if self.is_excused(sentence, &figure.at) {
            return Some(false);
        }
        match sentence.excuse {
            Some(Reason::Opinion) => {
                say(format!("excused as opinion, but has the figure \"{printed}\""));
                None
            }
            Some(_) => Some(false),
            None => {
                say(format!("the figure \"{printed}\" is in no fact and not in coverage.toml"));
                None
            }
        }
    }

    /// Whether a fact carries a name; `None` when nothing accounts for it.
    fn name(&mut self, sentence: &Sentence<'_>, name: &Found, say: &mut impl FnMut(String)) -> Option<bool> {
        let quoted = sentence.pins.iter().any(|(_, quote)| overlap(quote, &name.at));
        let printed = &sentence.paragraph.text[name.at.clone()];
        // The body whose office a speaker holds stands in the role, not among what the statement speaks of.
        let in_role = |fact: &Record| fact.text("role").is_some_and(|role| role.contains(printed));
        if quoted || sentence.pins.iter().any(|(fact, _)| carries(fact, &name.target) || in_role(fact)) {
            return Some(true);
        }
        if self.is_excused(sentence, &name.at) || sentence.excuse.is_some() {
            return Some(false);
        }
        say(format!("\"{printed}\" is named by no fact of this sentence and not in coverage.toml"));
        None
    }

    /// Whether the words are excused one by one.
    fn is_excused(&mut self, sentence: &Sentence<'_>, at: &Range<usize>) -> bool {
        let excused = sentence.mentions.iter().find(|(_, text)| {
            let places = sentence.paragraph.find(text);
            places.iter().any(|place| overlap(place, at) && sentence.at.contains(&place.start))
        });
        self.mentions.extend(excused.map(|(position, _)| *position));
        excused.is_some()
    }

    /// Findings for excuses that excuse nothing: they would hide what comes in their place.
    pub fn unused(&self, findings: &mut Vec<Finding>) {
        let file = &self.excuses.file;
        let unused = |used: &BTreeSet<usize>, position: &usize| !used.contains(position);
        for (position, (line, excuse)) in self.excuses.sentences.iter().enumerate() {
            if unused(&self.sentences, &position) {
                let what = format!(
                    "`{}` has no sentence {} in paragraph {}",
                    excuse.source, excuse.sentence, excuse.paragraph
                );
                findings.push(Finding::at(file, *line, what));
            }
        }
        for (position, (line, mention)) in self.excuses.mentions.iter().enumerate() {
            if unused(&self.mentions, &position) {
                findings.push(Finding::at(file, *line, format!("\"{}\" needs no excuse there", mention.text)));
            }
        }
        for (position, (line, term)) in self.excuses.terms.iter().enumerate() {
            if unused(&self.terms, &position) {
                findings.push(Finding::at(file, *line, format!("\"{}\" stands in no text", term.text)));
            }
        }
    }
}

/// The facts that pin a paragraph, each with the places of its quotes.
fn pins<'a>(id: &str, number: u32, paragraph: &Paragraph, dataset: &'a Dataset) -> Vec<(&'a Record, Range<usize>)> {
    let mut pins = Vec::new();
    for fact in dataset.facts() {
        for evidence in fact.evidence().iter().filter(|evidence| evidence.source == id && evidence.paragraph == number)
        {
            let wanted = usize::try_from(evidence.occurrence).unwrap_or(usize::MAX).wrapping_sub(1);
            pins.extend(paragraph.find(&evidence.quote).get(wanted).map(|at| (fact, at.clone())));
        }
    }
    pins
}

/// A year that the fact's period touches.
fn is_year_of(fact: &Record, printed: &str) -> bool {
    let year = |column: &str| fact.text(column).map(|day| &day[..4]);
    printed.len() == 4 && (year("start") == Some(printed) || year("end") == Some(printed))
}

fn carries(fact: &Record, target: &Target) -> bool {
    let (kind, id) = match target {
        Target::Country(id) => (&COUNTRIES, id),
        Target::Organization(id) => (&ORGANIZATIONS, id),
        Target::Person(id) => (&PEOPLE, id),
        Target::Other => return true,
    };
    let columns = fact.kind.columns().zip(&fact.values).filter(|(column, _)| column.targets().0.contains(&kind));
    columns.into_iter().any(|(_, value)| match value {
        Value::Text(held) => held == id,
        Value::List(list) => list.contains(id),
        _ => false,
    })
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

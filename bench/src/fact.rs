//! One fact as a line of a data file.

use std::fmt::Write;

/// The columns that every fact states, in the order of the service's CSV; those that the program computes are left out.
pub const FACT: &str = "id,title,date,countries,organizations,people,topic,basis,note,evidence";
/// The further columns of a figure.
pub const FIGURE: &str = "value,unit,qualifier,attributed_to,printed_as,proven_by";
/// The columns that every fact states after those of its kind. All are bilateral, and every date is stated.
pub const LAST: &str = "date_basis,scope";

/// A fact before it is written.
#[derive(Debug, Default)]
pub struct Fact {
    /// Permanent identifier.
    pub id: String,
    /// What it says.
    pub title: String,
    /// Period in EDTF; empty for none.
    pub date: String,
    /// Codes.
    pub countries: Vec<String>,
    /// Ids.
    pub organizations: Vec<String>,
    /// Ids.
    pub people: Vec<String>,
    /// Subject.
    pub topic: &'static str,
    /// Remark; empty for none.
    pub note: String,
    /// Source, paragraph and quote, at least one.
    pub evidence: Vec<(String, u64, String)>,
    /// Value, unit, qualifier and publisher of a figure.
    pub figure: Option<(String, &'static str, &'static str, String)>,
    /// The columns of its kind.
    pub own: Vec<String>,
}

impl Fact {
    /// Who put it forward where it is proposed: the first source, as where an author suggests it.
    pub fn proposer(&self, is_proposed: bool) -> String {
        self.evidence.first().filter(|_| is_proposed).map_or_else(String::new, |(source, ..)| source.clone())
    }

    /// Without a date and a note, say in a note that there is none: facts of some kinds must.
    pub fn explain_no_date(&mut self) {
        if self.date.is_empty() && self.note.is_empty() {
            self.note = "The text gives no time.".into();
        }
    }

    /// Append the line.
    pub fn write(&self, line: &mut String) {
        let lists = [&self.countries, &self.organizations, &self.people].map(|list| list.join(";"));
        let evidence = self.evidence_json();
        let head = [&self.id, &self.title, &self.date].map(String::as_str);
        let tail = [self.topic, "stated", &self.note, &evidence];
        let mut first = true;
        for text in head.into_iter().chain(lists.iter().map(String::as_str)).chain(tail) {
            cell(line, &mut first, text);
        }
        if let Some((value, unit, qualifier, publisher)) = &self.figure {
            for text in [value, *unit, *qualifier, publisher, "", ""] {
                cell(line, &mut first, text);
            }
        }
        let date_basis = if self.date.is_empty() { "" } else { "stated" };
        for text in self.own.iter().map(String::as_str).chain([date_basis, "bilateral"]) {
            cell(line, &mut first, text);
        }
        line.push_str("\r\n");
    }

    /// As the service's own CSV has it. Quotes are made of words that JSON need not escape.
    fn evidence_json(&self) -> String {
        let mut json = String::from("[");
        for (source, paragraph, quote) in &self.evidence {
            let comma = if json.len() > 1 { "," } else { "" };
            _ = write!(
                json,
                "{comma}{{\"source\":\"{source}\",\"paragraph\":{paragraph},\"quote\":\"{quote}\",\"occurrence\":1,\"start\":null,\"end\":null,\"url\":null}}"
            );
        }
        json + "]"
    }
}

fn cell(line: &mut String, first: &mut bool, text: &str) {
    if !std::mem::take(first) {
        line.push(',');
    }
    if text.contains([',', '"']) {
        line.push('"');
        for part in text.split_inclusive('"') {
            line.push_str(part);
            if part.ends_with('"') {
                line.push('"');
            }
        }
        line.push('"');
    } else {
        line.push_str(text);
    }
}

//! The kinds that are no numbers: agreements, visits, projects, events, statements and the like.

use crate::cells::Cell;
use crate::fact::Fact;
use crate::folder::Known;
use crate::period;
use crate::random::Random;
use crate::words;

/// What they are about.
const TOPICS: [&str; 7] = ["diplomacy", "trade", "infrastructure", "culture", "technology", "health", "environment"];

fn pick(random: &mut Random, list: &[&'static str]) -> &'static str {
    random.pick::<&'static str>(list)
}

/// What all of them have: country, day, evidence, some organizations, a note for half.
fn event(known: &Known, random: &mut Random, singular: &str, n: u64, cell: Cell) -> Fact {
    let (code, name) = &known.countries[cell.country];
    let month = 1 + random.below(12);
    let date = match random.below(20) {
        0 => String::new(),
        1..=4 => cell.year.to_string(),
        5..=9 => format!("{}-{month:02}", cell.year),
        _ => period::day(cell.year, random.below(336)),
    };
    let length = 3 + random.below(5);
    let mut fact = Fact {
        id: format!("{singular}-{}-{n:07}", cell.year),
        title: format!("{} of China and {name}: {}", capital(singular), words::phrase(random, length)),
        date,
        countries: vec![code.clone()],
        evidence: vec![(random.pick(&known.sources).clone(), 1 + random.below(400), words::phrase(random, 6))],
        topic: pick(random, &TOPICS),
        ..Fact::default()
    };
    if random.chance(15) {
        let other = &known.countries[usize::try_from(random.below(known.countries.len() as u64)).unwrap_or(0)].0;
        if other != code {
            fact.countries.push(other.clone());
        }
    }
    if random.chance(35) {
        fact.organizations.push(random.pick(&known.organizations).clone());
    }
    if random.chance(50) {
        let length = 5 + random.below(10);
        fact.note = words::phrase(random, length);
    }
    fact
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn own(random: &mut Random, columns: &[&[&str]]) -> Vec<String> {
    columns.iter().map(|choices| (*random.pick(choices)).to_owned()).collect()
}

/// An agreement.
pub fn agreement(known: &Known, n: u64, cell: Cell, _: u64) -> Fact {
    let mut random = Random::of(5, n);
    let mut fact = event(known, &mut random, "agreement", n, cell);
    let types =
        ["memorandum_of_understanding", "cooperation_agreement", "contract", "free_trade_agreement", "currency_swap"];
    fact.own = own(&mut random, &[&types, &["signed", "in_force", "announced", "negotiated", "proposed"]]);
    let parties = std::iter::once("CHN").chain(fact.countries.iter().map(String::as_str));
    fact.own.push(parties.collect::<Vec<_>>().join(";"));
    fact.own.push(fact.proposer(fact.own[1] == "proposed"));
    fact
}

/// A visit by somebody known.
pub fn visit(known: &Known, n: u64, cell: Cell, _: u64) -> Fact {
    let mut random = Random::of(6, n);
    let mut fact = event(known, &mut random, "visit", n, cell);
    fact.people.push(random.pick(&known.people).clone());
    let levels = ["head_of_state", "head_of_government", "minister", "other"];
    fact.own = own(&mut random, &[&["to_lac", "to_china"], &levels]);
    fact
}

/// A project, half of them with a point.
pub fn project(known: &Known, n: u64, cell: Cell, _: u64) -> Fact {
    let mut random = Random::of(7, n);
    let mut fact = event(known, &mut random, "project", n, cell);
    let sectors = ["port", "bridge", "railway", "energy", "water", "telecommunications", "space", "industry"];
    let statuses = ["proposed", "planned", "under_construction", "operating", "inaugurated", "not_stated"];
    fact.own = own(&mut random, &[&sectors, &statuses]);
    fact.own.push(capital(&words::draw(&mut random)));
    let point = [random.below(5_000), random.below(8_000)]
        .map(|hundredths| format!("-{}.{:02}", hundredths / 100, hundredths % 100));
    fact.own.extend(if random.chance(50) { point } else { [String::new(), String::new()] });
    fact.own.push(fact.proposer(fact.own[1] == "proposed"));
    fact
}

/// A meeting or another happening.
pub fn happening(known: &Known, n: u64, cell: Cell, _: u64) -> Fact {
    let mut random = Random::of(8, n);
    let mut fact = event(known, &mut random, "event", n, cell);
    fact.own = own(
        &mut random,
        &[&["meeting", "summit", "forum", "speech", "signing", "founding", "announcement", "mission"]],
    );
    fact.own.push(capital(&words::draw(&mut random)));
    fact
}

/// A policy or programme.
pub fn initiative(known: &Known, n: u64, cell: Cell, _: u64) -> Fact {
    let mut random = Random::of(9, n);
    let mut fact = event(known, &mut random, "initiative", n, cell);
    fact.own = own(&mut random, &[&["policy_paper", "framework", "programme", "plan", "proposal", "policy"]]);
    fact.own.push(fact.proposer(fact.own[0] == "proposal"));
    fact
}

/// A seat of the country in an organization.
pub fn membership(known: &Known, n: u64, cell: Cell, _: u64) -> Fact {
    let mut random = Random::of(10, n);
    let mut fact = event(known, &mut random, "membership", n, cell);
    let organization = random.pick(&known.organizations).clone();
    fact.organizations = vec![organization.clone()];
    let member = fact.countries[0].clone();
    fact.own = vec![member, organization, (*random.pick(&["member", "observer"])).into()];
    fact.explain_no_date();
    fact
}

/// A standing body.
pub fn institution(known: &Known, n: u64, cell: Cell, _: u64) -> Fact {
    let mut random = Random::of(11, n);
    let mut fact = event(known, &mut random, "institution", n, cell);
    fact.own =
        own(&mut random, &[&["centre", "clearing_bank", "forum", "dialogue_mechanism", "media_branch", "consortium"]]);
    fact.explain_no_date();
    fact
}

/// What a person said, else an organization that the fact names, else the country.
pub fn statement(known: &Known, n: u64, cell: Cell, _: u64) -> Fact {
    let mut random = Random::of(12, n);
    let mut fact = event(known, &mut random, "statement", n, cell);
    let speaker = if random.chance(50) { random.pick(&known.people).clone() } else { String::new() };
    if !speaker.is_empty() {
        fact.people.push(speaker.clone());
    }
    let body = fact.organizations.first().filter(|_| speaker.is_empty()).cloned().unwrap_or_default();
    let country = if speaker.is_empty() && body.is_empty() { fact.countries[0].clone() } else { String::new() };
    fact.own = vec![speaker, format!("Head of the {}", words::draw(&mut random)), body, country];
    fact.explain_no_date();
    fact
}

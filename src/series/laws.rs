//! The laws of totals over random worlds whose true values are known; a failure prints its seed.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

use super::{Asked, Refusal, Row, Total, total};
use crate::kinds::KINDS;
use crate::model::Kind;

/// Worlds that each law is tried on.
const WORLDS: u64 = 400;
/// Months of trade that a world has.
const MONTHS: u64 = 24;
const PARTNERS: [&str; 3] = ["BRA", "CHL", "PER"];

/// A generator of numbers (`xorshift64*`), so that a seed tells everything.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % bound
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[usize::try_from(self.below(of.len() as u64)).unwrap()]
    }

    fn is(&mut self, chance: u64) -> bool {
        self.below(chance) == 0
    }
}

/// A row, and what of the world it counts; nothing for figures that count nothing.
#[derive(Debug, Clone)]
struct Figure {
    row: Json,
    counts: BTreeSet<u64>,
}

/// Figures about one world.
#[derive(Clone)]
struct World {
    kind: &'static Kind,
    /// The true values of what there is to count.
    truth: Vec<u64>,
    figures: Vec<Figure>,
    /// Facts that do not match, by which relations lead.
    beyond: Vec<Figure>,
    asked: Asked,
}

fn kind(name: &str) -> &'static Kind {
    KINDS.iter().find(|kind| kind.name == name).unwrap()
}

impl World {
    fn new(random: &mut Random) -> Self {
        let mut world = if random.is(3) { Self::funds(random) } else { Self::trade(random) };
        for at in 0..world.figures.len() {
            world.print(at, random);
        }
        world
    }

    /// Months of exports and imports with each partner, with the rest of the region, and with the rest of the world.
    fn trade(random: &mut Random) -> Self {
        let truth = (0..MONTHS * 10).map(|_| random.below(1000)).collect();
        let across = ["flow", "partner"].into_iter().filter(|_| random.is(2)).collect();
        let asked = Asked { across, scope: random.is(3) };
        let mut world = Self { kind: kind("trade"), truth, figures: Vec::new(), beyond: Vec::new(), asked };
        let (flow, partner) = (random.one(&["total", "exports"]), random.one(&["LAC", "BRA"]));
        for at in 0..=random.below(12) {
            let flow = if random.is(2) { flow } else { random.one(&["total", "exports", "imports"]) };
            let partner = if random.is(2) { partner } else { random.one(&["LAC", "BRA", "CHL", "PER", "WLD"]) };
            let months = random.one(&[1, 3, 6, 12]);
            let start = random.below(MONTHS / months) * months;
            let scope = if partner == "WLD" { "china" } else { "bilateral" };
            let counts = |atom: &u64| {
                let (month, of) = (atom / 10, atom % 10);
                let is_flow = flow == "total" || (flow == "exports") == (of < 5);
                let is_partner = match PARTNERS.iter().position(|known| *known == partner) {
                    Some(place) => of % 5 == place as u64,
                    None => partner == "WLD" || of % 5 < 4,
                };
                is_flow && is_partner && (start..start + months).contains(&month)
            };
            let month = |month: u64| format!("{}-{:02}", 2018 + month / 12, month % 12 + 1);
            let last = start + months - 1;
            let row = json!({
                "id": format!("trade-{at}"), "flow": flow, "measure": "value", "partner": partner, "unit": "USD", "scope": scope,
                "date": month(start), "start": month(start) + "-01", "end": format!("{}-28", month(last)),
                "countries": if PARTNERS.contains(&partner) { vec![partner] } else { Vec::new() },
            });
            world.figures.push(Figure { row, counts: (0..MONTHS * 10).filter(counts).collect() });
        }
        world
    }

    /// Funds, some of which are part of others or later states of them, as only relations say.
    fn funds(random: &mut Random) -> Self {
        let truth: Vec<u64> = (0..12).map(|_| random.below(1000)).collect();
        let mut figures: Vec<Figure> = Vec::new();
        for at in 0..12 {
            let row = json!({ "id": format!("fund-{at}"), "instrument": "fund", "status": "established", "unit": "USD",
                "scope": "bilateral", "date": "2015", "start": "2015-01-01", "end": "2015-12-31" });
            figures.push(Figure { row, counts: BTreeSet::from([at]) });
            let Some(whole) = figures.len().checked_sub(2).filter(|_| random.is(2)) else { continue };
            let whole = usize::try_from(random.below(whole as u64 + 1)).unwrap();
            let is_part = random.is(2);
            let (part, of) = if is_part { ("part_of", "has_part") } else { ("updated_by", "updates") };
            let ids = [&figures.last().unwrap().row["id"], &figures[whole].row["id"]].map(Json::clone);
            relate(&mut figures.last_mut().unwrap().row, part, &ids[1]);
            relate(&mut figures[whole].row, of, &ids[0]);
            let counts = figures.last().unwrap().counts.clone();
            let mut open = vec![whole];
            // Whatever contains or replaces the whole counts the part too.
            while let Some(at) = open.pop() {
                figures[at].counts.extend(&counts);
                let above = figures[at].row["related"].as_array().into_iter().flatten();
                let above = above.filter(|entry| entry["relation"] == "part_of" || entry["relation"] == "updated_by");
                let above: Vec<Json> = above.map(|entry| entry["fact"].clone()).collect();
                open.extend(
                    figures.iter().enumerate().filter(|(_, of)| above.contains(&of.row["id"])).map(|(at, _)| at),
                );
            }
        }
        let (figures, beyond) = figures.into_iter().partition(|_| !random.is(3));
        Self { kind: kind("funds"), truth, figures, beyond, asked: Asked::default() }
    }

    /// Give a figure its digits: its true value rounded, or hedged; or make it one that is never added.
    fn print(&mut self, at: usize, random: &mut Random) {
        let truth = self.true_sum(self.figures[at].counts.iter());
        let figure = &mut self.figures[at];
        let (value, low, high) = match random.below(4) {
            0 => (truth, json!(truth), json!(truth)),
            1 => (truth.saturating_sub(7), json!(truth.saturating_sub(7)), Json::Null),
            _ => (truth / 10 * 10, json!(truth / 10 * 10), json!(truth / 10 * 10 + 10)),
        };
        let row = &mut figure.row;
        row["value"] = json!(value);
        row["value_low"] = low;
        row["value_high"] = high;
        row["basis"] = json!(random.one(&["stated", "stated", "stated", "inferred", "derived"]));
        row["known_since"] = json!(format!("20{:02}-12-31", 20 + random.below(5)));
        match random.below(18) {
            0 | 1 => (row["unit"], row["measure"]) = (json!("percent"), json!("growth")),
            2 | 3 => row["value"] = Json::Null,
            _ => {}
        }
    }

    fn true_sum<'a>(&self, counts: impl Iterator<Item = &'a u64>) -> u64 {
        counts.map(|atom| self.truth[usize::try_from(*atom).unwrap()]).sum()
    }

    fn total(&self) -> Result<Total, Refusal> {
        let rows = |figures: &[Figure]| {
            let rows = figures.iter().map(|figure| Row::read(self.kind, &figure.row.to_string()).unwrap());
            rows.collect::<Vec<_>>()
        };
        total(&rows(&self.figures), &rows(&self.beyond), &self.asked)
    }

    /// Its rows, to look at.
    fn told(&self) -> String {
        self.figures.iter().map(|figure| figure.row.to_string()).collect::<Vec<_>>().join("\n")
    }

    /// The same with a figure a second time, from another source, which corroborates the first.
    fn with_copy(&self, random: &mut Random) -> Self {
        let mut world = self.clone();
        let at = usize::try_from(random.below(world.figures.len() as u64)).unwrap();
        let mut copy = world.figures[at].clone();
        copy.row["id"] = json!("z-copy");
        copy.row["related"] = Json::Null;
        let same = |other: &&Figure| {
            ["flow", "partner", "start", "end", "unit"].iter().all(|column| other.row[column] == copy.row[column])
        };
        // Of figures that differ the one known last is counted, which is no matter of copies.
        if world.kind.name == "funds" || world.figures.iter().filter(same).count() == 1 {
            copy.row["known_since"] = json!(format!("20{:02}-06-30", 15 + random.below(15)));
        }
        relate(&mut copy.row, "corroborates", &world.figures[at].row["id"]);
        relate(&mut world.figures[at].row, "corroborates", &json!("z-copy"));
        let place = usize::try_from(random.below(world.figures.len() as u64 + 1)).unwrap();
        world.figures.insert(place, copy);
        world
    }
}

fn relate(row: &mut Json, relation: &str, fact: &Json) {
    let entry = json!({ "relation": relation, "fact": fact });
    match row["related"].as_array_mut() {
        Some(entries) => entries.push(entry),
        None => row["related"] = json!([entry]),
    }
}

/// Try a law on many worlds; gives how many of them had a total.
fn each_world(law: impl Fn(&World, &mut Random, &str)) -> usize {
    let clock = || {
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(1, |time| time.subsec_nanos().into())
    };
    let first: u64 = std::env::var("SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or_else(clock);
    let tried = (first..first + WORLDS).filter(|seed| {
        // Spread, since near seeds begin alike.
        let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        let world = World::new(&mut random);
        if world.figures.is_empty() {
            return false;
        }
        law(&world, &mut random, &format!("SEED={seed}"));
        world.total().is_ok()
    });
    tried.count()
}

#[test]
fn a_corroborating_copy_changes_no_total() {
    let added = each_world(|world, random, seed| {
        let copied = world.with_copy(random);
        match (world.total(), copied.total()) {
            (Ok(one), Ok(other)) => {
                let bounds = |total: &Total| {
                    (total.value.to_bits(), total.value_low.map(f64::to_bits), total.value_high.map(f64::to_bits))
                };
                assert_eq!(
                    (bounds(&one), one.facts.len()),
                    (bounds(&other), other.facts.len()),
                    "{seed}: {}",
                    copied.told()
                );
            }
            (Err(Refusal::Nothing(_)), Err(Refusal::Nothing(_))) => {}
            (one, other) => assert_eq!(one, other, "{seed}: {}", copied.told()),
        }
    });
    assert!(added > 50, "{added} worlds with a total say little");
}

#[test]
fn every_row_is_in_the_total_or_left_out_with_a_reason() {
    each_world(|world, _, seed| {
        let (facts, left_out) = match world.total() {
            Ok(total) => (total.facts, total.left_out),
            Err(Refusal::Nothing(left_out)) => (Vec::new(), left_out),
            Err(_) => return,
        };
        assert!(left_out.iter().all(|row| !row.reason.to_string().is_empty()), "{seed}");
        let mut told: Vec<String> = facts.into_iter().chain(left_out.into_iter().map(|row| row.fact)).collect();
        let mut all: Vec<&str> = world.figures.iter().filter_map(|figure| figure.row["id"].as_str()).collect();
        told.sort();
        all.sort_unstable();
        assert_eq!(told, all, "{seed}: {}", world.told());
    });
}

#[test]
fn nothing_is_counted_twice_and_the_bounds_contain_the_true_sum() {
    let added = each_world(|world, _, seed| {
        let Ok(total) = world.total() else { return };
        let is_in = |figure: &&Figure| total.facts.iter().any(|fact| figure.row["id"] == fact.as_str());
        let counted: Vec<&u64> = world.figures.iter().filter(is_in).flat_map(|figure| &figure.counts).collect();
        let all: BTreeSet<&u64> = counted.iter().copied().collect();
        assert_eq!(counted.len(), all.len(), "{seed}: something is counted twice: {total:?} {}", world.told());
        let truth = json!(world.true_sum(all.into_iter())).as_f64().unwrap();
        assert!(total.value_low.is_none_or(|low| low <= truth), "{seed}: {truth} is less than {total:?}");
        assert!(total.value_high.is_none_or(|high| truth <= high), "{seed}: {truth} is more than {total:?}");
        let is_open = world.figures.iter().filter(is_in).any(|figure| figure.row["value_high"].is_null());
        assert_eq!(total.value_high.is_none(), is_open, "{seed}: {total:?}");
    });
    assert!(added > 50, "{added} worlds with a total say little");
}

#[test]
fn the_world_is_counted_before_a_region_whichever_was_known_last() {
    for known_since in ["2019-12-31", "2029-12-31"] {
        let row = |partner: &str, value: u64, known_since: &str| {
            json!({ "id": partner, "flow": "total", "measure": "value", "partner": partner, "unit": "USD", "date": "2018",
                "start": "2018-01-01", "end": "2018-12-31", "countries": [], "value": value, "basis": "stated",
                "known_since": known_since })
        };
        let rows = [row("LAC", 307, known_since), row("WLD", 4622, "2020-12-31")];
        let rows = rows.map(|row| Row::read(kind("trade"), &row.to_string()).unwrap());
        let total = total(&rows, &[], &Asked { across: Vec::new(), scope: true }).unwrap();
        assert_eq!(total.facts, ["WLD"], "the region known since {known_since}");
    }
}

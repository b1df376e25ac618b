//! The kinds that are numbers: trade, investments, indicators, funds.
//!
//! Two figures of one quantity and period with different values would need a declared relation, so each figure gets a
//! combination of columns of its own: the n-th of its country, year and flow gets the n-th product or day. Exports and
//! imports are of different goods and no growth rate stands beside its own value, so nothing can be derived and the
//! number of facts is exactly the one asked for.

use crate::cells::Cell;
use crate::fact::Fact;
use crate::folder::Known;
use crate::period;
use crate::random::Random;
use crate::words;

const EXPORTED: [&str; 20] = [
    "telephones",
    "computers",
    "tyres",
    "garments",
    "toys",
    "furniture",
    "pumps",
    "bearings",
    "batteries",
    "motorcycles",
    "buses",
    "steel coils",
    "plastics",
    "lamps",
    "ceramics",
    "footwear",
    "fertilisers",
    "valves",
    "engines",
    "glassware",
];
const EXPORTED_AS: [&str; 30] = [
    "household",
    "industrial",
    "portable",
    "spare",
    "electric",
    "light",
    "heavy",
    "coated",
    "woven",
    "moulded",
    "printed",
    "rolled",
    "compact",
    "medical",
    "marine",
    "rural",
    "urban",
    "folding",
    "sealed",
    "hybrid",
    "digital",
    "manual",
    "precision",
    "standard",
    "reinforced",
    "recycled",
    "assembled",
    "polished",
    "insulated",
    "tempered",
];
const IMPORTED: [&str; 20] = [
    "soybeans",
    "copper ore",
    "iron ore",
    "crude oil",
    "beef",
    "fishmeal",
    "cellulose",
    "sugar",
    "timber",
    "leather",
    "lithium carbonate",
    "fruit",
    "wine",
    "zinc",
    "poultry",
    "coffee",
    "cotton",
    "wool",
    "shrimp",
    "gold",
];
const IMPORTED_AS: [&str; 30] = [
    "dried",
    "frozen",
    "refined",
    "raw",
    "washed",
    "chilled",
    "ground",
    "salted",
    "smoked",
    "crushed",
    "unrefined",
    "organic",
    "certified",
    "bulk",
    "packed",
    "sorted",
    "peeled",
    "roasted",
    "fermented",
    "pressed",
    "sawn",
    "tanned",
    "spun",
    "carded",
    "cast",
    "calcined",
    "screened",
    "bottled",
    "shelled",
    "cured",
];
/// Trade's own columns.
pub const TRADE: &str = "flow,measure,product,partner,subject,among,share_of";
/// What shares are parts of.
const WHOLES: [&str; 3] =
    ["China's goods trade with the world", "China's goods trade with the region", "the country's goods trade"];
/// Goods of one flow.
const PRODUCTS: u64 = 600;
/// Things that indicators count, times what is said of them.
const COUNTED: [&str; 20] = [
    "ports",
    "students",
    "scholarships",
    "flights",
    "ships",
    "mines",
    "plants",
    "branches",
    "experts",
    "doctors",
    "teachers",
    "tourists",
    "patents",
    "projects",
    "agreements",
    "schools",
    "farms",
    "stations",
    "routes",
    "partnerships",
];
const COUNTED_AS: [&str; 20] = [
    "operated",
    "planned",
    "visited",
    "funded",
    "shared",
    "licensed",
    "opened",
    "closed",
    "leased",
    "insured",
    "inspected",
    "upgraded",
    "joint",
    "foreign",
    "public",
    "private",
    "coastal",
    "remote",
    "trained",
    "exchanged",
];

fn at<'a>(list: &[&'a str], position: u64) -> &'a str {
    list[usize::try_from(position % list.len() as u64).unwrap_or(0)]
}

/// An amount of dollars to four digits: in base units, and as a text prints it.
fn dollars(random: &mut Random) -> (String, String) {
    let digits = 1_000 + random.below(9_000);
    match random.below(10) {
        0 => (format!("{digits}000000"), format!("${}.{:03} billion", digits / 1_000, digits % 1_000)),
        1..=4 => (format!("{digits}00000"), format!("${}.{} million", digits / 10, digits % 10)),
        _ => (format!("{digits}000"), format!("${}.{:03} million", digits / 1_000, digits % 1_000)),
    }
}

/// A percentage with one decimal.
fn percent(random: &mut Random) -> (String, String) {
    let tenths = 1 + random.below(600);
    let text = format!("{}.{}", tenths / 10, tenths % 10);
    (text.clone(), format!("{text} percent"))
}

fn qualifier(random: &mut Random) -> &'static str {
    match random.below(20) {
        0 => "about",
        1 => "more_than",
        2 => "nearly",
        3 => "at_least",
        _ => "exact",
    }
}

fn publisher(random: &mut Random, known: &Known) -> String {
    if random.chance(40) { random.pick(&known.organizations).clone() } else { String::new() }
}

/// A fact with what all figures have; the caller adds the columns of its kind.
fn figure(known: &Known, random: &mut Random, country: &str, quote: String) -> Fact {
    let mut fact = Fact {
        countries: vec![country.to_owned()],
        evidence: vec![(random.pick(&known.sources).clone(), 1 + random.below(400), quote)],
        ..Fact::default()
    };
    if random.chance(30) {
        let quote = format!("as the {} said", words::draw(random));
        fact.evidence.push((random.pick(&known.sources).clone(), 1 + random.below(400), quote));
    }
    if random.chance(60) {
        let length = 5 + random.below(10);
        fact.note = words::phrase(random, length);
    }
    fact
}

/// A trade figure; `cell.variant` is its flow.
pub fn trade(known: &Known, n: u64, cell: Cell, nth: u64) -> Fact {
    let mut random = Random::of(1, n);
    let flow = ["total", "exports", "imports"][cell.variant];
    let goods = nth % PRODUCTS;
    let product = match flow {
        "exports" => format!("{} {}", at(&EXPORTED_AS, goods / 20), at(&EXPORTED, goods)),
        "imports" => format!("{} {}", at(&IMPORTED_AS, goods / 20), at(&IMPORTED, goods)),
        _ => format!("merchandise group {goods:03}"),
    };
    let date = period::within(cell.year, nth / PRODUCTS).unwrap_or_default();
    let (code, name) = &known.countries[cell.country];
    let (measure, unit, (value, printed)) = match random.below(20) {
        0..=2 => ("growth", "percent", percent(&mut random)),
        3 => ("share", "percent", percent(&mut random)),
        _ => ("value", "USD", dollars(&mut random)),
    };
    let mut fact = figure(known, &mut random, code, format!("{flow} of {product} came to {printed}"));
    fact.id = format!("trade-{}-{flow}-{n:07}", cell.year);
    let spoken = period::spoken(&date);
    fact.title = match flow {
        "exports" => {
            format!("China's exports of {product} to {name}, {spoken}: {measure}, {}", words::draw(&mut random))
        }
        "imports" => {
            format!("China's imports of {product} from {name}, {spoken}: {measure}, {}", words::draw(&mut random))
        }
        _ => format!("China's trade with {name} in {product}, {spoken}: {measure}, {}", words::draw(&mut random)),
    };
    (fact.date, fact.topic) = (date, "trade");
    fact.figure = Some((value, unit, qualifier(&mut random), publisher(&mut random, known)));
    let whole = if measure == "share" { at(&WHOLES, n) } else { "" };
    fact.own = vec![flow.into(), measure.into(), product, code.clone(), String::new(), String::new(), whole.into()];
    fact
}

/// An investment; `cell.variant` is its direction. Days and, in very large datasets, a second country tell them apart.
pub fn investment(known: &Known, n: u64, cell: Cell, nth: u64) -> Fact {
    let mut random = Random::of(2, n);
    let direction = ["to_lac", "to_china"][cell.variant];
    let measure = at(&["flow", "stock", "pledge", "enterprises"], nth);
    let (code, name) = &known.countries[cell.country];
    let (unit, (value, printed)) = if measure == "enterprises" {
        let firms = (2 + random.below(900)).to_string();
        ("count", (firms.clone(), format!("{firms} enterprises")))
    } else {
        ("USD", dollars(&mut random))
    };
    let mut fact = figure(known, &mut random, code, format!("investment came to {printed}"));
    fact.id = format!("investment-{}-{n:07}", cell.year);
    fact.date = period::day(cell.year, nth / 4);
    let round = usize::try_from(nth / 4 / 336).unwrap_or(0);
    if round > 0 {
        fact.countries.push(known.countries[(cell.country + round) % known.countries.len()].0.clone());
    }
    let phrase = words::phrase(&mut random, 3);
    fact.title = format!("Direct investment ({measure}) between China and {name}, {}: {phrase}", fact.date);
    fact.topic = "investment";
    fact.figure = Some((value, unit, qualifier(&mut random), publisher(&mut random, known)));
    let coverage = if random.chance(10) { "non_financial" } else { "" };
    fact.own = [direction, measure, coverage, "", "", ""].map(str::to_owned).to_vec();
    fact
}

/// A count of something.
pub fn indicator(known: &Known, n: u64, cell: Cell, nth: u64) -> Fact {
    let mut random = Random::of(3, n);
    let (what, how) = (at(&COUNTED, nth), at(&COUNTED_AS, nth / 20));
    let (code, name) = &known.countries[cell.country];
    let value = (2 + random.below(998)).to_string();
    let mut fact = figure(known, &mut random, code, format!("{value} {what} {how}"));
    fact.id = format!("indicator-{}-{n:07}", cell.year);
    fact.date = period::within(cell.year, nth / 400).unwrap_or_default();
    fact.title =
        format!("Number of {what} {how} in {name}, {}: {}", period::spoken(&fact.date), words::phrase(&mut random, 2));
    fact.topic = *random.pick(&["development", "culture", "technology", "health", "infrastructure"]);
    fact.figure = Some((value, "count", qualifier(&mut random), publisher(&mut random, known)));
    fact.own = vec![format!("{what}-{how}"), code.clone(), String::new(), String::new()];
    fact.explain_no_date();
    fact
}

/// A fund, a third of them of unknown size.
pub fn fund(known: &Known, n: u64, cell: Cell, _: u64) -> Fact {
    let mut random = Random::of(4, n);
    let (code, name) = &known.countries[cell.country];
    let (value, printed) = dollars(&mut random);
    let mut fact = figure(known, &mut random, code, format!("a fund of {printed}"));
    fact.id = format!("fund-{}-{n:07}", cell.year);
    fact.date = cell.year.to_string();
    fact.title = format!("Fund of China and {name} for {}", words::phrase(&mut random, 4));
    fact.topic = "finance";
    let unknown = random.chance(33);
    fact.figure = Some(if unknown {
        (String::new(), "", "", String::new())
    } else {
        (value, "USD", qualifier(&mut random), publisher(&mut random, known))
    });
    let instrument =
        *random.pick(&["fund", "credit_line", "loan", "financing_mechanism", "reserve_arrangement", "payment_system"]);
    let status = *random.pick(&["proposed", "pledged", "established"]);
    fact.own = vec![instrument.into(), status.into(), fact.proposer(status == "proposed")];
    fact
}

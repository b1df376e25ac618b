//! The index against the same rows filtered, sorted and counted the plain way, over random data; a failure prints its seed.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use roaring::RoaringBitmap;
use sinolac::index::{
    Clause, Codes, ColumnBuilder, EncodedColumn, GroupCounter, OPEN_END, OPEN_START, Posting, Sorter, open_ends, sweep,
};
use sinolac::kinds::served;
use sinolac::model::Column;
use sinolac::model::Value;
use sinolac::query::{Condition, Test};

/// Enough for three containers of a Roaring bitmap and many steps, so that work goes across their borders.
const ROWS: u32 = 2 * 65_536 + 4321;

/// A generator of numbers (`xorshift64*`), so that a seed tells everything.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % bound
    }

    fn number(&mut self, bound: u64) -> f64 {
        f64::from(u32::try_from(self.below(bound)).unwrap())
    }

    fn day(&mut self) -> Value {
        Value::Text(format!("{}-{:02}-{:02}", 1990 + self.below(9), 1 + self.below(12), 1 + self.below(28)))
    }

    /// A value of a column, more often nothing than not for some.
    fn value(&mut self, name: &str) -> Value {
        if self.below(7) == 0 {
            return Value::Null;
        }
        match name {
            "value" => Value::Number((self.number(200_000) - 100_000.0) / 4.0),
            "year" => Value::Integer(i64::try_from(1990 + self.below(9)).unwrap()),
            "start" | "end" | "known_since" => self.day(),
            "countries" => {
                let all = ["ARG", "BOL", "BRA", "CHL", "PER"];
                Value::List(all.into_iter().filter(|_| self.below(3) == 0).map(str::to_owned).collect())
            }
            "product" => Value::Text(format!("product {}", self.below(700))),
            _ => Value::Text(
                ["exports", "imports", "total", "é", "Z"][usize::try_from(self.below(5)).unwrap()].to_owned(),
            ),
        }
    }

    /// A value that a condition may name: of a list one of its members.
    fn single(&mut self, name: &str) -> Value {
        match self.value(name) {
            Value::List(items) => items.into_iter().next().map_or(Value::Null, Value::Text),
            value => value,
        }
    }

    /// The same, but never nothing.
    fn present(&mut self, name: &str) -> Value {
        loop {
            let value = self.single(name);
            if !value.is_null() {
                return value;
            }
        }
    }
}

const NAMES: [&str; 8] = ["flow", "value", "year", "start", "end", "known_since", "countries", "product"];

fn column(name: &str) -> &'static Column {
    served().find(|kind| kind.name == "trade").unwrap().column(name).unwrap()
}

/// Rows as they are and as the index has them.
struct Rows {
    random: Random,
    plain: BTreeMap<&'static str, Vec<Value>>,
    index: BTreeMap<&'static str, Arc<EncodedColumn>>,
}

impl Rows {
    fn new(seed: u64) -> Self {
        let mut random = Random(seed);
        let mut plain: BTreeMap<_, Vec<Value>> =
            NAMES.into_iter().map(|name| (name, (0..ROWS).map(|_| random.value(name)).collect())).collect();
        let open = plain["start"].iter().zip(&plain["end"]).map(|(start, end)| open_ends(start, end));
        let (ends, starts) = open.map(|[end, start]| (end, start)).unzip();
        plain.extend([(OPEN_END.name, ends), (OPEN_START.name, starts)]);
        let mut index = BTreeMap::new();
        for (name, values) in &plain {
            let ty = NAMES.iter().find(|known| *known == name).map_or(OPEN_END.ty, |name| column(name).ty);
            let mut builder = ColumnBuilder::new(ty);
            for value in values {
                builder.push(value);
            }
            let built = builder.finish();
            let read = EncodedColumn::from_bytes(built.to_bytes()).unwrap();
            assert_eq!(read, built, "seed {seed}: {name} is not what was written");
            index.insert(*name, Arc::new(read));
        }
        Self { random, plain, index }
    }

    fn condition(&mut self) -> Condition {
        let of = |name: &str, test, values| Condition { column: column(name), test, values };
        let name = NAMES[usize::try_from(self.random.below(8)).unwrap()];
        let test =
            [Test::AnyOf, Test::NoneOf, Test::AtLeast, Test::AtMost, Test::EndsFrom, Test::StartsTo, Test::KnownBy];
        let test = test[usize::try_from(self.random.below(7)).unwrap()];
        let random = &mut self.random;
        match test {
            Test::AnyOf | Test::NoneOf => {
                of(name, test, vec![random.single(name), random.single(name), random.single(name)])
            }
            Test::EndsFrom => of("end", test, vec![random.present("end")]),
            Test::StartsTo => of("start", test, vec![random.present("start")]),
            Test::KnownBy => of("known_since", test, vec![random.present("known_since")]),
            Test::AtLeast | Test::AtMost => {
                let name = if name == "countries" { "value" } else { name };
                of(name, test, vec![random.present(name)])
            }
        }
    }

    /// What the contract says of a condition.
    fn passes(&self, condition: &Condition, rank: u32) -> bool {
        let value = |name: &str| &self.plain[name][rank as usize];
        let own = value(condition.column.name);
        let holds = |wanted: &Value| match (own, wanted) {
            (Value::List(items), Value::Null) => items.is_empty(),
            (Value::List(items), Value::Text(text)) => items.contains(text),
            _ => own == wanted,
        };
        let order = (!own.is_null()).then(|| compare(own, &condition.values[0]));
        match condition.test {
            Test::AnyOf => condition.values.iter().any(holds),
            Test::NoneOf => !condition.values.iter().any(holds),
            Test::AtLeast => order.is_some_and(Ordering::is_ge),
            Test::AtMost => order.is_some_and(Ordering::is_le),
            Test::EndsFrom => order.map_or(!value("start").is_null(), Ordering::is_ge),
            Test::StartsTo => order.map_or(!value("end").is_null(), Ordering::is_le),
            Test::KnownBy => order.is_none_or(Ordering::is_le),
        }
    }

    fn clause(&self, condition: &Condition) -> Clause {
        Clause::new(condition, Arc::clone(&self.index[Clause::column(condition)]))
    }

    fn some_rows(&mut self) -> RoaringBitmap {
        let part = 1 + self.random.below(9);
        (0..ROWS).filter(|_| self.random.below(part) == 0).collect()
    }
}

fn compare(a: &Value, b: &Value) -> Ordering {
    match (a, b) {
        (Value::Text(a), Value::Text(b)) => a.cmp(b),
        (Value::Integer(a), Value::Integer(b)) => a.cmp(b),
        (Value::Number(a), Value::Number(b)) => a.total_cmp(b),
        _ => a.is_null().cmp(&b.is_null()),
    }
}

/// A seed that differs from run to run; a failure says it.
fn seed() -> u64 {
    std::env::var("SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or_else(|| {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
        u64::try_from(now.as_nanos() & 0xffff_ffff).unwrap() | 1
    })
}

#[test]
fn a_clause_keeps_the_rows_that_pass_its_condition_one_by_one_and_all_at_once() {
    let seed = seed();
    let mut rows = Rows::new(seed);
    for _ in 0..60 {
        let condition = rows.condition();
        let clause = rows.clause(&condition);
        let right: RoaringBitmap = (0..ROWS).filter(|rank| rows.passes(&condition, *rank)).collect();
        let mut posting = Posting::new(&clause);
        sweep(&mut posting, ROWS);
        let mut all: RoaringBitmap = (0..ROWS).collect();
        if clause.except {
            all -= posting.finish();
        } else {
            all &= posting.finish();
        }
        assert_eq!(all, right, "SEED={seed}: {condition:?}");
        let some = rows.some_rows();
        assert_eq!(clause.keep(some.clone()), some & right, "SEED={seed}: {condition:?}, one by one");
    }
}

#[test]
fn a_sorter_finds_the_rows_that_sorting_all_of_them_puts_first_on_every_page() {
    let seed = seed();
    let mut rows = Rows::new(seed);
    for _ in 0..12 {
        let some = rows.some_rows();
        let names: Vec<(&str, bool)> = (0..=rows.random.below(3))
            .map(|_| (NAMES[usize::try_from(rows.random.below(6)).unwrap()], rows.random.below(2) == 0))
            .collect();
        let mut right: Vec<u32> = some.iter().collect();
        right.sort_by(|a, b| {
            names.iter().fold(Ordering::Equal, |before, (name, descending)| {
                let (a, b) = (&rows.plain[name][*a as usize], &rows.plain[name][*b as usize]);
                let turned = *descending && !a.is_null() && !b.is_null();
                before.then_with(|| if turned { compare(b, a) } else { compare(a, b) })
            })
        });
        let keys: Vec<_> =
            names.iter().map(|(name, descending)| (Arc::clone(&rows.index[name]), *descending)).collect();
        let mut pages = Vec::new();
        let most = right.len() / 3 + 1;
        while pages.len() < right.len() {
            let mut sorter = Sorter::new(keys.clone(), &some, pages.last().copied(), most);
            sweep(&mut sorter, ROWS);
            let page = sorter.finish();
            assert!(!page.is_empty(), "SEED={seed}: {names:?} ends early");
            pages.extend(page);
        }
        assert_eq!(pages, right, "SEED={seed}: {names:?}");
    }
}

#[test]
fn groups_are_counted_as_row_by_row_whatever_the_number_of_combinations() {
    let seed = seed();
    let mut rows = Rows::new(seed);
    for names in [
        &["flow"][..],
        &["countries"],
        &["countries", "year"],
        &["product", "countries", "flow"],
        &["value", "product", "year"],
    ] {
        let some = rows.some_rows();
        let mut right: BTreeMap<Vec<String>, u32> = BTreeMap::new();
        for rank in &some {
            let mut keys = vec![Vec::new()];
            for name in names {
                let members = match &rows.plain[name][rank as usize] {
                    Value::List(items) if items.is_empty() => vec!["Null".to_owned()],
                    Value::List(items) => items.iter().map(|item| format!("{:?}", Value::Text(item.clone()))).collect(),
                    value => vec![format!("{value:?}")],
                };
                keys = keys
                    .iter()
                    .flat_map(|key| members.iter().map(|member| [&key[..], std::slice::from_ref(member)].concat()))
                    .collect();
            }
            for key in keys {
                *right.entry(key).or_default() += 1;
            }
        }
        let mut counter = GroupCounter::new(names.iter().map(|name| Arc::clone(&rows.index[name])).collect(), &some);
        sweep(&mut counter, ROWS);
        let groups = counter.finish();
        let shown = |group| groups.values(group).iter().map(|value| format!("{value:?}")).collect::<Vec<_>>();
        let found: BTreeMap<Vec<String>, u32> = groups.groups.iter().map(|group| (shown(group), group.0.0)).collect();
        assert_eq!(found.len(), groups.groups.len(), "SEED={seed}: {names:?} has a group twice");
        assert_eq!(found, right, "SEED={seed}: {names:?}");
        assert!(groups.groups.is_sorted(), "SEED={seed}: {names:?}");
    }
}

/// roaring 0.12 skips a container of one run that fills it when ranks are read many at once.
#[test]
fn rows_in_runs_are_all_counted_however_long_the_runs_are() {
    let seed = seed();
    let rows = Rows::new(seed);
    for hole in [ROWS, 0, 70_000, 131_071] {
        let mut some: RoaringBitmap = (0..ROWS).filter(|rank| *rank != hole).collect();
        some.optimize();
        let mut counter = GroupCounter::new(vec![Arc::clone(&rows.index["flow"])], &some);
        sweep(&mut counter, ROWS);
        let told: u64 = counter.finish().groups.iter().map(|group| u64::from(group.0.0)).sum();
        assert_eq!(told, some.len(), "SEED={seed}: without {hole}");
    }
}

#[test]
fn codes_are_widened_when_one_does_not_fit_and_read_as_they_were_written() {
    for most in [0, 1, 255, 256, 65_535, 65_536, 4_000_000_000] {
        let right: Vec<u32> = (0..1000).map(|n| if n == 700 { most } else { n % 2 * most.min(1) }).collect();
        let mut codes = Codes::default();
        for code in &right {
            codes.push(*code);
        }
        assert_eq!(codes.iter().collect::<Vec<_>>(), right, "{most}");
        assert_eq!(Codes::from_bytes(codes.to_bytes()), Some(codes), "{most}");
    }
}

#[test]
fn the_example_in_docs_ranks_is_what_the_index_does() {
    let page = std::fs::read_to_string("docs/ranks.md").unwrap();
    let rows: Vec<Vec<&str>> = page.lines().map(|line| line.split('|').map(str::trim).collect()).collect();
    let rows: Vec<_> =
        rows.into_iter().filter(|cells| cells.get(1).is_some_and(|rank| rank.parse::<u32>().is_ok())).collect();
    // Any text stands for the column that says of each row in which list it stands.
    let built = |name: &str, at: usize| {
        let mut builder = ColumnBuilder::new(column(name).ty);
        for cells in &rows {
            builder.push(&match (name, cells[at]) {
                (_, "") => Value::Null,
                ("value", number) => Value::Number(number.parse().unwrap()),
                ("countries", list) => Value::List(list.split(';').map(str::to_owned).collect()),
                (_, text) => Value::Text(text.to_owned()),
            });
        }
        let built = Arc::new(builder.finish());
        let shown: Vec<u32> = rows.iter().map(|cells| cells[at + 1].parse().unwrap()).collect();
        assert_eq!(built.codes.iter().collect::<Vec<_>>(), shown, "{name}");
        built
    };
    let (lists, countries, values) = (built("flow", 3), built("countries", 5), built("value", 7));
    let ranks = |name: &str, built: &Arc<EncodedColumn>, value: &str| {
        let condition =
            Condition { column: column(name), test: Test::AnyOf, values: vec![Value::Text(value.to_owned())] };
        let clause = Clause::new(&condition, Arc::clone(built));
        let mut posting = Posting::new(&clause);
        sweep(&mut posting, 8);
        posting.finish()
    };
    let (trade, brazil) = (ranks("flow", &lists, "trade"), ranks("countries", &countries, "BRA"));
    let both = &trade & &brazil;
    let page_after = |after, most| {
        let mut sorter = Sorter::new(vec![(Arc::clone(&values), true)], &both, after, most);
        sweep(&mut sorter, 8);
        sorter.finish()
    };
    let told = [format!("{trade:?}"), format!("{brazil:?}"), format!("{both:?}")];
    assert_eq!(told, ["[3, 4, 5, 7]", "[3, 4, 6, 7]", "[3, 4, 7]"].map(|ranks| format!("RoaringBitmap<{ranks}>")));
    assert_eq!(
        (page_after(None, 8), page_after(None, 2), page_after(Some(7), 2)),
        (vec![4, 7, 3], vec![4, 7], vec![3])
    );
    for told in ["{3, 4, 5, 7}", "{3, 4, 6, 7}", "{3, 4, 7}", "order is 4, 7, 3"] {
        assert!(page.contains(told), "docs/ranks.md no longer says {told}");
    }
}

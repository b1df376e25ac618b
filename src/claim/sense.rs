//! What the words of the lexicons say, in whatever language.

use serde::Deserialize;

/// What a word says in a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sense {
    // Who.
    China,
    Chinese,
    Region,
    Regional,
    TheRegion,
    Both,
    World,
    // Of what.
    Trade,
    Export,
    Import,
    Invest,
    Flow,
    Received,
    Fund,
    Deficit,
    Surplus,
    Grow,
    Shrink,
    Share,
    Stock,
    Pledge,
    Largest,
    NonFinancial,
    Direct,
    Foreign,
    Goods,
    Bilateral,
    Yearly,
    Countries,
    Level,
    // How names are tied.
    To,
    For,
    From,
    Of,
    In,
    With,
    Between,
    And,
    By,
    After,
    Attribution,
    Its,
    // How far a figure holds.
    About,
    Nearly,
    MoreThan,
    AtLeast,
    LessThan,
    UpTo,
    // The rest.
    Blocker,
    Break,
    Neutral,
}

/// What a pattern of a period stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Means {
    FirstMonths,
    FirstQuarters,
    Quarter,
    Half,
    FirstHalf,
    SecondHalf,
    Months,
    Years,
    EndOfMonth,
    EndOfYear,
    Day,
    SinceMonth,
    ByMonth,
    Month,
    NextDecade,
    PastDecade,
    ByYear,
    Year,
    /// A period that no fact is compared with.
    Other,
    /// Words that only repeat one.
    Nothing,
}

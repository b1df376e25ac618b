//! Every bound that more than one part of the program knows: the contract says them, the checks hold them.

/// Longest text that a cell may hold, in characters; bounds every answer and the contract says so.
pub const MAX_TEXT: usize = 2000;
/// Most items of a list.
pub const MAX_LIST: usize = 1000;
/// Largest number, and smallest with a minus; beyond it a double has gaps between whole numbers.
pub const MAX_NUMBER: f64 = 9.0e15;
/// The same for whole numbers.
pub const MAX_INTEGER: u64 = 9_000_000_000_000_000;
/// Most words in a quote: a quote pins a statement, it does not retell it.
pub const MAX_QUOTE_WORDS: usize = 12;

/// Rows on a page when the request names no limit.
pub const DEFAULT_LIMIT: u32 = 100;
/// Most rows that a page may have.
pub const MAX_LIMIT: u32 = 1000;
/// Most columns to group by at once.
pub const MAX_GROUPS: usize = 3;
/// Most values that a facet shows.
pub const FACET_VALUES: u32 = 100;
/// Most words that a parameter takes, joined by commas.
pub const MAX_WORDS: usize = 100;
/// Most characters of a word that a filter takes.
pub const MAX_WORD: usize = 256;
/// Most characters of a text to search for.
pub const MAX_SEARCH: usize = 1000;
/// Most bytes of a query string.
pub const MAX_QUERY: usize = 8192;

/// Most characters of a sentence in an error: a request may be long, its answer need not be.
pub const MAX_DETAIL: usize = 1000;
/// Most mistakes that one answer tells: each is explained with what would be right, which costs.
pub const MAX_MISTAKES: usize = 8;
/// Most hints that an empty answer gives.
pub const MAX_HINTS: usize = 5;
/// Most rows that a spreadsheet takes: it is made in memory, and spreadsheet programs are slow with more.
pub const MAX_XLSX: u64 = 100_000;
/// Most bytes of a chart.
pub const MAX_CHART: usize = 20_000;
/// The narrowest chart, in pixels.
pub const MIN_WIDTH: u32 = 320;
/// The widest.
pub const MAX_WIDTH: u32 = 1600;
/// Most rows that series and totals are made of: they are read into memory.
pub const MAX_FIGURES: u64 = 10_000;

/// Most claims that one request may have checked.
pub const MAX_CLAIMS: usize = 20;
/// Most characters of a claim.
pub const MAX_CLAIM: usize = 1000;
/// Most figures of a claim: each is searched for.
pub const MAX_CLAIM_FIGURES: usize = 12;
/// Most names that one request to reconcile may have.
pub const MAX_BATCH: usize = 100;
/// Most bytes of a body that a request may have: a batch of names, a call of a tool.
pub const MAX_BODY: usize = 256 * 1024;

//! YAML in fewer lines: a lone reference, a list of words and a few short entries stand on the line of their key. What they
//! say is the same.

/// Longest line that entries are joined to, in bytes.
const WIDTH: usize = 140;

/// The same document, shorter.
pub fn compact(yaml: &str) -> String {
    // Inside out: what is on one line by now may be an entry of what holds it.
    let words = joined(yaml, |key, rest| if key.ends_with(" enum:") { words(key, rest) } else { reference(key, rest) });
    joined(&words, entries)
}

/// The document with what `join` finds below a key behind it, given the key and the lines after it.
fn joined(yaml: &str, join: impl Fn(&str, &[&str]) -> Option<(String, usize)>) -> String {
    let lines: Vec<&str> = yaml.lines().collect();
    let mut short = String::with_capacity(yaml.len());
    let mut at = 0;
    while at < lines.len() {
        let rest = &lines[at + 1..];
        short.push_str(lines[at]);
        let taken = join(lines[at], rest).map_or(0, |(value, taken)| {
            short.push(' ');
            short.push_str(&value);
            taken
        });
        short.push('\n');
        at += 1 + taken;
    }
    short
}

/// The reference that is all that a key holds, and the one line that it takes.
fn reference(key: &str, rest: &[&str]) -> Option<(String, usize)> {
    let line = rest.first().filter(|line| key.ends_with(':') && line.trim_start().starts_with("$ref: "))?;
    let is_alone = rest.get(1).is_none_or(|next| indent(next) < indent(line));
    is_alone.then(|| (format!("{{{}}}", line.trim_start()), 1))
}

/// The words below a key as a list, and how many lines they take.
fn words(key: &str, rest: &[&str]) -> Option<(String, usize)> {
    let is_plain = |word: &&str| word.chars().all(|c| c.is_alphanumeric() || "-_.'".contains(c));
    let word = |line: &&str| line.trim_start().strip_prefix("- ").filter(is_plain).map(str::to_owned);
    let words: Vec<String> =
        rest.iter().map_while(|line| word(line).filter(|_| indent(line) <= indent(key) + 2)).collect();
    let is_whole =
        rest.get(words.len()).is_none_or(|next| !next.trim_start().starts_with("- ") || indent(next) < indent(key));
    (is_whole && !words.is_empty()).then(|| (format!("[{}]", words.join(", ")), words.len()))
}

/// The entries below a key, where all of them are short, and how many lines they take.
fn entries(key: &str, rest: &[&str]) -> Option<(String, usize)> {
    let depth = indent(rest.first().filter(|_| key.ends_with(':'))?);
    let own: Vec<&str> = rest.iter().take_while(|line| indent(line) >= depth && depth > indent(key)).copied().collect();
    let is_short = |line: &&str| indent(line) == depth && line.trim_start().split_once(": ").is_some_and(is_entry);
    let text = own.iter().map(|line| line.trim_start()).collect::<Vec<_>>().join(", ");
    let fits = !own.is_empty() && own.iter().all(is_short) && key.len() + text.len() + 3 <= WIDTH;
    fits.then(|| (format!("{{{text}}}"), own.len()))
}

/// Whether a key and its value may stand between braces: nothing bare in them means something there.
fn is_entry((key, value): (&str, &str)) -> bool {
    let is_plain = |text: &str| !text.contains([',', '[', ']', '{', '}', '\'', '"', '#']);
    let is_closed = |open, close| value.starts_with(open) && value.ends_with(close);
    let is_value = is_plain(value) && !value.starts_with(['|', '>', '&', '*', '!', '%', '@', '`']);
    let is_list = is_closed('[', ']') || is_closed('{', '}');
    !key.starts_with("- ") && is_plain(key.trim_matches('\'')) && (is_value || is_list || is_closed('\'', '\''))
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

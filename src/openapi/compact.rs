//! YAML in fewer lines: a lone reference and a list of words stand on the line of their key. What they say is the same.

/// The same document, shorter.
pub fn compact(yaml: &str) -> String {
    let lines: Vec<&str> = yaml.lines().collect();
    let mut short = String::with_capacity(yaml.len());
    let mut at = 0;
    while at < lines.len() {
        let rest = &lines[at + 1..];
        short.push_str(lines[at]);
        let joined = if lines[at].ends_with(" enum:") { words(lines[at], rest) } else { reference(lines[at], rest) };
        let taken = joined.map_or(0, |(value, taken)| {
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

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

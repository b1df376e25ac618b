//! Text in lines, whose width can only be estimated.

/// About how wide text is. Which font a reader has is not known, so it is as wide as in a wide one.
pub fn width(text: &str, size: f64) -> f64 {
    let em = |c: char| match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' | '\u{a0}' => 0.33,
        'f' | 't' | 'r' | '-' | '(' | ')' | '/' => 0.42,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '—' | '…' => 0.96,
        'A'..='Z' | '&' | '+' | '=' | '<' | '>' => 0.76,
        '\u{300}'..='\u{36f}' => 0.0,
        c if c >= '\u{2e80}' => 1.0,
        _ => 0.63,
    };
    text.chars().map(em).sum::<f64>() * size
}

/// Text cut to a number of characters.
pub fn clipped(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most - 1).collect();
    format!("{}…", kept.trim_end())
}

/// Text in lines of a width: broken at blanks, after what joins the parts of an address, between Chinese characters, and
/// anywhere in a word that has a line for itself.
pub fn wrapped(text: &str, room: f64, size: f64) -> Vec<String> {
    let mut lines = vec![String::new()];
    for piece in pieces(text) {
        let last = lines.last().map_or("", String::as_str);
        if !last.is_empty() && width(&format!("{last}{}", piece.trim_end()), size) > room {
            lines.push(String::new());
        }
        for c in piece.chars() {
            let is_full =
                lines.last().is_some_and(|last| width(last, size) + size > room && !last.trim_end().is_empty());
            if is_full && width(piece.trim_end(), size) > room {
                lines.push(String::new());
            }
            lines.last_mut().into_iter().for_each(|last| last.push(c));
        }
    }
    lines.iter().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

/// Text cut where a line may end.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((_, c)) = characters.next() {
        let Some((next, follows)) = characters.peek().copied() else { break };
        let is_closing = "，。；：、）》”’".contains(follows);
        let is_wide = |c: char| c >= '\u{2e80}';
        if matches!(c, ' ' | '&' | '?' | ',') && !follows.is_whitespace()
            || (is_wide(c) || is_wide(follows)) && !is_closing && c != '\u{a0}'
        {
            pieces.push(&text[start..next]);
            start = next;
        }
    }
    pieces.push(&text[start..]);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_no_wider_than_their_room_and_nothing_is_lost() {
        for text in [
            "China's direct investment stock in Latin America at the end of 2017",
            "2018年中国与拉美贸易额，按中方统计口径计算的进出口总额",
            "https://facts.example/trade/series.svg?measure=value&partner=LAC&flow=exports,imports,total",
            "Donaudampfschiffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
        ] {
            for room in [90.0, 200.0, 400.0] {
                let lines = wrapped(text, room, 16.0);
                assert!(lines.iter().all(|line| width(line, 16.0) <= room + 1.0), "{lines:?}");
                let without = |text: &str| text.replace(' ', "");
                assert_eq!(without(&lines.concat()), without(text));
            }
        }
    }
}

//! A picture while it is drawn, from the top down.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::MARGIN;
use super::describe::Described;

/// A picture while it is drawn.
pub struct Drawing {
    /// How wide it is.
    pub width: f64,
    /// How far down it is drawn.
    pub y: f64,
    body: String,
}

impl Drawing {
    /// An empty one that begins below a margin.
    pub fn new(width: f64, margin: f64) -> Self {
        Self { width, y: margin, body: String::new() }
    }

    /// Leave room.
    pub fn skip(&mut self, room: f64) {
        self.y += room;
    }

    /// Text at a place; what is in it is escaped.
    pub fn text(&mut self, class: &str, x: f64, y: f64, text: &str) {
        self.marked_text(class, x, y, text, "");
    }

    /// Text with small marks behind it.
    pub fn marked_text(&mut self, class: &str, x: f64, y: f64, text: &str, marks: &str) {
        let marks = if marks.is_empty() {
            String::new()
        } else {
            format!("<tspan class=\"s\" dy=\"-5\">\u{2009}{}</tspan>", escaped(marks))
        };
        let (x, y, text) = (short(x), short(y), escaped(text));
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        let _ = write!(self.body, "<text{class} x=\"{x}\" y=\"{y}\">{text}{marks}</text>");
    }

    /// One line of text across the picture.
    pub fn line(&mut self, class: &str, text: &str, size: f64) {
        self.y += (size * 1.35).round();
        self.text(class, MARGIN, self.y, text);
    }

    /// Text in as many lines as it takes, the last clipped where it takes more than `most`.
    pub fn paragraph(&mut self, class: &str, text: &str, size: f64, most: usize) {
        // Semibold letters are wider.
        let mut lines = wrapped(text, self.width - 2.0 * MARGIN, if class == "h" { size * 1.08 } else { size });
        if lines.len() > most {
            lines.truncate(most);
            lines.last_mut().into_iter().for_each(|last| {
                last.pop();
                last.push('…');
            });
        }
        for line in lines {
            self.line(class, &line, size);
        }
    }

    /// Text in lines that leave room at their left.
    pub fn indented(&mut self, class: &str, text: &str, indent: f64, size: f64) {
        for line in wrapped(text, self.width - 2.0 * MARGIN - indent, size) {
            self.y += (size * 1.35).round();
            self.text(class, MARGIN + indent, self.y, &line);
        }
    }

    /// A thin line across the picture.
    pub fn rule(&mut self) {
        let d = format!("M{} {}H{}", short(MARGIN), short(self.y), short(self.width - MARGIN));
        self.path("g", &d);
    }

    /// A shape; none where there is nothing of it.
    pub fn path(&mut self, class: &str, d: &str) {
        if !d.is_empty() {
            let _ = write!(self.body, "<path class=\"{class}\" d=\"{d}\"/>");
        }
    }

    /// The whole document.
    pub fn finish(self, language: &str, described: &Described) -> String {
        let (width, height) = (short(self.width), short(self.y + MARGIN));
        let (title, description) = (escaped(&described.title), escaped(&described.text));
        let language = if language == "zh" { "zh-Hans" } else { language };
        let style = include_str!("style.css").replace('\n', "");
        let hatch = if self.body.contains("class=\"w\"") {
            "<defs><pattern id=\"w\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
             <path class=\"v\" d=\"M1 0V5\"/></pattern></defs>"
        } else {
            ""
        };
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xml:lang=\"{language}\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"title desc\"><title id=\"title\">{title}</title>\
             <desc id=\"desc\">{description}</desc><style>{style}</style>{hatch}\
             <path class=\"p\" d=\"M0 0H{width}V{height}H0z\"/>{}</svg>\n",
            self.body
        )
    }
}

/// A number to a tenth, for a picture needs no more.
pub fn short(number: f64) -> String {
    let text = format!("{number:.1}");
    text.strip_suffix(".0").unwrap_or(&text).to_owned()
}

/// Text that stays text in XML: without characters that it forbids, those escaped that mean something in it.
pub fn escaped(text: &str) -> Cow<'_, str> {
    let is_plain = |c: char| !matches!(c, '<' | '>' | '&' | '"' | '\'' | '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    if text.chars().all(is_plain) {
        return text.into();
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '<' => safe += "&lt;",
            '>' => safe += "&gt;",
            '&' => safe += "&amp;",
            '"' => safe += "&quot;",
            '\'' => safe += "&#39;",
            '\0'..='\u{1f}' => safe.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            _ => safe.push(c),
        }
    }
    safe.into()
}

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
        if matches!(c, ' ' | '&' | '?' | ',' | '/') && !follows.is_whitespace() && follows != '/'
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

    #[test]
    fn text_cannot_become_markup() {
        assert_eq!(escaped("<script>\"&'\u{1}\u{ffff}"), "&lt;script&gt;&quot;&amp;&#39; ");
        assert_eq!(escaped("plain — 文字"), "plain — 文字");
    }
}

//! A picture while it is drawn, from the top down.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::MARGIN;
use super::describe::Described;
use super::lines::wrapped;
use super::spot::{Span, Spot};

/// A picture while it is drawn.
pub struct Drawing {
    /// How wide it is.
    pub width: f64,
    /// How far down it is drawn.
    pub y: f64,
    /// Where figures are drawn.
    pub spots: Vec<Spot>,
    /// Where lines of years are.
    pub spans: Vec<Span>,
    body: String,
}

impl Drawing {
    /// An empty one that begins below a margin.
    pub fn new(width: f64, margin: f64) -> Self {
        Self { width, y: margin, spots: Vec::new(), spans: Vec::new(), body: String::new() }
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
            let up = if class == "l" { 13 } else { 5 };
            format!("<tspan class=\"s\" dy=\"-{up}\">\u{2009}{}</tspan>", escaped(marks))
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
    pub fn finish(&self, language: &str, described: &Described) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_become_markup() {
        assert_eq!(escaped("<script>\"&'\u{1}\u{ffff}"), "&lt;script&gt;&quot;&amp;&#39; ");
        assert_eq!(escaped("plain — 文字"), "plain — 文字");
    }
}

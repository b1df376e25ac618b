//! What a page is made of at the least: a text that may lead somewhere.

/// A text, where it leads, and what a pointer that rests on it tells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Link {
    /// What is read.
    pub text: String,
    /// Where it leads; empty for plain text.
    pub href: String,
    /// More of it; empty where the text is all there is.
    pub more: String,
}

impl Link {
    /// Plain text.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// A text that leads somewhere.
    pub fn to(href: impl Into<String>, text: impl Into<String>) -> Self {
        Self { text: text.into(), href: href.into(), ..Self::default() }
    }

    /// The same with more to tell.
    pub fn with_more(self, more: &str) -> Self {
        Self { more: if more == self.text { String::new() } else { more.to_owned() }, ..self }
    }
}

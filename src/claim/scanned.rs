//! A text read as far as its words go: in its language, cut into its parts, with its figures and periods.

use std::ops::Range;

use super::cutter::Cutter;
use super::figure::{Figure, figures};
use super::folded::Folded;
use super::lexicon::{Lexicon, lexicon, of_text};
use super::period::{Period, periods};
use super::piece::Piece;
use crate::dataset::Vocabulary;

/// A text and its parts.
pub struct Scanned {
    /// The text as it is compared.
    pub folded: Folded,
    /// The words of its language.
    pub lexicon: &'static Lexicon,
    /// Its parts in order.
    pub pieces: Vec<Piece>,
    /// Its figures.
    pub figures: Vec<Figure>,
    /// Its periods.
    pub periods: Vec<Period>,
}

impl Scanned {
    /// A text in whatever of the languages it is.
    pub fn of(text: &str, vocabulary: &Vocabulary) -> Self {
        let folded = Folded::of(text);
        let lexicon = of_text(&folded.text);
        Self::new(text, folded, lexicon, vocabulary)
    }

    /// A text in a language.
    pub fn in_language(text: &str, language: &str, vocabulary: &Vocabulary) -> Self {
        Self::new(text, Folded::of(text), lexicon(language), vocabulary)
    }

    fn new(original: &str, folded: Folded, lexicon: &'static Lexicon, vocabulary: &Vocabulary) -> Self {
        let periods = periods(&folded.text, lexicon);
        let taken: Vec<Range<usize>> = periods.iter().map(|period| period.at.clone()).collect();
        let figures = figures(&folded.text, lexicon, &taken);
        let cutter = Cutter { original, folded: &folded, lexicon, figures: &figures, periods: &periods, vocabulary };
        let pieces = cutter.pieces();
        Self { folded, lexicon, pieces, figures, periods }
    }
}

#[cfg(test)]
mod tests {
    use super::super::piece::What;
    use super::*;
    use crate::check;
    use crate::data::Folder;

    #[test]
    fn a_text_is_cut_into_phrases_names_figures_periods_and_words() {
        let vocabulary = check::load(&Folder::Embedded).unwrap().vocabulary();
        let cut = |text: &str| -> String {
            let scanned = Scanned::of(text, &vocabulary);
            let show = |piece: &Piece| match &piece.what {
                What::Phrase(senses) => format!("{:?}", senses[0]),
                What::Name(_, id) => id.clone(),
                What::Word(word) => format!("`{word}`"),
                other => format!("{other:?}"),
            };
            scanned.pieces.iter().map(show).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(
            cut("China's soybean imports from Latin America reached $3 billion in 2018."),
            "China Possessive `soybean` Import From Region Neutral Figure(0) In Period(0) Stop"
        );
        assert_eq!(cut("The China-CELAC Forum has 33 members"), "Neutral china-celac-forum Neutral Figure(0) `member`");
        assert_eq!(cut("between China and Latin America"), "Between China And Region");
        assert_eq!(
            cut("Xi Jinping said in Brazil that it is so"),
            "xi-jinping Attribution In BRA Neutral Neutral Neutral `so`"
        );
        assert_eq!(
            cut("2018年，中国与拉美贸易额达到3074亿美元。"),
            "Period(0) Comma China With Region Trade Neutral Figure(0) Stop"
        );
    }
}

//! Changes that are drawn by chance.

use crate::dice::Dice;

/// Characters that mean something to somebody.
const MARKS: &[&str] = &[
    "%",
    "%00",
    "%zz",
    "&",
    "=",
    ",",
    ";",
    "\"",
    "'",
    "*",
    "(",
    ")",
    "-",
    "_",
    ":",
    "/",
    "..",
    "+",
    "\u{0}",
    "\n",
    "\t",
    "é",
    "巴西",
    "\u{202e}",
    "\u{1f600}",
    "e\u{301}",
    "9999999999999999999999",
    "-0",
    "1e308",
    "1e-320",
    "NaN",
    "null",
    "0x10",
    "2018-02-30",
    "9999-12-31",
    "-9999",
    "AND",
    "NEAR(",
    "^",
    "{",
    "}",
    "[",
    "]",
    "#",
    "\\",
    "<",
    "\u{feff}",
    "ﬁ",
    "İ",
    "ß",
];

/// One of the texts with up to eight changes; others lend it parts.
pub fn changed(dice: &mut Dice, texts: &[String]) -> String {
    let mut text: Vec<char> = dice.one(texts).chars().collect();
    for _ in 0..dice.below(8) {
        let at = dice.place(text.len());
        let end = (at + dice.place(12)).min(text.len());
        match dice.below(7) {
            0 => drop(text.drain(at..end)),
            1 => drop(text.splice(at..at, dice.one(MARKS).chars())),
            2 => drop(text.splice(at..end, dice.one(MARKS).chars())),
            3 => {
                let other: Vec<char> = dice.one(texts).chars().collect();
                let from = dice.place(other.len());
                drop(text.splice(at.., other[from..].iter().copied()));
            }
            4 => {
                let part = text[at..end].to_vec();
                let times = dice.place(40);
                drop(text.splice(at..at, part.into_iter().cycle().take((end - at) * times)));
            }
            5 if at < text.len() => {
                text[at] = char::from_u32(u32::try_from(dice.below(0x3000)).unwrap()).unwrap_or('\u{fffd}');
            }
            _ => text.extend(dice.one(MARKS).chars()),
        }
    }
    text.into_iter().collect()
}

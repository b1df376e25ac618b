//! "Did you mean": the known word that is nearest to a misspelt one, and none rather than a wrong one.

/// A longer word is not compared: nobody misspells one, and the comparison costs the product of both lengths.
const LONGEST: usize = 64;

/// The known word that a misspelt one was probably meant to be: one slip in four letters is forgiven, of three letters
/// only that two were exchanged.
pub fn suggestion<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    if word.chars().nth(LONGEST).is_some() {
        return None;
    }
    let word = word.to_lowercase();
    alike(&word, known)
        .map(|candidate| (strsim::damerau_levenshtein(&word, &candidate.to_lowercase()), candidate))
        .filter(|(distance, candidate)| is_near(&word, candidate, *distance))
        // Of two as near, people mistype the end of a word sooner than its beginning.
        .min_by_key(|(distance, candidate)| (*distance, std::cmp::Reverse(shared_start(&word, candidate))))
        .map(|(_, candidate)| candidate)
}

/// The known words that are worth the comparison, since they have nearly the letters of a word: each slip is one letter too
/// many, one too few, or both.
fn alike<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> impl Iterator<Item = &'a str> {
    let (letters, length) = letters(word);
    known.filter(move |candidate| {
        // Most are of another length, which is told sooner.
        let characters = candidate.chars().count();
        if characters.abs_diff(length) > length.max(characters) / 4 + 1 {
            return false;
        }
        let (others, other) = self::letters(candidate);
        let differing: usize = letters.iter().zip(others).map(|(one, other)| usize::from(one.abs_diff(other))).sum();
        differing <= 2 * (length.max(other) / 4)
    })
}

/// How often each letter stands in a word, in whatever case, and how many there are; rare letters are counted together.
fn letters(word: &str) -> ([u8; 32], usize) {
    let mut counts = [0_u8; 32];
    let mut length = 0;
    let mut count = |letter: char| {
        let count = &mut counts[letter as usize % 32];
        *count = count.saturating_add(1);
        length += 1;
    };
    for letter in word.chars() {
        if letter.is_ascii() { count(letter.to_ascii_lowercase()) } else { letter.to_lowercase().for_each(&mut count) }
    }
    (counts, length)
}

fn is_near(word: &str, candidate: &str, distance: usize) -> bool {
    let exchanged = || {
        let letters = |text: &str| {
            let mut letters: Vec<char> = text.to_lowercase().chars().collect();
            letters.sort_unstable();
            letters
        };
        distance == 1 && letters(word) == letters(candidate)
    };
    distance <= word.chars().count().max(candidate.chars().count()) / 4 || exchanged()
}

fn shared_start(word: &str, candidate: &str) -> usize {
    word.chars().zip(candidate.to_lowercase().chars()).take_while(|(a, b)| a == b).count()
}

/// `; did you mean ...?`, or nothing when no known word is near.
pub fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> String {
    suggestion(word, known).map_or_else(String::new, |near| format!("; did you mean `{near}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_mended_and_another_word_is_not_taken_for_one() {
        let near = |word, known: &[&'static str]| suggestion(word, known.iter().copied());
        assert_eq!(near("yaer", &["year", "value"]), Some("year"));
        assert_eq!(near("PRE", &["PAN", "PER"]), Some("PER"));
        assert_eq!(near("Valeu", &["value_low", "value"]), Some("value"));
        for (word, other) in
            [("Spain", "PAN"), ("UK", "UKR"), ("foo", "flow"), ("start_date", "start_not"), ("BRZ", "BRA")]
        {
            assert_eq!(near(word, &[other]), None, "{word}");
        }
        let long = "x".repeat(4000);
        assert_eq!(suggestion(&long, std::iter::once(long.as_str())), None);
    }

    #[test]
    fn only_words_of_nearly_the_same_letters_are_compared() {
        let syllables = ["ba", "co", "de", "fi", "gu", "ha", "jo", "ke", "li", "mu"];
        let word = |n: usize| [n % 10, n / 10 % 10, n / 100].map(|digit| syllables[digit]).concat();
        let known: Vec<String> = (0..1000).map(word).collect();
        let compared = |word| alike(word, known.iter().map(String::as_str)).count();
        assert_eq!((compared("p17arameter"), compared("brazil"), compared("")), (0, 0, 0));
        assert!((1..50).contains(&compared("bacode")), "{}", compared("bacode"));
    }

    /// The words that may be near are among those that are compared, whatever is done to a word.
    #[test]
    fn whatever_is_near_is_compared() {
        let known = ["year", "value_low", "organization", "PER", "méxico", "巴西"];
        for (place, word) in known.into_iter().enumerate() {
            let letters: Vec<char> = word.to_lowercase().chars().collect();
            for at in 0..letters.len() {
                let (mut left, mut put, mut exchanged) = (letters.clone(), letters.clone(), letters.clone());
                left.remove(at);
                put[at] = 'z';
                exchanged.swap(at, (at + 1) % letters.len());
                for changed in [left, put, exchanged] {
                    let changed: String = changed.into_iter().collect();
                    let distance = strsim::damerau_levenshtein(&changed, &word.to_lowercase());
                    let is_compared = alike(&changed, known.into_iter().skip(place).take(1)).count() == 1;
                    assert!(is_compared || !is_near(&changed, word, distance), "{changed} for {word}");
                }
            }
        }
    }
}

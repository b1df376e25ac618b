//! "Did you mean": the known word that is nearest to a misspelt one, and none rather than a wrong one.

/// A longer word is not compared: nobody misspells one, and the comparison costs the product of both lengths.
const LONGEST: usize = 64;

/// The known word that a misspelt one was probably meant to be: one slip in four letters is forgiven, of three letters
/// only that two were exchanged.
pub fn suggestion<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
    if length > LONGEST {
        return None;
    }
    let word = word.to_lowercase();
    known
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= length / 3 + 1)
        .map(|candidate| (strsim::damerau_levenshtein(&word, &candidate.to_lowercase()), candidate))
        .filter(|(distance, candidate)| is_near(&word, candidate, *distance))
        // Of two as near, people mistype the end of a word sooner than its beginning.
        .min_by_key(|(distance, candidate)| (*distance, std::cmp::Reverse(shared_start(&word, candidate))))
        .map(|(_, candidate)| candidate)
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
}

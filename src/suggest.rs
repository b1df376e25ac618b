//! "Did you mean": the known word that is nearest to a misspelt one.

/// The known word that a misspelt one was probably meant to be.
pub fn suggestion<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    known
        .map(|candidate| (strsim::damerau_levenshtein(&word, &candidate.to_lowercase()), candidate))
        .filter(|(distance, candidate)| *distance <= 1 + candidate.chars().count().max(word.chars().count()) / 4)
        // Of two as near, people mistype the end of a word sooner than its beginning.
        .min_by_key(|(distance, candidate)| (*distance, std::cmp::Reverse(shared_start(&word, candidate))))
        .map(|(_, candidate)| candidate)
}

fn shared_start(word: &str, candidate: &str) -> usize {
    word.chars().zip(candidate.to_lowercase().chars()).take_while(|(a, b)| a == b).count()
}

/// `; did you mean ...?`, or nothing when no known word is near.
pub fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> String {
    suggestion(word, known).map_or_else(String::new, |near| format!("; did you mean `{near}`?"))
}

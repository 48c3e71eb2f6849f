//! Did you mean? The known word that is nearest to an unknown one.

/// The nearest of the known words, if it is near enough to be a slip: a letter in three may differ.
pub fn nearest<'k>(found: &str, known: &'k [String]) -> Option<&'k str> {
    let lower = found.to_lowercase();
    let far = |word: &str| strsim::damerau_levenshtein(&lower, &word.to_lowercase());
    // Who pastes a page into a field needs no comparison.
    let short = |word: &&String| word.len() < 100 && found.len() < 100;
    let best = known.iter().filter(short).map(|word| (far(word), word)).min_by_key(|it| it.0)?;
    let allowed = (found.chars().count() / 3).max(1);
    (best.0 <= allowed && found.chars().count() > 1).then_some(best.1)
}

//! Did you mean? The known word that is nearest to an unknown one.

/// The nearest of the known words, if it is near enough to be a slip: a letter in three may differ.
pub fn nearest<'k>(found: &str, known: &'k [String]) -> Option<&'k str> {
    let lower = found.to_lowercase();
    let length = found.chars().count();
    let allowed = (length / 3).max(1);
    let far = |word: &str| strsim::osa_distance(&lower, &word.to_lowercase());
    // Who pastes a page into a field needs no comparison; nor do words so much longer or shorter.
    let near = |word: &&String| {
        word.len() < 100 && found.len() < 100 && word.chars().count().abs_diff(length) <= allowed
    };
    let best = known.iter().filter(near).map(|word| (far(word), word)).min_by_key(|it| it.0)?;
    (best.0 <= allowed && length > 1).then_some(best.1)
}

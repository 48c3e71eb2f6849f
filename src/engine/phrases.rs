//! The engine's own words in reasons, by language. `{}` is where the site's words go.
//!
//! What a site writes itself (titles, names, `because`) comes in the page's language from its config.

use super::plan::Plan;

/// A thing that reasons say, and what it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phrase {
    /// The visitor said that he is of this persona.
    Said,
    /// It follows from this offer, which the visitor clicked, or at whose page the last visit ended.
    Follows,
    /// It follows from this page, which this offer leads to.
    FromHere,
    /// Its page was visited session after session.
    CameBack,
    /// The visitor went there from this page before.
    WentThere,
    /// The visitor began a visit there.
    BeganThere,
    /// The visitor looked at it a while ago.
    Looked,
    /// This signal held, and the site has words for it.
    Did,
    /// The page viewed at this position of the journal was read; stands inside [`Phrase::Did`].
    Read,
    /// The site was searched at this position of the journal; stands inside [`Phrase::Did`].
    Searched,
    /// It is for a colleague of this persona.
    PassOn,
    /// Nothing is known yet.
    Start,
    /// Nothing in particular speaks for it.
    Also,
}

/// The phrases in the order of [`Phrase`]; the first language is spoken where neither the page's nor the config's is known.
const LANGUAGES: [(&str, [&str; 13]); 4] = [
    (
        "en",
        [
            "Because you said “{}”",
            "Follows from “{}”",
            "A next step from this page",
            "Because you came back to it",
            "Because you went there from here before",
            "Because you began there before",
            "Because you looked at it before",
            "Because {}",
            "you read “{}”",
            "you searched for “{}”",
            "Worth passing on to: {}",
            "A good place to start",
            "Also worth a look",
        ],
    ),
    (
        "de",
        [
            "Weil Sie sagten: „{}“",
            "Folgt auf „{}“",
            "Ein nächster Schritt von dieser Seite",
            "Weil Sie darauf zurückgekommen sind",
            "Weil Sie von hier schon dorthin gegangen sind",
            "Weil Sie dort schon begonnen haben",
            "Weil Sie es schon angesehen haben",
            "Weil {}",
            "Sie „{}“ gelesen haben",
            "Sie „{}“ gesucht haben",
            "Zum Weitergeben an: {}",
            "Ein guter Anfang",
            "Auch einen Blick wert",
        ],
    ),
    (
        "fr",
        [
            "Parce que vous avez dit « {} »",
            "Fait suite à « {} »",
            "Une suite à cette page",
            "Parce que vous y êtes revenu",
            "Parce que vous y êtes déjà allé d’ici",
            "Parce que vous avez déjà commencé par là",
            "Parce que vous l’avez déjà regardé",
            "Parce que {}",
            "vous avez lu « {} »",
            "vous avez cherché « {} »",
            "À transmettre à : {}",
            "Un bon point de départ",
            "À voir aussi",
        ],
    ),
    (
        "es",
        [
            "Porque dijo: «{}»",
            "Sigue a «{}»",
            "Un paso más desde esta página",
            "Porque ha vuelto a ello",
            "Porque ya fue allí desde aquí",
            "Porque ya empezó por allí",
            "Porque ya lo ha mirado",
            "Porque {}",
            "leyó «{}»",
            "buscó «{}»",
            "Para compartir con: {}",
            "Un buen comienzo",
            "También merece una mirada",
        ],
    ),
];

/// What stands before and after the site's words in a phrase, in the page's language.
pub fn around(plan: &Plan, phrase: Phrase) -> [&'static str; 2] {
    let spoken = |language: &str| {
        // `de` speaks for `de-AT` too.
        let base = language.get(..2).unwrap_or_default();
        LANGUAGES.iter().find(|(known, _)| base.eq_ignore_ascii_case(known))
    };
    let phrases = spoken(&plan.language).or_else(|| spoken(&plan.config.locale));
    let pattern = phrases.unwrap_or(&LANGUAGES[0]).1[phrase as usize];
    let place = pattern.bytes().position(|byte| byte == b'{').unwrap_or(pattern.len());
    let [before, after] = [0..place, place + 2..pattern.len()];
    [pattern.get(before).unwrap_or_default(), pattern.get(after).unwrap_or_default()]
}

//! The engine's own words in reasons, by language. `{}` is where the site's words go.
//!
//! What a site writes itself (titles, names, `because`) comes in the page's language from its config.

use super::plan::Plan;
use super::url::{cut, part};

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

/// The phrases in the order of [`Phrase`], a line each; the first language is spoken where neither the page's nor the
/// config's is known. One text a language: a list of texts would cost the browser module its places and lengths.
const LANGUAGES: [(&str, &str); 4] = [
    (
        "en",
        "Because you said “{}”\n\
         Follows from “{}”\n\
         A next step from this page\n\
         Because you came back to it\n\
         Because you went there from here before\n\
         Because you began there before\n\
         Because you looked at it before\n\
         Because {}\n\
         you read “{}”\n\
         you searched for “{}”\n\
         Worth passing on to: {}\n\
         A good place to start\n\
         Also worth a look",
    ),
    (
        "de",
        "Weil Sie sagten: „{}“\n\
         Folgt auf „{}“\n\
         Ein nächster Schritt von dieser Seite\n\
         Weil Sie darauf zurückgekommen sind\n\
         Weil Sie von hier schon dorthin gegangen sind\n\
         Weil Sie dort schon begonnen haben\n\
         Weil Sie es schon angesehen haben\n\
         Weil {}\n\
         Sie „{}“ gelesen haben\n\
         Sie „{}“ gesucht haben\n\
         Zum Weitergeben an: {}\n\
         Ein guter Anfang\n\
         Auch einen Blick wert",
    ),
    (
        "fr",
        "Parce que vous avez dit « {} »\n\
         Fait suite à « {} »\n\
         Une suite à cette page\n\
         Parce que vous y êtes revenu\n\
         Parce que vous y êtes déjà allé d’ici\n\
         Parce que vous avez déjà commencé par là\n\
         Parce que vous l’avez déjà regardé\n\
         Parce que {}\n\
         vous avez lu « {} »\n\
         vous avez cherché « {} »\n\
         À transmettre à : {}\n\
         Un bon point de départ\n\
         À voir aussi",
    ),
    (
        "es",
        "Porque dijo: «{}»\n\
         Sigue a «{}»\n\
         Un paso más desde esta página\n\
         Porque ha vuelto a ello\n\
         Porque ya fue allí desde aquí\n\
         Porque ya empezó por allí\n\
         Porque ya lo ha mirado\n\
         Porque {}\n\
         leyó «{}»\n\
         buscó «{}»\n\
         Para compartir con: {}\n\
         Un buen comienzo\n\
         También merece una mirada",
    ),
];

/// The phrases of a page's language: what stands before and after the site's words in each.
#[derive(Clone, Debug)]
pub struct Phrases(Vec<[&'static str; 2]>);

impl Phrases {
    /// Those of the page's language, or else of the config's.
    pub fn of(plan: &Plan) -> Self {
        let spoken = |language: &str| {
            // `de` speaks for `de-AT` too.
            let base = language.get(..2).unwrap_or_default();
            LANGUAGES.iter().find(|(known, _)| base.eq_ignore_ascii_case(known))
        };
        let &(_, mut rest) =
            spoken(&plan.language).or_else(|| spoken(&plan.config.locale)).unwrap_or(&LANGUAGES[0]);
        let mut phrases = Vec::new();
        while !rest.is_empty() {
            let (line, after) = cut(rest, b'\n');
            let (open, close) = cut(line, b'{');
            phrases.push([open, part(close, 1, close.len())]);
            rest = after;
        }
        Phrases(phrases)
    }

    /// What stands around the site's words in this phrase.
    pub fn around(&self, phrase: Phrase) -> [&'static str; 2] {
        self.0[phrase as usize]
    }
}

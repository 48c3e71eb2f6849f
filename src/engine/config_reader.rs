//! Reads `offers.json` from whatever holds it into a [`Config`], and says what is wrong with it.
//!
//! What is missing is a finding, and stands as an empty value in the config: an early return here would make the browser
//! module carry the code to drop every half-read part.

use super::condition_reader::condition;
use super::config::{
    Config, HideAfter, Image, Journey, Limit, Offer, Panel, Persona, Phase, Privacy, Signal, Site,
    Stage, Text,
};
use super::finding::{self, Finding};
use super::node::{At, Kind, Node, Place};
use super::reader::Reader;

type In<'a, 'p, N> = &'a At<'p, N>;

/// Reads a whole file. The config holds all that could be read; the findings say what could not.
pub fn read<N: Node>(document: &N) -> (Config, Vec<Finding>) {
    let mut reader = Reader::default();
    let config = config(&mut reader, &At::root(document)).unwrap_or_default();
    (config, reader.findings)
}

fn config<N: Node>(reader: &mut Reader, at: In<N>) -> Option<Config> {
    const FIELDS: [&str; 10] = [
        "$schema", "version", "locale", "personas", "journeys", "signals", "offers", "panel",
        "privacy", "site",
    ];
    if !reader.fields(at, &FIELDS) {
        return None;
    }
    reader.required(at, "version", |reader, at| {
        let number = at.node.number();
        if number != Some(1.0) {
            let text = at.node.text().unwrap_or_else(|| "of another kind".into());
            let found = number.map_or(text, |number| (number as i64).to_string());
            reader.findings.push(finding::unsupported_version(&found));
        }
        Some(())
    });
    Some(Config {
        locale: reader.text_in(at, "locale").unwrap_or_else(|| "en".into()),
        personas: reader.list(at, "personas", persona),
        journeys: reader.list(at, "journeys", journey),
        signals: reader.list(at, "signals", signal),
        offers: reader.list(at, "offers", offer),
        panel: reader.optional(at, "panel", panel).unwrap_or_default(),
        privacy: reader.optional(at, "privacy", privacy).unwrap_or_default(),
        site: reader.optional(at, "site", site).unwrap_or_default(),
    })
}

/// A string, or a map by language.
fn text<N: Node>(reader: &mut Reader, at: In<N>) -> Option<Text> {
    let by_language = match at.node.kind() {
        Kind::Map => reader.pairs(at, Reader::text)?,
        _ => vec![(String::new(), reader.text(at)?)],
    };
    Some(Text { by_language })
}

fn persona<N: Node>(reader: &mut Reader, at: In<N>) -> Option<Persona> {
    reader.fields(at, &["id", "name", "says", "prior", "words"]).then_some(())?;
    let id = reader.required(at, "id", Reader::text).unwrap_or_default();
    Some(Persona {
        name: named(reader, at, "name", &id),
        says: reader.optional(at, "says", text).unwrap_or_default(),
        prior: reader.number_in(at, "prior", 0.0, 1.0, "from 0 to 1"),
        words: reader.optional(at, "words", Reader::lowers).unwrap_or_default(),
        id,
    })
}

/// A name for people, or the id where none is written.
fn named<N: Node>(reader: &mut Reader, at: In<N>, key: &str, id: &str) -> Text {
    let plain = || Text { by_language: vec![(String::new(), id.into())] };
    reader.optional(at, key, text).unwrap_or_else(plain)
}

fn journey<N: Node>(reader: &mut Reader, at: In<N>) -> Option<Journey> {
    reader.fields(at, &["id", "name", "stages"]).then_some(())?;
    let id = reader.required(at, "id", Reader::text).unwrap_or_default();
    Some(Journey {
        name: named(reader, at, "name", &id),
        stages: reader
            .required(at, "stages", |reader, at| reader.elements(at, stage))
            .unwrap_or_default(),
        id,
    })
}

fn stage<N: Node>(reader: &mut Reader, at: In<N>) -> Option<Stage> {
    reader.fields(at, &["id", "name", "next", "phase"]).then_some(())?;
    let id = reader.required(at, "id", Reader::text).unwrap_or_default();
    let phase = reader.word_in(at, "phase", &["before", "purchase", "after"]);
    Some(Stage {
        name: named(reader, at, "name", &id),
        next: reader.optional(at, "next", Reader::texts).unwrap_or_default(),
        phase: match phase {
            Some("purchase") => Phase::Purchase,
            Some("after") => Phase::After,
            _ => Phase::Before,
        },
        id,
    })
}

fn signal<N: Node>(reader: &mut Reader, at: In<N>) -> Option<Signal> {
    reader
        .fields(at, &["id", "when", "persona", "stage", "journey", "because", "once"])
        .then_some(())?;
    let id = reader.required(at, "id", Reader::text).unwrap_or_default();
    let strengths = |reader: &mut Reader, key| {
        reader.optional(at, key, |reader, at| reader.pairs(at, strength)).unwrap_or_default()
    };
    Some(Signal {
        persona: strengths(reader, "persona"),
        stage: strengths(reader, "stage"),
        journey: strengths(reader, "journey"),
        because: reader.optional(at, "because", text).unwrap_or_default(),
        once: reader.optional(at, "once", Reader::flag).unwrap_or_default(),
        when: reader.required(at, "when", condition).unwrap_or_default(),
        id,
    })
}

/// A strength as a likelihood ratio: how many times more often such visitors do this than others.
fn strength<N: Node>(reader: &mut Reader, at: In<N>) -> Option<f64> {
    if at.node.kind() == Kind::Number {
        return reader.number(at, 1e-6, 1e6, "more than 0 and at most 1000000");
    }
    let words = ["hint", "likely", "strong", "certain", "unlikely", "never"];
    Some(match reader.word(at, &words)? {
        "hint" => 2.0,
        "likely" => 4.0,
        "strong" => 10.0,
        "certain" => 100.0,
        "unlikely" => 0.25,
        _ => 0.01,
    })
}

fn offer<N: Node>(reader: &mut Reader, at: In<N>) -> Option<Offer> {
    const FIELDS: [&str; 18] = [
        "id",
        "title",
        "text",
        "url",
        "kind",
        "image",
        "personas",
        "journeys",
        "stages",
        "next",
        "owner",
        "priority",
        "from",
        "until",
        "audience",
        "limit",
        "hideAfter",
        "handoff",
    ];
    reader.fields(at, &FIELDS).then_some(())?;
    let id = reader.required(at, "id", Reader::text).unwrap_or_default();
    let ids =
        |reader: &mut Reader, key| reader.optional(at, key, Reader::texts).unwrap_or_default();
    Some(Offer {
        title: reader.required(at, "title", text).unwrap_or_default(),
        text: reader.optional(at, "text", text).unwrap_or_default(),
        url: reader.required(at, "url", link).unwrap_or_default(),
        kind: reader.text_in(at, "kind").unwrap_or_default(),
        image: reader.optional(at, "image", image),
        personas: ids(reader, "personas"),
        journeys: ids(reader, "journeys"),
        stages: ids(reader, "stages"),
        next: ids(reader, "next"),
        owner: reader.text_in(at, "owner").unwrap_or_default(),
        priority: reader.optional(at, "priority", priority).unwrap_or(1.0),
        from: reader.optional(at, "from", Reader::time),
        until: reader.optional(at, "until", Reader::time),
        audience: reader.optional(at, "audience", condition),
        limit: reader.optional(at, "limit", limit).unwrap_or_default(),
        hide_after: reader.optional(at, "hideAfter", hide_after).unwrap_or_default(),
        handoff: reader.optional(at, "handoff", Reader::flag).unwrap_or_default(),
        id,
    })
}

fn link<N: Node>(reader: &mut Reader, at: In<N>) -> Option<String> {
    let url = reader.text(at)?;
    if !super::url::is_safe_link(&url) {
        reader.findings.push(finding::bad_url(at.path(), &url));
    }
    Some(url)
}

fn priority<N: Node>(reader: &mut Reader, at: In<N>) -> Option<f64> {
    if at.node.kind() == Kind::Number {
        return reader.number(at, 0.01, 100.0, "from 0.01 to 100, where 1 is normal");
    }
    Some(match reader.word(at, &["low", "normal", "high"])? {
        "low" => 0.5,
        "high" => 2.0,
        _ => 1.0,
    })
}

fn image<N: Node>(reader: &mut Reader, at: In<N>) -> Option<Image> {
    reader.fields(at, &["src", "alt"]).then_some(())?;
    Some(Image {
        src: reader.required(at, "src", link).unwrap_or_default(),
        alt: reader.optional(at, "alt", text).unwrap_or_default(),
    })
}

fn limit<N: Node>(reader: &mut Reader, at: In<N>) -> Option<Limit> {
    reader.fields(at, &["impressions", "perDays", "perSession"]).then_some(())?;
    Some(Limit {
        impressions: reader.optional(at, "impressions", Reader::amount),
        per_days: reader.optional(at, "perDays", Reader::amount),
        per_session: reader.optional(at, "perSession", Reader::amount),
    })
}

fn hide_after<N: Node>(reader: &mut Reader, at: In<N>) -> Option<HideAfter> {
    reader.fields(at, &["click", "dismissal"]).then_some(())?;
    Some(HideAfter {
        click: reader.optional(at, "click", Reader::amount),
        dismissal: reader.optional(at, "dismissal", Reader::amount),
    })
}

fn panel<N: Node>(reader: &mut Reader, at: In<N>) -> Option<Panel> {
    const FIELDS: [&str; 9] = [
        "slots",
        "placement",
        "title",
        "open",
        "search",
        "personas",
        "theme",
        "heading",
        "explore",
    ];
    reader.fields(at, &FIELDS).then_some(())?;
    let usual = Panel::default();
    let word = |reader: &mut Reader, key, words: &[&'static str]| {
        reader.word_in(at, key, words).map(String::from)
    };
    Some(Panel {
        placement: word(reader, "placement", &["corner", "inline", "sheet"])
            .unwrap_or(usual.placement),
        open: word(reader, "open", &["click", "stall", "end"]).unwrap_or(usual.open),
        theme: word(reader, "theme", &["auto", "light", "dark"]).unwrap_or(usual.theme),
        slots: reader
            .number_in(at, "slots", 2.0, 8.0, "from 2 to 8")
            .map_or(usual.slots, |slots| slots as usize),
        heading: reader
            .number_in(at, "heading", 1.0, 6.0, "from 1 to 6")
            .map_or(usual.heading, |level| level as usize),
        title: reader.optional(at, "title", text).unwrap_or_default(),
        search: reader.optional(at, "search", Reader::flag).unwrap_or(usual.search),
        personas: reader.optional(at, "personas", Reader::flag).unwrap_or(usual.personas),
        explore: reader
            .number_in(at, "explore", 0.0, 0.5, "from 0 to 0.5")
            .unwrap_or(usual.explore),
    })
}

fn privacy<N: Node>(reader: &mut Reader, at: In<N>) -> Option<Privacy> {
    reader.fields(at, &["consent", "respectGpc", "keepDays", "queryKeys"]).then_some(())?;
    let usual = Privacy::default();
    Some(Privacy {
        consent_required: reader
            .word_in(at, "consent", &["required", "not-required"])
            .is_none_or(|word| word == "required"),
        respect_gpc: reader.optional(at, "respectGpc", Reader::flag).unwrap_or(usual.respect_gpc),
        keep_days: reader.optional(at, "keepDays", Reader::amount).unwrap_or(usual.keep_days),
        query_keys: reader.optional(at, "queryKeys", Reader::texts).unwrap_or_default(),
    })
}

fn site<N: Node>(reader: &mut Reader, at: In<N>) -> Option<Site> {
    reader.fields(at, &["searchKeys"]).then_some(())?;
    let search_keys = reader.optional(at, "searchKeys", Reader::texts);
    Some(search_keys.map(|search_keys| Site { search_keys }).unwrap_or_default())
}

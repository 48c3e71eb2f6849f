//! A made-up site of any size, and a visitor who walks over it.

use cairn::engine::json::{Writer, object};
use cairn::engine::time::{MINUTE, Millis};
use cairn::engine::{Event, What};

/// How large the site is.
pub struct Site {
    pub signals: usize,
    pub offers: usize,
    pub personas: usize,
    pub stages: usize,
}

impl Default for Site {
    fn default() -> Self {
        Site { signals: 20, offers: 30, personas: 4, stages: 6 }
    }
}

/// When the walk begins.
const START: Millis = 1_793_000_000_000;

impl Site {
    /// The config: each signal is about a folder and speaks for a persona and a stage.
    pub fn config(&self) -> String {
        object(|json| {
            json.key("version").number(1.0);
            json.key("personas")
                .list(0..self.personas, |json, it| json.map(|json| id(json, "persona", it)));
            json.key("journeys").list(0..1, |json, it| {
                json.map(|json| {
                    id(json, "journey", it);
                    json.key("stages").list(0..self.stages, |json, it| {
                        json.map(|json| {
                            id(json, "stage", it);
                            let next = (it + 1) % self.stages;
                            json.key("next").list([next], |json, it| name(json, "stage", it));
                        });
                    });
                });
            });
            json.key("signals").list(0..self.signals, |json, it| {
                json.map(|json| {
                    id(json, "signal", it);
                    json.key("when").map(|json| json.key("path").text(&format!("/folder-{it}/**")));
                    for (part, count) in [("persona", self.personas), ("stage", self.stages)] {
                        let whom = format!("{part}-{}", it % count);
                        json.key(part).map(|json| json.key(&whom).text("likely"));
                    }
                    json.key("because").text(&format!("you read folder {it}"));
                });
            });
            json.key("offers").list(0..self.offers, |json, it| {
                json.map(|json| {
                    id(json, "offer", it);
                    json.key("title").text(&format!("Offer {it}"));
                    json.key("url").text(&format!("/folder-{}/page-{it}", it % self.signals));
                    for (part, count) in [("persona", self.personas), ("stage", self.stages)] {
                        json.key(&format!("{part}s"))
                            .list([it % count], |json, it| name(json, part, it));
                    }
                    let next = (it + 1) % self.offers;
                    json.key("next").list([next], |json, it| name(json, "offer", it));
                });
            });
        })
    }

    /// So many page views of the offers' pages, two minutes apart, a new session after every eight.
    pub fn walk(&self, length: usize) -> Vec<Event> {
        (0..length)
            .zip(0..)
            .map(|(step, turn): (usize, Millis)| {
                let offer = step * 7 % self.offers;
                let at = START + (turn * 2 + turn / 8 * 600) * MINUTE;
                let folder = offer % self.signals;
                let url = format!("https://www.acme.example/folder-{folder}/page-{offer}");
                Event { at, what: What::page(&url) }
            })
            .collect()
    }
}

fn id(json: &mut Writer, what: &str, number: usize) {
    json.key("id").text(&format!("{what}-{number}"));
}

fn name(json: &mut Writer, what: &str, number: usize) {
    json.text(&format!("{what}-{number}"));
}

//! What one page view costs: reading, inferring, choosing. `cargo bench --features cli --bench engine`.

mod site;

use cairn::check::json::Document;
use cairn::check::lines::Lines;
use cairn::check::slips::Copy;
use cairn::engine::{Engine, Event, Journal, Plan, config_reader};
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use site::Site;
use std::hint::black_box;
use std::sync::Arc;

/// One more event, then belief and slate: what happens on every page view, at journals of different lengths.
fn page_view(bench: &mut Criterion) {
    let mut group = bench.benchmark_group("observe + infer + choose");
    for (name, site) in [
        ("30 offers", Site { signals: 20, offers: 30, ..Site::default() }),
        ("300 offers", Site { signals: 20, offers: 300, ..Site::default() }),
        ("200 signals", Site { signals: 200, offers: 30, ..Site::default() }),
        ("5000 offers, 2000 signals", Site { signals: 2_000, offers: 5_000, ..Site::default() }),
    ] {
        let plan = plan(&site);
        for length in [1, 10, 100, 490] {
            let events = site.walk(length + 1);
            let (last, before) = events.split_last().expect("a walk has a last step");
            group.bench_function(format!("{name}, event {}", length + 1), |bench| {
                bench.iter_batched(
                    || {
                        let mut engine = Engine::new(plan.clone(), journal(before));
                        engine.answer(last.at, 1);
                        engine.observe(before[length - 1].clone());
                        (engine, last.clone())
                    },
                    |(mut engine, event)| {
                        let now = event.at;
                        engine.observe(event);
                        black_box(engine.answer(now, 1));
                        engine
                    },
                    BatchSize::SmallInput,
                );
            });
        }
    }
    group.finish();
}

/// A journal from storage, then the first slate.
fn restore(bench: &mut Criterion) {
    let site = Site::default();
    let plan = plan(&site);
    let events = site.walk(500);
    let now = events[499].at;
    bench.bench_function("first slate after 500 events", |bench| {
        bench.iter(|| black_box(Engine::new(plan.clone(), journal(&events)).answer(now, 1)));
    });
}

fn plan(site: &Site) -> Arc<Plan> {
    let text = site.config();
    let (copy, lines) = (Copy::of(&text), Lines::new(&text));
    let document = Document::of(&copy, &lines).expect("the config is JSON");
    let (config, findings) = config_reader::read(&document.root());
    Arc::new(Plan::new(config, findings).expect("the config is right"))
}

fn journal(events: &[Event]) -> Journal {
    let mut journal = Journal::default();
    for event in events {
        journal.insert(event.clone());
    }
    journal
}

criterion_group!(benches, page_view, restore);
criterion_main!(benches);

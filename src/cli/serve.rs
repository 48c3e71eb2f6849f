//! `cairn serve`: the demo site and the widget on this computer.
//!
//! | address | is |
//! |---|---|
//! | `/` | `index.html` of the workspace |
//! | `/cairn/…` | the built folder |
//! | `/studio/…` | the studio in it |
//! | `/planner/…` | a file of `www/planner/`, or else its `index.html`: a single-page app |
//! | anything else | a file of `www/`; a folder means its `index.html`; else `www/404.html` with status 404 |

use super::build::build;
use super::root::root;
use anyhow::{Context, Result, bail};
use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use clap::{Args, ValueEnum};
use std::future::IntoFuture;
use std::io::ErrorKind;
use std::path::Path;
use tokio::net::TcpListener;
use tower_http::services::{ServeDir, ServeFile};
use tower_http::set_status::SetStatus;

const BUILT: &str = "dist";
const SITE: &str = "www";

/// The strictest policy under which everything works; what each part is for stands in the README.
const STRICT: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; \
    style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; \
    require-trusted-types-for 'script'; trusted-types 'none'";

/// What `cairn serve` can be told.
#[derive(Args)]
pub struct Options {
    /// The port on 127.0.0.1; 0 takes any free one
    #[arg(long, default_value_t = 8787)]
    port: u16,
    /// Send a Content Security Policy with every answer
    #[arg(long, value_enum)]
    csp: Option<Csp>,
    /// Serve what is built already: the browser tests start several servers at once
    #[arg(long)]
    no_build: bool,
}

/// A Content Security Policy.
#[derive(Clone, Copy, ValueEnum)]
enum Csp {
    /// Nothing inline, nothing from elsewhere, and Trusted Types
    Strict,
}

/// Builds and serves until told to stop.
pub fn serve(options: &Options) -> Result<()> {
    if !options.no_build {
        build(Path::new(BUILT))?.print();
    } else if !root().join(BUILT).join("cairn.js").is_file() {
        bail!(
            "there is nothing built in {BUILT}/ yet. Leave out --no-build, or run `cargo cairn build` first"
        );
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
    runtime.block_on(async {
        let listener = listen(options.port).await?;
        let address = listener.local_addr()?;
        println!("\nCairn is at http://{address}/ (press Ctrl-C to stop)");
        println!("The studio is at http://{address}/studio/");
        let site = site(&root(), options.csp);
        tokio::select! {
            served = axum::serve(listener, site).into_future() => Ok(served?),
            // Not a graceful end: a browser keeps its connections open for minutes.
            () = told_to_stop() => Ok(()),
        }
    })
}

async fn listen(port: u16) -> Result<TcpListener> {
    match TcpListener::bind(("127.0.0.1", port)).await {
        Err(problem) if problem.kind() == ErrorKind::AddrInUse => bail!(
            "port {port} is taken, perhaps by another `cairn serve`. Stop that one, or choose another port: \
             `cargo cairn serve --port {}` (0 takes any free one)",
            port.checked_add(1).unwrap_or(0)
        ),
        outcome => outcome.with_context(|| format!("port {port} on 127.0.0.1 could not be opened")),
    }
}

/// Everything that is served, with the workspace at `root`.
fn site(root: &Path, csp: Option<Csp>) -> Router {
    let www = root.join(SITE);
    let built = ServeDir::new(root.join(BUILT)).precompressed_br().precompressed_gzip();
    let studio =
        ServeDir::new(root.join(BUILT).join("studio")).precompressed_br().precompressed_gzip();
    let front = || ServeFile::new(root.join("index.html"));
    let missing = SetStatus::new(ServeFile::new(www.join("404.html")), StatusCode::NOT_FOUND);
    let not_a_file = Router::new()
        .route_service("/planner/{*view}", ServeFile::new(www.join("planner/index.html")))
        .fallback_service(missing);
    Router::new()
        .route_service("/", front())
        .route_service("/index.html", front())
        .nest_service("/cairn", built)
        .nest_service("/studio", studio)
        .fallback_service(ServeDir::new(www).fallback(not_a_file))
        .layer(from_fn(move |request: Request, next: Next| async move {
            let path = request.uri().path().to_string();
            let mut answer = next.run(request).await;
            describe(&path, &mut answer, csp);
            answer
        }))
}

/// What the studio needs besides: it registers the script that keeps it usable offline.
const STUDIO: (&str, &str) = ("trusted-types 'none'", "trusted-types cairn-studio");

/// Adds what the files themselves cannot say: their character set, how long they keep, the policy.
fn describe(path: &str, answer: &mut Response, csp: Option<Csp>) {
    let found = answer.status() != StatusCode::NOT_FOUND;
    let headers = answer.headers_mut();
    let keeps = if found
        && (path.starts_with("/cairn/") || path.starts_with("/studio/"))
        && is_hashed(path)
    {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keeps));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    let kind =
        headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    // Tables of endings take TypeScript's for a video format.
    let kind = if path.ends_with(".d.ts") { "text/plain" } else { kind };
    if kind.starts_with("text/")
        && !kind.contains("charset")
        && let Ok(kind) = HeaderValue::from_str(&format!("{kind}; charset=utf-8"))
    {
        headers.insert(header::CONTENT_TYPE, kind);
    }
    if let Some(Csp::Strict) = csp {
        let policy = if path.starts_with("/studio/") {
            STRICT.replace(STUDIO.0, STUDIO.1)
        } else {
            STRICT.to_string()
        };
        if let Ok(policy) = HeaderValue::from_str(&policy) {
            headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        }
    }
}

/// Whether the name carries a hash of the content, as in `engine-0123456789.js`.
fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let hash = name.split_once('-').and_then(|(_, rest)| rest.split_once('.'));
    hash.is_some_and(|(hash, _)| {
        hash.len() == 10 && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

/// Waits for Ctrl-C, or for the signal by which other programs end this one.
async fn told_to_stop() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupted => {}
                _ = terminated.recv() => {}
            }
            return;
        }
    }
    let _ = interrupted.await;
}

#[cfg(test)]
mod tests;

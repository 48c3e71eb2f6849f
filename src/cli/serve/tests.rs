//! What a browser gets for an address, asked over a real connection.

use super::*;
use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};

const ENGINE: &str = "engine-0123456789.wasm";

/// A small workspace that is gone after the test.
struct Workspace(std::path::PathBuf);

impl Workspace {
    fn new(name: &str) -> Self {
        let root = std::env::temp_dir().join(format!("cairn-serve-{name}-{}", std::process::id()));
        for (file, text) in [
            ("secret.txt", "secret"),
            ("index.html", "front"),
            ("www/404.html", "nothing here"),
            ("www/offers.json", "{}"),
            ("www/docs/index.html", "docs"),
            ("www/planner/index.html", "planner"),
            ("www/planner/app.js", "app"),
            ("dist/cairn.js", "loader"),
            ("dist/cairn.js.br", "loader in brotli"),
            ("dist/cairn.d.ts", "types"),
            ("dist/engine-0123456789.wasm", "wasm"),
        ] {
            let path = root.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        Workspace(root)
    }

    /// Serves the workspace while `ask` asks.
    fn served<T: Send + 'static>(
        &self,
        csp: Option<Csp>,
        ask: impl FnOnce(SocketAddr) -> T + Send + 'static,
    ) -> T {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build().unwrap();
        runtime.block_on(async {
            let listener = listen(0).await.unwrap();
            let address = listener.local_addr().unwrap();
            let serving = axum::serve(listener, site(&self.0, csp)).into_future();
            tokio::select! {
                _ = serving => unreachable!("it serves until it is dropped"),
                asked = tokio::task::spawn_blocking(move || ask(address)) => asked.unwrap(),
            }
        })
    }
}

impl Drop for Workspace {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The whole answer, head and body, its head in lower case.
fn get(address: SocketAddr, path: &str) -> (String, String) {
    let mut connection = TcpStream::connect(address).unwrap();
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: x\r\nAccept-Encoding: br\r\nConnection: close\r\n\r\n"
    );
    connection.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head.to_lowercase(), body.to_string())
}

#[test]
fn each_address_gives_its_file() {
    Workspace::new("files").served(None, |address| {
        for (path, status, kind, body) in [
            ("/", "200", "text/html; charset=utf-8", "front"),
            ("/offers.json?x=1", "200", "application/json", "{}"),
            ("/docs/", "200", "text/html; charset=utf-8", "docs"),
            ("/planner/", "200", "text/html; charset=utf-8", "planner"),
            ("/planner/app.js", "200", "text/javascript; charset=utf-8", "app"),
            ("/planner/step/two", "200", "text/html; charset=utf-8", "planner"),
            ("/none", "404", "text/html; charset=utf-8", "nothing here"),
            ("/cairn/cairn.js", "200", "text/javascript; charset=utf-8", "loader in brotli"),
            ("/cairn/cairn.d.ts", "200", "text/plain; charset=utf-8", "types"),
            ("/cairn/engine-0123456789.wasm", "200", "application/wasm", "wasm"),
        ] {
            let (head, text) = get(address, path);
            assert!(head.starts_with(&format!("http/1.1 {status}")), "{path}: {head}");
            assert!(head.contains(&format!("content-type: {kind}\r\n")), "{path}: {head}");
            assert_eq!(head.matches("\ncontent-type:").count(), 1, "{path}: {head}");
            assert_eq!(text, body, "{path}");
        }
    });
}

#[test]
fn a_folder_without_its_slash_is_redirected() {
    Workspace::new("slash").served(None, |address| {
        for path in ["/docs", "/planner"] {
            let (head, _) = get(address, path);
            assert!(
                head.starts_with("http/1.1 307")
                    && head.contains(&format!("location: {path}/\r\n")),
                "{head}"
            );
        }
    });
}

#[test]
fn nothing_outside_is_reached() {
    Workspace::new("outside").served(None, |address| {
        for path in [
            "/../secret.txt",
            "/%2e%2e/secret.txt",
            "/docs/..%2f..%2fsecret.txt",
            "/cairn/..%2fsecret.txt",
            "//secret.txt",
        ] {
            let (head, body) = get(address, path);
            assert!(head.starts_with("http/1.1 404"), "{path}: {head}");
            assert!(!body.contains("secret"), "{path}");
        }
    });
}

#[test]
fn only_files_named_by_their_content_are_kept() {
    Workspace::new("kept").served(None, |address| {
        let kept = |path: &str| get(address, path).0.contains("immutable");
        assert!(kept(&format!("/cairn/{ENGINE}")));
        for path in ["/cairn/cairn.js", "/", "/offers.json", "/cairn/engine-9999999999.wasm"] {
            assert!(
                get(address, path).0.contains("cache-control: no-cache\r\n") && !kept(path),
                "{path}"
            );
        }
    });
}

#[test]
fn the_strict_policy_is_sent_when_asked_for() {
    let policy =
        "content-security-policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval';";
    let workspace = Workspace::new("policy");
    assert!(
        workspace.served(Some(Csp::Strict), |address| get(address, "/none").0).contains(policy)
    );
    assert!(
        !workspace.served(None, |address| get(address, "/").0).contains("content-security-policy")
    );
}

#[test]
fn a_taken_port_is_explained() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build().unwrap();
    let problem = runtime.block_on(listen(port)).unwrap_err().to_string();
    assert!(
        problem.contains(&format!("port {port} is taken")) && problem.contains("--port"),
        "{problem}"
    );
}

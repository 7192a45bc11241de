//! `guildhall serve` as a browser meets it: the real program, asked over HTTP while files change.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::harness::{Site, site};

/// What a change may take to be seen.
const LIMIT: Duration = Duration::from_secs(10);

/// The server of a site; ends with the test.
struct Server {
    child: Child,
    port: u16,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An answer: its status and its body.
struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Server {
    fn of(site: &Site) -> Self {
        let mut program = Command::new(env!("CARGO_BIN_EXE_guildhall"));
        program.args(["serve", "--port", "0", "--color", "never"]).current_dir(site.root());
        let mut child = program.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let mut talk = BufReader::new(child.stderr.take().unwrap()).lines();
        let port = talk
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| line.strip_prefix("serving http://localhost:")?.split('/').next()?.parse().ok());
        // The rest is read too, or a full pipe would stop the server.
        thread::spawn(move || talk.for_each(drop));
        Self { child, port: port.expect("serve says where") }
    }

    fn ask(&self, path: &str, host: &str) -> TcpStream {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(LIMIT)).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
        stream
    }

    fn get_as(&self, path: &str, host: &str) -> Answer {
        let mut text = String::new();
        self.ask(path, host).read_to_string(&mut text).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, head: head.to_lowercase(), body: body.to_owned() }
    }

    fn get(&self, path: &str) -> Answer {
        self.get_as(path, &format!("localhost:{}", self.port))
    }

    fn report(&self) -> Value {
        serde_json::from_str(&self.get("/__guildhall/report.json").body).unwrap()
    }

    /// Waits until `holds` is true of what is answered.
    fn until<T>(&self, what: &str, ask: impl Fn(&Self) -> T, holds: impl Fn(&T) -> bool) -> T {
        let started = Instant::now();
        loop {
            let answer = ask(self);
            if holds(&answer) {
                return answer;
            }
            assert!(started.elapsed() < LIMIT, "not seen in time: {what}; {}", self.report());
            thread::sleep(Duration::from_millis(10));
        }
    }
}

fn codes(report: &Value) -> Vec<&str> {
    report["findings"].as_array().unwrap().iter().map(|finding| finding["code"].as_str().unwrap()).collect()
}

#[test]
fn edits_are_served_and_faults_are_reported_over_the_last_good_site() {
    let site = site().file("content/a.md", "# A\n\nfirst words\n").file("content/b.md", "# B\n");
    let server = Server::of(&site);
    let page = server.get("/a/");
    assert_eq!(page.status, 200);
    assert!(page.body.contains("first words") && page.body.contains("/__guildhall/live.js"), "{}", page.body);
    assert!(page.head.contains("content-security-policy: default-src 'none'"), "{}", page.head);
    assert_eq!(server.report()["stale"], false);

    let site = site.change("content/a.md", "# A\n\nsecond words\n");
    server.until("an edit", |server| server.get("/a/").body, |body| body.contains("second words"));

    // A page error: that page is withheld, the rest is up to date.
    let site = site.change("content/a.md", "---\ntitle: [\n---\nthird words\n");
    let report = server.until("a page error", Server::report, |report| codes(report) == ["front-syntax"]);
    assert_eq!((&report["stale"], &report["findings"][0]["file"]), (&false.into(), &"content/a.md".into()));
    let repair = server.get("/a/");
    assert_eq!(repair.status, 200);
    assert!(!repair.body.contains("second words") && !repair.body.contains("third words"), "{}", repair.body);

    let site = site.change("content/a.md", "# A\n\nfourth words\n");
    server.until("the page mended", |server| server.get("/a/").body, |body| body.contains("fourth words"));

    // A site error: nothing new is shown, and the page says so.
    let site = site.file("templates/page.html", "{{ page.title").change("content/a.md", "# A\n\nfifth words\n");
    let report = server.until("a site error", Server::report, |report| report["stale"] == true);
    assert_eq!(codes(&report), ["template-syntax"]);
    assert!(server.get("/a/").body.contains("fourth words"));

    let _site = site.remove("templates/page.html");
    server.until("the template mended", |server| server.get("/a/").body, |body| body.contains("fifth words"));
    assert_eq!(server.until("no finding", Server::report, |report| codes(report).is_empty())["stale"], false);
}

#[test]
fn texts_that_were_let_go_are_read_again_when_they_are_wanted() {
    let site = site().file("content/a.md", "# A\n\nsee [b](b.md)\n").file("content/b.md", "# B\n");
    let server = Server::of(&site);
    // Files as young as these may change without a new stamp, so their texts are held. Then an edit elsewhere lets go.
    thread::sleep(Duration::from_millis(2_200));
    let site = site.file("content/c.md", "# C\n");
    server.until("a page more", |server| server.get("/c/").status, |status| *status == 200);

    // What folders say changes pages that did not change themselves.
    let site = site.file("content/_defaults.yaml", "summary: From the folder\n");
    server.until("a default", |server| server.get("/a/").body, |body| body.contains("From the folder"));

    // A finding in such a page is shown with its line.
    thread::sleep(Duration::from_millis(2_200));
    let site = site.change("content/c.md", "# C\n\nmore\n");
    server.until("an edit", |server| server.get("/c/").body, |body| body.contains("more"));
    let _site = site.remove("content/b.md");
    let report = server.until("a dead link", Server::report, |report| codes(report) == ["link-missing"]);
    assert_eq!((&report["findings"][0]["line"], &report["findings"][0]["file"]), (&3.into(), &"content/a.md".into()));
}

#[test]
fn nothing_is_written_and_other_names_are_turned_away() {
    let site = site().file("content/a.md", "# A\n");
    let server = Server::of(&site);
    assert_eq!(server.get("/").status, 200);
    assert_eq!(server.get("/nowhere/").status, 404);
    assert_eq!(server.get("/a").status, 307);
    assert_eq!(server.get("/../guildhall.yaml").status, 404);
    let foreign = server.get_as("/a/", "evil.example");
    assert_eq!(foreign.status, 403);
    assert!(!foreign.body.contains("<h1"), "{}", foreign.body);
    assert_eq!(fs::read_dir(site.root()).unwrap().count(), 2, "content and guildhall.yaml");
}

#[test]
fn open_pages_hear_of_every_new_version() {
    let site = site().file("content/a.md", "# A\n\nfirst\n");
    let server = Server::of(&site);
    let mut events = BufReader::new(server.ask("/__guildhall/events", "localhost")).lines().map_while(Result::ok);
    let mut version =
        || -> u64 { events.find_map(|line| line.strip_prefix("data: ")?.parse().ok()).expect("a version") };
    let first = version();
    let _site = site.change("content/a.md", "# A\n\nsecond\n");
    assert!(version() > first);
}

/// Between builds the texts of pages are let go once they are old enough: neither a page that includes one nor the page
/// that is included may suffer.
#[test]
fn what_a_page_includes_is_read_again_when_it_was_let_go() {
    let site = site()
        .file("content/a.md", "# A\n\n{{ include \"part.md\" }}\n")
        .file("content/b.md", "# B\n\n{{ include \"part.md\" }}\n")
        .file("content/part.md", "First.\n");
    // Younger files may change within a tick of the clock, and are held.
    thread::sleep(Duration::from_millis(2_500));
    let server = Server::of(&site);
    let shows = |page: &str, words: &[&str]| {
        let html = |server: &Server| server.get(page).body;
        server.until(page, html, |html| words.iter().all(|word| html.contains(word)));
    };
    shows("/a/", &["First."]);
    let site = site.change("content/a.md", "# A\n\nMore.\n\n{{ include \"part.md\" }}\n");
    shows("/a/", &["More.", "First."]);
    let _site = site.change("content/part.md", "Second.\n");
    shows("/a/", &["More.", "Second."]);
    shows("/b/", &["Second."]);
}

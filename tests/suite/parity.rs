//! The engine of the browser answers as the reader does here, to the byte: same hits, same order, same scores.

use std::path::Path;

use guildhall::index::export::{Index, inflated};
use guildhall_search::{Door, ENGINE};
use wasmi::{Engine, Linker, Memory, Module, Store, TypedFunc};

use crate::harness::{Site, site};

/// The engine in an interpreter, called as the theme's script calls it.
struct Browser {
    store: Store<()>,
    memory: Memory,
    instance: wasmi::Instance,
}

impl Browser {
    fn new() -> Self {
        let engine = Engine::default();
        let module = Module::new(&engine, inflated(ENGINE).unwrap()).unwrap();
        let mut store = Store::new(&engine, ());
        let instance = Linker::new(&engine).instantiate_and_start(&mut store, &module).unwrap();
        let memory = instance.get_memory(&store, "memory").unwrap();
        Self { store, memory, instance }
    }

    fn call(&mut self, entry: &str, request: &[u8]) -> Vec<u8> {
        let room: TypedFunc<u32, u32> = self.instance.get_typed_func(&self.store, "room").unwrap();
        let at = room.call(&mut self.store, u32::try_from(request.len()).unwrap()).unwrap();
        self.memory.write(&mut self.store, at as usize, request).unwrap();
        let entry: TypedFunc<(), u32> = self.instance.get_typed_func(&self.store, entry).unwrap();
        let at = entry.call(&mut self.store, ()).unwrap() as usize;
        let reply = &self.memory.data(&self.store)[at..];
        let length = u32::from_le_bytes(reply[..4].try_into().unwrap()) as usize;
        reply[..5 + length].to_vec()
    }
}

/// Both readers of one index.
struct Both<'a> {
    site: &'a Site,
    browser: Browser,
    here: Door,
}

impl Both<'_> {
    /// The one reply that both give; what they need is fetched for them.
    fn ask(&mut self, request: &[u8]) -> String {
        for _ in 0..20 {
            let reply = self.call("ask", request);
            let text = String::from_utf8(reply[5..].to_vec()).unwrap();
            match reply[4] {
                0 => return text,
                1 => text.lines().for_each(|path| self.provide(path)),
                other => panic!("reply {other}: {text}"),
            }
        }
        panic!("no answer");
    }

    fn provide(&mut self, path: &str) {
        let bytes = inflated(&self.site.output(&format!("search/{path}")).unwrap()).unwrap();
        let mut request = vec![u8::try_from(path.len()).unwrap()];
        request.extend(path.bytes().chain([1]).chain(bytes));
        self.call("provide", &request);
    }

    fn call(&mut self, entry: &str, request: &[u8]) -> Vec<u8> {
        self.here.room(request.len()).copy_from_slice(request);
        let reply = match entry {
            "open" => self.here.open(),
            "provide" => self.here.provide(),
            _ => self.here.ask(),
        };
        let reply = reply.to_vec();
        assert!(self.browser.call(entry, request) == reply, "{entry}: {}", String::from_utf8_lossy(request));
        reply
    }
}

/// A request for ten hits with excerpts and facets; see `guildhall_search::Door`.
fn request(query: &str, typing: bool) -> Vec<u8> {
    let mut request = vec![4 + 8 + u8::from(typing), 0, 0, 10, u8::try_from(query.len()).unwrap()];
    request.extend(query.bytes());
    request.push(0);
    request
}

/// Titles, headings, pairs of their words, beginnings, typos, questions and signs: 200 of them.
fn queries(site: &Site) -> Vec<String> {
    let titles: serde_json::Value = serde_json::from_slice(&site.output("search/titles.json").unwrap()).unwrap();
    let mut lines: Vec<String> = Vec::new();
    for record in titles.as_array().unwrap() {
        lines.push(record["t"].as_str().unwrap().to_owned());
        lines.extend(record["h"].as_array().into_iter().flatten().filter_map(|h| h[0].as_str()).map(str::to_owned));
    }
    lines.retain(|line| line.len() < 100);
    let words: Vec<String> = lines.iter().flat_map(|line| line.split_whitespace()).map(str::to_owned).collect();
    let word = |n: usize| &words[n * 7919 % words.len()];
    let typo = |n: usize| word(n).chars().rev().skip(1).collect::<Vec<_>>().into_iter().rev().collect::<String>();
    let made = (0..200).map(|n| match n % 8 {
        0 | 1 => lines[n * 31 % lines.len()].clone(),
        2 => format!("{} {}", word(n), word(n + 1)),
        3 => typo(n),
        4 => format!("how do I {} the {} of {}?", word(n), word(n + 3), word(n + 5)),
        5 => format!("\"{} {}\" -{}", word(n), word(n + 1), word(n + 2)),
        6 => format!("{} OR {} kind:page", word(n), word(n + 1)),
        _ => format!("{} x", word(n)),
    });
    made.filter(|query| query.len() < 128).collect()
}

fn real_site() -> Site {
    let mut site = site();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/real/content");
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "md") {
                let below = path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
                site = site.file(&format!("content/{below}"), std::fs::read_to_string(&path).unwrap());
            }
        }
    }
    site.build()
}

#[test]
fn the_browser_and_the_command_line_answer_alike() {
    let site = real_site();
    let manifest = Index(&site.built().outputs).manifest().unwrap();
    let mut both = Both { site: &site, browser: Browser::new(), here: Door::new() };
    assert_eq!(both.call("open", &manifest)[4], 0);
    let queries = queries(&site);
    assert!(queries.len() > 190, "{}", queries.len());
    let mut found = 0;
    for (index, query) in queries.iter().enumerate() {
        let answer: serde_json::Value = serde_json::from_str(&both.ask(&request(query, index % 3 == 0))).unwrap();
        found += usize::from(answer["total"].as_u64().unwrap() > 0);
    }
    assert!(found > 150, "{found} queries found something");
}

//! The engine of the browser answers as the reader does here, to the byte: same hits, same order, same scores.

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

/// The engine and the reader of this program.
struct Both {
    browser: Browser,
    here: Door,
}

impl Both {
    fn new() -> Self {
        Self { browser: Browser::new(), here: Door::new() }
    }

    /// The one answer that both give; what they need is fetched for them.
    fn ask(&mut self, site: &Site, request: &[u8]) -> String {
        for _ in 0..20 {
            let reply = self.call("ask", request);
            let text = String::from_utf8(reply[5..].to_vec()).unwrap();
            match reply[4] {
                0 => return text,
                1 => text.lines().for_each(|path| self.provide(site, path)),
                other => panic!("reply {other}: {text}"),
            }
        }
        panic!("no answer");
    }

    fn provide(&mut self, site: &Site, path: &str) {
        let bytes = inflated(&site.output(&format!("search/{path}")).unwrap()).unwrap();
        let mut request = vec![u8::try_from(path.len()).unwrap()];
        request.extend(path.bytes().chain([1]).chain(bytes));
        self.call("provide", &request);
    }

    /// The one reply that both give.
    fn call(&mut self, entry: &str, request: &[u8]) -> Vec<u8> {
        self.here.room(request.len()).copy_from_slice(request);
        let reply = match entry {
            "open" => self.here.open(),
            "provide" => self.here.provide(),
            "ask" => self.here.ask(),
            _ => self.here.analyze(),
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

#[test]
fn the_browser_and_the_command_line_answer_alike() {
    let site = site().fixture("real").build();
    let manifest = Index(&site.built().outputs).manifest().unwrap();
    let mut both = Both::new();
    assert_eq!(both.call("open", &manifest)[4], 0);
    let queries = queries(&site);
    assert!(queries.len() > 190, "{}", queries.len());
    let mut found = 0;
    for (index, query) in queries.iter().enumerate() {
        let answer: serde_json::Value =
            serde_json::from_str(&both.ask(&site, &request(query, index % 3 == 0))).unwrap();
        found += usize::from(answer["total"].as_u64().unwrap() > 0);
    }
    assert!(found > 150, "{found} queries found something");
}

/// A little of every language and script that is treated in its own way.
const TEXTS: [(&str, &str); 12] = [
    ("de", "Die Visa-Gebühren für Straßenverkehrsämter; ÜBERGRÖSSEN, daß nächstes Mal die Äpfel fielen."),
    ("fr", "L'année dernière, les élèves d’Orléans ont reçu des œuvres ﬁnies – où ça ? À l'hôtel, évidemment."),
    ("es", "¿Dónde están las niñas? Corriendo rápidamente por los jardines públicos de España, señor."),
    ("ja", "東京都の図書館でｶﾞﾗｽとか\u{3099}くせいを見た。葛\u{e0100}飾区、カ\u{309a}。"),
    ("ko", "\u{1112}\u{1161}\u{11ab}국어 도서관에서 각\u{11a8} 책을 읽었다."),
    ("th", "ภาษาไทยไม่มีช่องว่างระหว่างคำ"),
    ("el", "Ο ΟΔΥΣΣΕΎΣ και η Ιθάκη· ᾳ ᾧ"),
    ("ru", "Ёлки, МОСКВА и ещё й"),
    ("ar", "العَرَبِيَّة ﷺ لُغَة"),
    ("hi", "हिन्दी में क़ानून"),
    ("tr", "İSTANBUL ve ıspanak, Ｆｕｌｌｗｉｄｔｈ ① ½ ™ 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 C++ .NET § 508 M-23-22"),
    ("", "\u{0}\u{ad}\u{200d}\u{301} e\u{301}\u{301} x\u{fe0f} 🎉👩‍💻"),
];

#[test]
fn one_search_covers_all_languages_of_a_site_and_answers_alike() {
    let texts = TEXTS.into_iter().filter(|(language, _)| !language.is_empty());
    let codes: Vec<&str> = std::iter::once("en").chain(texts.clone().map(|(language, _)| language)).collect();
    let config = format!("title: T\nlanguages: [{}]\n", codes.join(", "));
    let start = site().file("guildhall.yaml", &config).file("content/a.md", "# A visa\n\nTravelling abroad.\n");
    let site = texts.fold(start, |site, (language, text)| {
        site.file(&format!("content/{language}/text.md"), format!("# {language} page\n\n{text}\n"))
    });
    let site = site.build();
    let mut both = Both::new();
    assert_eq!(both.call("open", &Index(&site.built().outputs).manifest().unwrap())[4], 0);
    // Inflected, without accents, in other letter cases, parts of what is written without blanks.
    for (query, language) in [
        ("travel", "en"),
        ("gebühr", "de"),
        ("strassenverkehrsamt", "de"),
        ("apfel", "de"),
        ("eleve orleans", "fr"),
        ("oeuvre", "fr"),
        ("corriendo jardin", "es"),
        ("図書館", "ja"),
        ("ガラス", "ja"),
        ("한국어 도서관", "ko"),
        ("ไม่มีช่องว่าง", "th"),
        ("οδυσσευσ", "el"),
        ("москва елки", "ru"),
        ("العربية", "ar"),
        ("हिन्दी", "hi"),
        ("istanbul fullwidth", "tr"),
    ] {
        let answer: serde_json::Value = serde_json::from_str(&both.ask(&site, &request(query, false))).unwrap();
        assert_eq!(answer["hits"][0]["language"], language, "{query}: {answer}");
    }
}

#[test]
fn the_engine_cuts_words_as_the_crate_does() {
    let mut both = Both::new();
    let site = site().fixture("real").build();
    let pages = site.paths().into_iter().filter(|path| path.ends_with("/index.html"));
    let pages: Vec<String> =
        pages.map(|path| String::from_utf8_lossy(&site.output(&path).unwrap()).into_owned()).collect();
    assert!(pages.len() > 40, "pages of real sites");
    let texts = TEXTS.into_iter().chain(pages.iter().map(|page| ("en", page.as_str())));
    for (language, text) in texts {
        let mut request = vec![u8::try_from(language.len()).unwrap()];
        request.extend(language.bytes().chain(text.bytes()));
        let reply = both.call("analyze", &request);
        assert!(reply.len() > 5 && reply[4] == 0, "{language}: tokens");
    }
}

#[test]
fn what_is_no_request_gets_a_reply() {
    let mut both = Both::new();
    for entry in ["open", "provide", "ask", "analyze"] {
        for request in [&b""[..], b"\x01", b"\xff\xff\xff\xff\x0f", b"\x03de\xff\xff", &[0; 10_000]] {
            assert!(both.call(entry, request)[4] > 0 || entry == "analyze", "{entry}: {request:?}");
        }
    }
}

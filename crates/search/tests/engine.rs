//! The committed engine: that it is current and small, and that it does what this crate does natively.
#![expect(clippy::unwrap_used, reason = "a check that cannot go on stops here")]

use std::fs;
use std::path::{Path, PathBuf};

use guildhall_search::{Door, ENGINE};
use miniz_oxide::inflate::decompress_to_vec;
use wasmi::{Engine, Linker, Memory, Module, Store, TypedFunc};

/// Most bytes of the engine, deflated. The goal is 40,000; this is where it stands, so that it does not grow unseen.
const MOST_BYTES: usize = 61_000;

/// With `GUILDHALL_WRITE_ENGINE=FILE.wasm` it makes that module the engine instead: `wasm/build` does so.
#[test]
fn the_engine_is_current() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("wasm");
    let digest = digest();
    if let Some(module) = std::env::var_os("GUILDHALL_WRITE_ENGINE") {
        let module = fs::read(module).unwrap();
        let mut packed = Vec::new();
        zopfli::compress(zopfli::Options::default(), zopfli::Format::Deflate, &*module, &mut packed).unwrap();
        fs::write(folder.join("engine.bin"), packed).unwrap();
        fs::write(folder.join("engine.digest"), digest).unwrap();
        return;
    }
    let built = fs::read_to_string(folder.join("engine.digest")).unwrap_or_default();
    assert!(built == digest, "the crate has changed since the engine was built: run crates/search/wasm/build");
}

#[test]
fn the_engine_is_small() {
    assert!(ENGINE.len() <= MOST_BYTES, "{} bytes, {MOST_BYTES} at most", ENGINE.len());
}

/// A digest of all that the engine is made of. Comments, blank lines, indentation and tests do not count.
fn digest() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut hasher = blake3::Hasher::new();
    for path in sources(&root.join("src")) {
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for line in code.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//")) {
            hasher.update(line.as_bytes()).update(b"\n");
        }
    }
    hasher.update(&fs::read(root.join("src/unicode.bin")).unwrap());
    hasher.update(&fs::read(root.join("wasm/build")).unwrap());
    let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
    let lock = fs::read_to_string(root.join("../../Cargo.lock")).unwrap();
    let wanted = manifest.split("[dev-dependencies]").next().unwrap_or_default();
    for line in wanted.lines().filter(|line| line.contains(" = { version")) {
        let name = line.split(' ').next().unwrap_or_default();
        let named = format!("name = \"{name}\"\n");
        let locked = lock.split("[[package]]").find(|package| package.contains(&named)).unwrap();
        hasher.update(line.as_bytes()).update(locked.as_bytes());
    }
    format!("{}\n", hasher.finalize())
}

/// The sources below `folder` that are not tests, sorted.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut sources = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources.extend(sources_below(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") && path.file_stem().unwrap() != "tests" {
            sources.push(path);
        }
    }
    sources.sort();
    sources
}

fn sources_below(folder: &Path) -> Vec<PathBuf> {
    if folder.file_name().is_some_and(|name| name == "tests") { Vec::new() } else { sources(folder) }
}

/// The engine in an interpreter, called as a script calls it.
struct Script {
    store: Store<()>,
    memory: Memory,
    room: TypedFunc<u32, u32>,
    instance: wasmi::Instance,
}

impl Script {
    fn new() -> Self {
        let engine = Engine::default();
        let module = Module::new(&engine, decompress_to_vec(ENGINE).unwrap()).unwrap();
        assert_eq!(module.imports().count(), 0, "it needs nothing");
        let mut store = Store::new(&engine, ());
        let instance = Linker::new(&engine).instantiate_and_start(&mut store, &module).unwrap();
        let memory = instance.get_memory(&store, "memory").unwrap();
        let room = instance.get_typed_func(&store, "room").unwrap();
        Self { store, memory, room, instance }
    }

    fn call(&mut self, entry: &str, request: &[u8]) -> Vec<u8> {
        let length = u32::try_from(request.len()).unwrap();
        let at = self.room.call(&mut self.store, length).unwrap();
        self.memory.write(&mut self.store, at as usize, request).unwrap();
        let entry: TypedFunc<(), u32> = self.instance.get_typed_func(&self.store, entry).unwrap();
        let at = entry.call(&mut self.store, ()).unwrap() as usize;
        let reply = &self.memory.data(&self.store)[at..];
        let length = u32::from_le_bytes(reply[..4].try_into().unwrap()) as usize;
        reply[..5 + length].to_vec()
    }
}

fn native(door: &mut Door, entry: &str, request: &[u8]) -> Vec<u8> {
    door.room(request.len()).copy_from_slice(request);
    let reply = match entry {
        "open" => door.open(),
        "provide" => door.provide(),
        "ask" => door.ask(),
        _ => door.analyze(),
    };
    reply.to_vec()
}

/// The pages of real sites, and a little of every language and script that is treated in its own way.
fn texts() -> Vec<(&'static str, String)> {
    let mut texts: Vec<_> = [
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
    ]
    .map(|(language, text)| (language, text.to_owned()))
    .into();
    let real = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/sites/real/content");
    pages(&real, &mut texts);
    assert!(texts.len() > 40, "pages of real sites");
    texts
}

fn pages(folder: &Path, texts: &mut Vec<(&'static str, String)>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            pages(&path, texts);
        } else if path.extension().is_some_and(|ending| ending == "md") {
            texts.push(("en", fs::read_to_string(&path).unwrap()));
        }
    }
}

#[test]
fn the_engine_cuts_words_as_the_crate_does() {
    let (mut script, mut door) = (Script::new(), Door::new());
    for (language, text) in texts() {
        let mut request = vec![u8::try_from(language.len()).unwrap()];
        request.extend(language.bytes().chain(text.bytes()));
        let reply = native(&mut door, "analyze", &request);
        assert!(reply.len() > 5 && reply[4] == 0, "{language}: tokens");
        assert!(script.call("analyze", &request) == reply, "{language}: {text:.80}");
    }
}

#[test]
fn what_is_no_request_gets_a_reply() {
    let (mut script, mut door) = (Script::new(), Door::new());
    for entry in ["open", "provide", "ask", "analyze"] {
        for request in [&b""[..], b"\x01", b"\xff\xff\xff\xff\x0f", b"\x03de\xff\xff", &[0; 10_000]] {
            let reply = native(&mut door, entry, request);
            assert!(reply[4] > 0 || entry == "analyze", "{entry}: {request:?}");
            assert_eq!(script.call(entry, request), reply, "{entry}: {request:?}");
        }
    }
}

//! What passes between the reader and a script that fetches for it: bytes both ways.
//!
//! This is the part of the door to JavaScript that every machine can run; `abi.rs` gives it names that JavaScript can
//! call. A call is made in three steps: ask for room ([`Door::room`]), write the request there, call. The pieces of a request
//! are those of all files ([`crate::wire`]).
//!
//! | call | request |
//! | --- | --- |
//! | open | the manifest, inflated |
//! | provide | path as text; then 1 and the file, inflated, up to the end; or 0: it cannot be had |
//! | ask | flags as a byte: 1 typing, 2 verbatim, 4 excerpts, 8 facets; order as a byte: 0 relevance, 1 date, 2 title; offset and limit as numbers; query as text; filters: count, then for each: key as text, count, values as texts |
//! | analyze | language as text; then the text, up to the end |
//!
//! A reply is the length of its text in four bytes, lowest first, a byte that says what it is ([`Reply`]), and the text.

use alloc::string::String;
use alloc::vec::Vec;

use crate::analyze::Analyzer;
use crate::file::File;
use crate::manifest::Fault;
use crate::reader::{Reader, Request, Sort, Step};
use crate::wire::{Damaged, Input};

/// What a reply says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reply {
    /// It is done. Behind it stands the answer, as JSON; or the tokens: surface and group, a line each; or nothing.
    Done = 0,
    /// Files are needed, a path below `search/` in each line: provide them and ask again.
    Need = 1,
    /// The file of this path cannot be had or is damaged. It may be provided again.
    Failed = 2,
    /// The request, or the manifest, is not what this version writes.
    Damaged = 3,
    /// The manifest is of another version.
    Version = 4,
    /// No manifest was opened.
    Closed = 5,
}

/// A reader that takes and gives bytes.
#[derive(Default)]
pub struct Door {
    reader: Option<Reader>,
    /// The files that were asked for and not yet provided.
    awaited: Vec<File>,
    request: Vec<u8>,
    reply: Vec<u8>,
}

impl Door {
    /// A door that nobody opened.
    pub const fn new() -> Self {
        Self { reader: None, awaited: Vec::new(), request: Vec::new(), reply: Vec::new() }
    }

    /// Room for a request of this many bytes.
    pub fn room(&mut self, length: usize) -> &mut [u8] {
        self.request.clear();
        self.request.resize(length, 0);
        &mut self.request
    }

    /// Reads the index with this manifest from now on, and forgets any other.
    pub fn open(&mut self) -> &[u8] {
        self.awaited.clear();
        self.reader = None;
        let reply = match Reader::new(&self.request) {
            Ok(reader) => {
                self.reader = Some(reader);
                Reply::Done
            }
            Err(Fault::Version(_)) => Reply::Version,
            Err(_) => Reply::Damaged,
        };
        self.reply(reply, "")
    }

    /// Takes a file that was asked for; any other is left aside.
    pub fn provide(&mut self) -> &[u8] {
        let Some(reader) = &mut self.reader else { return self.reply(Reply::Closed, "") };
        let Ok((path, bytes)) = provided(&self.request) else { return self.reply(Reply::Damaged, "") };
        if let Some(index) = self.awaited.iter().position(|file| file.path() == path) {
            reader.provide(self.awaited.swap_remove(index), bytes.map(Vec::from));
        }
        self.reply(Reply::Done, "")
    }

    /// Answers a request, or says what that takes.
    pub fn ask(&mut self) -> &[u8] {
        let Some(reader) = &mut self.reader else { return self.reply(Reply::Closed, "") };
        let Ok(request) = asked(&self.request) else { return self.reply(Reply::Damaged, "") };
        match reader.step(request) {
            Step::Done(answer) => self.reply(Reply::Done, &answer.to_json()),
            Step::Need(files) => self.want(Reply::Need, &files),
            Step::Failed(file) => self.want(Reply::Failed, &[file]),
        }
    }

    /// Cuts a text into tokens.
    pub fn analyze(&mut self) -> &[u8] {
        let mut input = Input::new(&self.request);
        let language = input.text();
        let text = input.text_of(input.len());
        if input.check().is_err() {
            return self.reply(Reply::Damaged, "");
        }
        let mut lines = String::new();
        Analyzer::new(language).for_each(text, |token| {
            for word in [token.surface, " ", token.group, "\n"] {
                lines.push_str(word);
            }
        });
        self.reply(Reply::Done, &lines)
    }

    /// Replies with the paths of files, which may be provided from now on.
    fn want(&mut self, reply: Reply, files: &[File]) -> &[u8] {
        let mut paths = String::new();
        for file in files {
            if !paths.is_empty() {
                paths.push('\n');
            }
            paths.push_str(&file.path());
            if !self.awaited.contains(file) {
                self.awaited.push(*file);
            }
        }
        self.reply(reply, &paths)
    }

    fn reply(&mut self, reply: Reply, text: &str) -> &[u8] {
        self.reply.clear();
        self.reply.extend_from_slice(&u32::try_from(text.len()).unwrap_or_default().to_le_bytes());
        self.reply.push(reply as u8);
        self.reply.extend_from_slice(text.as_bytes());
        &self.reply
    }
}

/// The path of a file and its bytes, if it could be had.
fn provided(request: &[u8]) -> Result<(&str, Option<&[u8]>), Damaged> {
    let mut input = Input::new(request);
    let path = input.text();
    let is_there = input.byte() != 0;
    let bytes = input.bytes(input.len());
    input.check()?;
    Ok((path, is_there.then_some(bytes)))
}

fn asked(request: &[u8]) -> Result<Request, Damaged> {
    let mut input = Input::new(request);
    let flags = input.byte();
    let sort = match input.byte() {
        0 => Sort::Relevance,
        1 => Sort::Date,
        2 => Sort::Title,
        _ => return Err(Damaged),
    };
    let (offset, limit, query) = (input.size(), input.size(), input.string());
    let mut filters = Vec::new();
    for _ in 0..input.count(2) {
        let key = input.string();
        let mut values = Vec::new();
        for _ in 0..input.count(1) {
            values.push(input.string());
        }
        filters.push((key, values));
    }
    input.check()?;
    let [typing, verbatim, excerpts, facets] = [1, 2, 4, 8].map(|flag| flags & flag != 0);
    Ok(Request { query, filters, sort, offset, limit, typing, verbatim, excerpts, facets })
}

//! The fields of every kind, read from the page and its folders.

use super::address;
use super::context::ParseContext;
use super::fields::Layers;
use super::front::{Audience, Common, SearchFront, Status};
use super::kind;
use crate::base::code::Code;
use crate::base::date::Date;
use crate::base::span::Spanned;
use crate::base::text::{self, nearest, shown};
use crate::base::yaml::{Node, NodeKind, Reader};
use crate::config::{language_code, language_hint};

/// Fields with one value whose other spellings are kept below `extra` when a page has several.
const KEPT_IN_EXTRA: [&str; 4] = ["summary", "weight", "expires", "updated"];

/// Reads the fields of a page of `kind`. Its audience is not among them: [`super::audience`] needs the folders above.
pub(super) fn read(layers: &mut Layers<'_>, kind: &str, context: &ParseContext) -> Common {
    let configured = || context.kinds().get(kind).and_then(|setting| setting.review_every);
    Common {
        title: layers.one("title", Reader::text),
        summary: layers.one("summary", kind::values::sentence),
        slug: layers.one("slug", slug),
        aliases: aliases(layers),
        id: layers.one("id", id),
        tags: unique(layers.many("tags", tags)),
        communities: unique(layers.many("communities", Reader::texts)),
        related: unique(layers.many("related", Reader::texts)),
        weight: layers.one("weight", Reader::integer),
        toc: layers.one("toc", toc),
        template: layers.one("template", template),
        lang: layers.one("lang", |reader, name, node| lang(reader, name, node, context.languages())),
        extra: extra(layers),
        owner: layers.one("owner", Reader::text),
        backup: layers.one("backup", Reader::text),
        status: status(layers),
        replaced_by: layers.one("replaced_by", Reader::text),
        reviewed: layers.one("reviewed", placed_date),
        review_every: layers
            .one("review_every", Reader::interval)
            .or_else(configured)
            .or_else(|| kind::review_every(kind)),
        expires: layers.one("expires", placed_date),
        published: published(layers, kind),
        changed: layers.one("updated", changed),
        credits: unique(layers.many("credits", Reader::texts)),
        audience: Audience::All,
        search: search(layers),
    }
}

/// `date`, unless it is the day of an event.
fn published(layers: &mut Layers<'_>, kind: &str) -> Option<Spanned<Date>> {
    if kind == "event" && kind::event::starts_by_date(layers) {
        return None;
    }
    layers.one("date", placed_date)
}

fn placed_date(reader: &mut Reader<'_>, name: &'static str, node: &Node) -> Option<Spanned<Date>> {
    reader.date(name, node).map(|date| Spanned::new(date, node.span))
}

fn unique(mut texts: Vec<Spanned<String>>) -> Vec<Spanned<String>> {
    let mut seen = std::collections::BTreeSet::new();
    texts.retain(|text| seen.insert(text.value.clone()));
    texts
}

fn slug(reader: &mut Reader<'_>, name: &'static str, node: &Node) -> Option<Spanned<String>> {
    let written = reader.text(name, node)?;
    if let Some(slug) = address::slug(&written.value) {
        return Some(Spanned::new(slug, written.span));
    }
    let hint = match address::slug(&text::slug(&written.value)) {
        Some(safe) => format!("write `slug: {safe}`"),
        None => "use letters, digits and `-`".to_owned(),
    };
    let message = format!("the slug `{}` is not one safe part of an address", shown(&written.value));
    reader.find(Code::SlugInvalid, written.span, message, &hint);
    None
}

fn aliases(layers: &mut Layers<'_>) -> Vec<Spanned<String>> {
    let checked = layers.many("aliases", |reader, name, node| {
        let texts = reader.texts(name, node);
        texts.into_iter().filter_map(|text| alias(reader, name, &text)).collect()
    });
    unique(checked)
}

/// An old address. What other generators make the address of, `permalink` and the like, moves nothing here: where it is no
/// old address, no page need be withheld for it.
fn alias(reader: &mut Reader<'_>, name: &str, written: &Spanned<String>) -> Option<Spanned<String>> {
    let foreign = matches!(name, "permalink" | "url" | "path");
    let is_pattern = foreign && written.value.split('/').any(|part| part.starts_with([':', '{']));
    let read = if is_pattern { Err("is a pattern and no address") } else { address::alias(&written.value) };
    let why = match read {
        Ok(path) => return Some(Spanned::new(path, written.span)),
        Err(why) => why,
    };
    let shown = shown(&written.value);
    if foreign {
        let message = format!("`{name}` is not followed: `{shown}` {why}");
        let hint = "delete it; a page stands where its file lies, and `aliases` names the addresses that it had";
        reader.find(Code::KeyUnknown, written.span, message, hint);
    } else {
        let message = format!("the alias `{shown}` {why}");
        reader.find(Code::AliasInvalid, written.span, message, "write an old address, as in `/old/place/`");
    }
    None
}

fn id(reader: &mut Reader<'_>, name: &'static str, node: &Node) -> Option<Spanned<String>> {
    let id = reader.text(name, node)?;
    if address::is_id(&id.value) {
        return Some(id);
    }
    let message = format!("the id `{}` has other letters than letters, digits, `-` and `_`", shown(&id.value));
    let safe = text::slug(&id.value).replace('.', "-");
    let safe = safe.trim_matches('-');
    let hint = if address::is_id(safe) { format!("write `id: {safe}`") } else { String::new() };
    reader.wrong_value(id.span, message, &hint);
    None
}

/// One text of tags is split: at commas, else at blanks. `category` is one tag, whatever it holds.
fn tags(reader: &mut Reader<'_>, name: &'static str, node: &Node) -> Vec<Spanned<String>> {
    let texts = reader.texts(name, node);
    if name == "category" || matches!(node.kind, NodeKind::List(_)) {
        return texts;
    }
    let split = |text: &Spanned<String>| -> Vec<Spanned<String>> {
        let comma = text.value.contains(',');
        let parts = text.value.split(|letter: char| if comma { letter == ',' } else { letter.is_whitespace() });
        let parts = parts.map(str::trim).filter(|part| !part.is_empty());
        parts.map(|part| Spanned::new(part.to_owned(), text.span)).collect()
    };
    texts.iter().flat_map(split).collect()
}

/// `toc`, or Starlight's `tableOfContents`, which may be a map of levels.
fn toc(reader: &mut Reader<'_>, name: &'static str, node: &Node) -> Option<bool> {
    if name == "tableOfContents" && node.map().is_some() {
        return Some(true);
    }
    reader.flag(name, node)
}

fn template(reader: &mut Reader<'_>, name: &'static str, node: &Node) -> Option<Spanned<String>> {
    let template = reader.text(name, node)?;
    if address::is_template(&template.value) {
        return Some(template);
    }
    let message = format!("`{}` is not the name of a template", shown(&template.value));
    reader.wrong_value(template.span, message, "write the name of a file in `templates/`, as in `wide.html`");
    None
}

/// A language of the site, or another one: then the page stands where it would without it, and is marked as written.
fn lang(reader: &mut Reader<'_>, name: &'static str, node: &Node, languages: &[String]) -> Option<Spanned<String>> {
    let lang = reader.text(name, node)?;
    let Some(code) = language_code(&lang.value) else {
        let message = format!("`{name}` must be the code of a language, but is `{}`", shown(&lang.value));
        let hint = format!("write a code such as `{name}: {}`", languages.first().map_or("en", String::as_str));
        reader.wrong_value(lang.span, message, &hint);
        return None;
    };
    if !languages.contains(&code) {
        let message = format!("`{code}` is not a language of this site");
        let hint = language_hint(languages, &code);
        reader.find(Code::LanguageUnknown, lang.span, message, &hint);
    }
    Some(Spanned::new(code, lang.span))
}

/// Free data, and with it what lost against another spelling of the same field.
fn extra(layers: &mut Layers<'_>) -> serde_json::Value {
    let written = layers.one("extra", |reader, name, node| {
        reader.map(name, node);
        node.map().map(|_| node.json())
    });
    let mut map = match written {
        Some(serde_json::Value::Object(map)) => map,
        _ => serde_json::Map::new(),
    };
    for (name, node) in KEPT_IN_EXTRA.iter().flat_map(|name| layers.own.get(name).iter().skip(1)) {
        map.entry(*name).or_insert_with(|| node.json());
    }
    if map.is_empty() { serde_json::Value::Null } else { map.into() }
}

/// `draft: true` and `published: false` win over `status`: what is not meant to be public stays so.
fn status(layers: &mut Layers<'_>) -> Status {
    let all = layers.many("status", |reader, name, node| {
        let status = match name {
            "draft" => reader.flag(name, node).filter(|draft| *draft).map(|_| Status::Draft),
            "published" => reader.flag(name, node).filter(|published| !*published).map(|_| Status::Draft),
            _ => status_word(reader, name, node),
        };
        status.into_iter().collect()
    });
    if all.contains(&Status::Draft) { Status::Draft } else { all.first().copied().unwrap_or_default() }
}

fn status_word(reader: &mut Reader<'_>, name: &str, node: &Node) -> Option<Status> {
    let word = reader.text(name, node)?;
    let status = Status::parse(&word.value);
    if status.is_none() {
        let hint = match nearest(&word.value, Status::WORDS) {
            Some(known) => format!("did you mean `{known}`?"),
            None => format!("write one of {}", Status::WORDS.join(", ")),
        };
        reader.wrong_value(word.span, format!("`{}` is not a status", shown(&word.value)), &hint);
    }
    status
}

/// `updated` and its spellings; Starlight's `lastUpdated` may be a truth value that says nothing about the day.
fn changed(reader: &mut Reader<'_>, name: &'static str, node: &Node) -> Option<Date> {
    if name == "lastUpdated" && node.flag().is_some() {
        return None;
    }
    reader.date(name, node)
}

/// `search` as a map or, as other generators have it, one truth value: whether to be found at all.
fn search(layers: &mut Layers<'_>) -> SearchFront {
    let all = layers.many("search", |reader, name, node| {
        if node.text().is_some() {
            let exclude = reader.flag(name, node) == Some(false);
            return vec![SearchFront { exclude, ..SearchFront::default() }];
        }
        vec![search_map(reader, name, node)]
    });
    let exclude = all.iter().any(|search| search.exclude);
    SearchFront { exclude, ..all.into_iter().next().unwrap_or_default() }
}

fn search_map(reader: &mut Reader<'_>, name: &str, node: &Node) -> SearchFront {
    let mut search = SearchFront::default();
    let values = |texts: Vec<Spanned<String>>| texts.into_iter().map(|text| text.value).collect();
    for (key, value) in reader.map(name, node) {
        match key.text.as_str() {
            "exclude" => search.exclude = reader.flag("exclude", value).unwrap_or_default(),
            "best_for" => search.best_for = values(reader.texts("best_for", value)),
            "keywords" => search.keywords = values(reader.texts("keywords", value)),
            "boost" => {
                search.boost = reader.number("boost", value).filter(|boost| *boost > 0.0 && *boost <= 100.0);
                if search.boost.is_none() && value.number().is_some() {
                    reader.wrong_value(value.span, "`boost` must be above 0 and at most 100", "write `boost: 2`");
                }
            }
            _ => reader.unknown_key(key, "in `search`", ["exclude", "boost", "best_for", "keywords"]),
        }
    }
    search
}

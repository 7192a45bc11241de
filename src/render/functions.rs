//! What templates can call: `href`, `t`, `date`, `language`, `encode` and `contact` as filters, `asset` as a function.
//!
//! All are pure: they look at their arguments and at `root` and `language` of the page being made. Inside a
//! `{% component %}` only what it declares is visible, so one that makes links declares `@root` and one that shows words
//! `@language`.

use std::collections::BTreeMap;

use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use super::contact;
use super::strings::{Strings, fill};
use super::theme::Theme;
use crate::base::date::Date;
use crate::base::text::{encode_part, encode_path};
use crate::view::language_name;

/// What an address may start with to be left as it is; every other address is one of the site.
const WHOLE: [&str; 4] = ["https://", "http://", "mailto:", "tel:"];

/// Registers all of them. `offline` makes links name the file of a folder, because no server will.
pub(super) fn register(tera: &mut Tera, theme: &Theme, offline: bool) {
    let strings = theme.strings.clone();
    tera.register_filter("t", move |key: &str, kwargs: Kwargs, state: &State<'_>| {
        translate(&strings, key, &kwargs, state)
    });
    let strings = theme.strings.clone();
    tera.register_filter("date", move |date: &str, _: Kwargs, state: &State<'_>| day(&strings, date, state));
    tera.register_filter("href", move |address: &str, kwargs: Kwargs, state: &State<'_>| -> TeraResult<Value> {
        let link = match kwargs.get::<&str>("root")? {
            Some(root) => href(address, root, false),
            None => href(address, root(state)?.as_str().unwrap_or_default(), offline),
        };
        Ok(Value::normal_string(&link))
    });
    tera.register_filter("language", |code: &str, _: Kwargs, _: &State<'_>| language_name(code));
    tera.register_filter("encode", |text: &str, _: Kwargs, _: &State<'_>| encode_part(text).into_owned());
    let strings = theme.strings.clone();
    tera.register_filter("contact", move |template: &str, kwargs: Kwargs, state: &State<'_>| {
        contact::contact(&strings, template, &kwargs, state)
    });
    let assets: BTreeMap<String, String> =
        theme.assets.iter().map(|(name, asset)| (name.clone(), asset.path.to_string())).collect();
    tera.register_function("asset", move |kwargs: Kwargs, state: &State<'_>| asset(&assets, &kwargs, state));
}

/// `root` of the page being made.
fn root(state: &State<'_>) -> TeraResult<Value> {
    state.get::<Value>("root")?.ok_or_else(|| Error::message("a component that makes links must declare `@root`"))
}

/// The link to `address` from a page that reaches the site's root by `root`. A fragment (from the first `#`) stays as it
/// is; the path is percent-encoded. `offline` names the file of a folder, because no server will.
pub fn href(address: &str, root: &str, offline: bool) -> String {
    if is_whole(address) || address.starts_with('#') { address.to_owned() } else { site_href(address, root, offline) }
}

/// Whether an address leads out of the site.
pub(super) fn is_whole(address: &str) -> bool {
    WHOLE.iter().any(|start| address.starts_with(start))
}

/// [`href`] for what is known to be an address of the site, or the end of one: it may look like any other.
pub(super) fn site_href(address: &str, root: &str, offline: bool) -> String {
    let (path, fragment) = address.split_at(address.find('#').unwrap_or(address.len()));
    let path = path.trim_start_matches('/');
    let mut link = String::with_capacity(root.len() + address.len() + 16);
    link.push_str(root);
    link.push_str(&encode_path(path));
    if offline && (path.is_empty() || path.ends_with('/')) {
        link.push_str("index.html");
    } else if link.is_empty() {
        link.push_str("./");
    }
    link.push_str(fragment);
    link
}

fn translate(strings: &Strings, key: &str, kwargs: &Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let language = match kwargs.get::<Value>("language")? {
        Some(language) => Some(language),
        None => state.get::<Value>("language")?,
    };
    let language = language.as_ref().and_then(Value::as_str).unwrap_or_default();
    let count = kwargs.get::<u64>("n")?;
    let text = strings.get(language, key, count).ok_or_else(|| {
        let keys: Vec<&str> = strings.keys().collect();
        Error::message(format!("the theme's strings have no key `{key}`. Available keys: {}", keys.join(", ")))
    })?;
    if !text.contains('{') {
        return Ok(Value::normal_string(text));
    }
    let values: Vec<(&str, String)> =
        kwargs.iter().filter_map(|(name, value)| Some((name.as_str()?, value.to_string()))).collect();
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    Ok(Value::from(fill(text, &values)))
}

fn day(strings: &Strings, date: &str, state: &State<'_>) -> TeraResult<String> {
    let language = state.get::<Value>("language")?;
    let language = language.as_ref().and_then(Value::as_str).unwrap_or_default();
    let day: Date = date.parse().map_err(|_| Error::message(format!("`{date}` is not a date like 2026-11-24")))?;
    strings.date(language, day).ok_or_else(|| Error::message("the theme's strings have no key `date`"))
}

fn asset(assets: &BTreeMap<String, String>, kwargs: &Kwargs, state: &State<'_>) -> TeraResult<String> {
    let name = kwargs.must_get::<&str>("name")?;
    let path = assets.get(name).ok_or_else(|| {
        let names: Vec<&str> = assets.keys().map(String::as_str).collect();
        Error::message(format!("the theme has no file `static/{name}`. Available files: {}", names.join(", ")))
    })?;
    Ok(href(path, root(state)?.as_str().unwrap_or_default(), false))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_relative_encoded_and_name_the_file_offline() {
        let cases = [
            ("a/b/", "../../", false, "../../a/b/"),
            ("a/b/", "../../", true, "../../a/b/index.html"),
            ("", "../", false, "../"),
            ("", "", false, "./"),
            ("", "", true, "index.html"),
            ("größe/#maße", "", false, "gr%C3%B6%C3%9Fe/#maße"),
            ("a/#x", "../", true, "../a/index.html#x"),
            ("#x", "../", true, "#x"),
            ("a/b c.pdf", "/help/", true, "/help/a/b%20c.pdf"),
            ("https://example.org/a b", "../", true, "https://example.org/a b"),
            ("mailto:a@example.org", "../", true, "mailto:a@example.org"),
        ];
        for (address, root, offline, expected) in cases {
            assert_eq!(href(address, root, offline), expected, "{address}");
        }
    }

    #[test]
    fn no_address_of_the_site_leads_out_of_it() {
        assert_eq!(href("javascript:alert(1)", "", false), "javascript%3Aalert%281%29");
        assert_eq!(href("//evil.example/", "", false), "evil.example/");
        assert_eq!(href("\\\\evil", "", false), "%5C%5Cevil");
    }
}

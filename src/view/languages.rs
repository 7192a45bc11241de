//! Languages: what they are called, which way they are written, and where a page stands in each of them.

use serde::Serialize;

use super::{Scene, made};
use crate::catalog::{FolderIx, PageIx};

/// A line of the switch between languages: where readers of one find the page.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct LanguageLink {
    /// The code of the language.
    pub language: String,
    /// What its speakers call it.
    pub name: String,
    /// `ltr` or `rtl`.
    pub direction: &'static str,
    /// The page in that language; where there is none, the language's home page.
    pub address: String,
    /// Whether there is one.
    pub translated: bool,
    /// It is the language of the page itself.
    pub current: bool,
}

/// Codes and what speakers of the language call it.
const NAMES: [(&str, &str); 52] = [
    ("af", "Afrikaans"),
    ("ar", "العربية"),
    ("bg", "Български"),
    ("bn", "বাংলা"),
    ("bs", "Bosanski"),
    ("ca", "Català"),
    ("cs", "Čeština"),
    ("cy", "Cymraeg"),
    ("da", "Dansk"),
    ("de", "Deutsch"),
    ("el", "Ελληνικά"),
    ("en", "English"),
    ("es", "Español"),
    ("et", "Eesti"),
    ("eu", "Euskara"),
    ("fa", "فارسی"),
    ("fi", "Suomi"),
    ("fr", "Français"),
    ("ga", "Gaeilge"),
    ("gl", "Galego"),
    ("he", "עברית"),
    ("hi", "हिन्दी"),
    ("hr", "Hrvatski"),
    ("hu", "Magyar"),
    ("hy", "Հայերեն"),
    ("id", "Bahasa Indonesia"),
    ("is", "Íslenska"),
    ("it", "Italiano"),
    ("ja", "日本語"),
    ("ka", "ქართული"),
    ("ko", "한국어"),
    ("lt", "Lietuvių"),
    ("lv", "Latviešu"),
    ("ms", "Bahasa Melayu"),
    ("nb", "Norsk bokmål"),
    ("nl", "Nederlands"),
    ("no", "Norsk"),
    ("pl", "Polski"),
    ("pt", "Português"),
    ("ro", "Română"),
    ("ru", "Русский"),
    ("sk", "Slovenčina"),
    ("sl", "Slovenščina"),
    ("sq", "Shqip"),
    ("sr", "Српски"),
    ("sv", "Svenska"),
    ("th", "ไทย"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
    ("ur", "اردو"),
    ("vi", "Tiếng Việt"),
    ("zh", "中文"),
];

/// What speakers of a language call it, with the rest of its code if that says more: `Português (BR)`. The code where
/// nobody has told us.
pub fn language_name(code: &str) -> String {
    let (primary, rest) = code.split_once('-').map_or((code, None), |(primary, rest)| (primary, Some(rest)));
    let name = NAMES.binary_search_by_key(&primary, |(code, _)| code).ok().and_then(|at| NAMES.get(at));
    match (name, rest) {
        (Some((_, name)), None) => (*name).to_owned(),
        (Some((_, name)), Some(rest)) => format!("{name} ({})", rest.to_uppercase()),
        (None, _) => code.to_uppercase(),
    }
}

/// `rtl` for languages written from right to left, by their primary code or their script.
pub(super) fn direction(language: &str) -> &'static str {
    const RIGHT_TO_LEFT: [&str; 13] = ["ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi"];
    const SCRIPTS: [&str; 4] = ["arab", "hebr", "syrc", "thaa"];
    let mut parts = language.split(['-', '_']);
    let primary = parts.next().unwrap_or_default();
    let script = parts.next().filter(|part| part.len() == 4);
    let is_rtl = script.map_or_else(|| RIGHT_TO_LEFT.contains(&primary), |script| SCRIPTS.contains(&script));
    if is_rtl { "rtl" } else { "ltr" }
}

/// The switch of a page in `language`: `find` gives its address in another one. Empty where the site has one language.
pub(super) fn links(
    scene: &Scene<'_>,
    language: usize,
    address: &str,
    find: impl Fn(usize) -> Option<String>,
) -> Vec<LanguageLink> {
    let languages: Vec<(usize, FolderIx)> = scene.catalog.languages().collect();
    if languages.len() < 2 {
        return Vec::new();
    }
    let link = |(other, root): (usize, FolderIx)| {
        let code = scene.language(other);
        let current = other == language;
        let found = if current { Some(address.to_owned()) } else { find(other) };
        LanguageLink {
            language: code.to_owned(),
            name: language_name(code),
            direction: direction(code),
            translated: found.is_some(),
            address: found.unwrap_or_else(|| scene.catalog.folder(root).address.to_string()),
            current,
        }
    };
    languages.into_iter().map(link).collect()
}

/// Where a page that somebody wrote stands in `language`: as its author or Guildhall made it there.
pub(super) fn of_page(scene: &Scene<'_>, ix: PageIx, language: usize) -> Option<String> {
    let catalog = scene.catalog;
    let page = catalog.page(ix);
    if let Some(other) = catalog.translation(ix, language) {
        let other = catalog.page(other);
        return (!other.withheld).then(|| other.address.to_string());
    }
    if catalog.folder(page.folder).page == Some(ix)
        && let Some(found) = of_folder(scene, page.folder, language)
    {
        return Some(found);
    }
    let (_, rest) = catalog.local(page.address.as_str());
    made::is_index(scene, rest).then(|| catalog.at(language, rest).to_string())
}

/// Where a folder's list stands in `language`.
pub(super) fn of_folder(scene: &Scene<'_>, ix: FolderIx, language: usize) -> Option<String> {
    let twin = scene.catalog.twin(ix, language)?;
    let folder = scene.catalog.folder(twin);
    let stands = match folder.page {
        Some(page) => !scene.catalog.page(page).withheld,
        None => folder.parent.is_none() || scene.catalog.is_folder_listed(twin),
    };
    stands.then(|| folder.address.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_order_and_found() {
        assert!(NAMES.is_sorted_by(|(a, _), (b, _)| a < b));
        let names = ["de", "pt-br", "ar", "xx", "zh-hant-tw"].map(language_name);
        assert_eq!(names, ["Deutsch", "Português (BR)", "العربية", "XX", "中文 (HANT-TW)"]);
    }

    #[test]
    fn scripts_say_more_than_languages() {
        let codes = ["ar", "he-il", "en", "az-arab", "ur-latn", "pa", "fa"];
        assert_eq!(codes.map(direction), ["rtl", "rtl", "ltr", "rtl", "ltr", "ltr", "rtl"]);
    }
}

//! From file names to addresses: language, folder, last part; and the faults of two pages that want one place.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::folders::Child;
use super::titles::page_title;
use super::{Catalog, Folder, FolderIx, Page, PageIx, Visible};
use crate::base::code::Code;
use crate::base::diag::{Diagnostic, Diags, Label};
use crate::base::digest::Digest;
use crate::base::path::{Address, SourcePath};
use crate::base::text;
use crate::config::{Config, language_hint};
use crate::content::Doc;

/// File names that open a folder, in order of precedence.
const OPENING: [&str; 3] = ["index", "_index", "README"];
/// First parts of addresses that Guildhall keeps for itself.
pub(super) const RESERVED: [&str; 4] = ["search", "go", "assets", "404.html"];
/// Lists that Guildhall makes whatever the content is.
pub(super) const MADE: [&str; 3] = ["a-z", "tags", "communities"];

/// What a file's name says about where its page stands.
struct Place {
    language: usize,
    /// The folder below the content folder, a language's own top folder left out.
    folder: String,
    stem: String,
    /// Precedence among the folder's opening pages, 0 first.
    opens: Option<usize>,
}

/// Splits `name.LANG`, `name_LANG` or `name._LANG` for a configured language; letter case does not count.
fn split_language<'a>(stem: &'a str, config: &Config) -> Option<(&'a str, usize)> {
    config.languages.iter().enumerate().find_map(|(ix, code)| {
        let (rest, tail) = stem.split_at_checked(stem.len().checked_sub(code.len())?)?;
        let name = rest.strip_suffix("._").or_else(|| rest.strip_suffix(['.', '_']))?;
        (tail.eq_ignore_ascii_case(code) && !name.is_empty()).then_some((name, ix))
    })
}

fn place(doc: &Doc, config: &Config, diags: &mut Diags) -> Place {
    let below = doc.path.below(&config.content).unwrap_or(doc.path.as_str());
    let (mut folder, _) = below.rsplit_once('/').unwrap_or(("", below));
    let mut language = None;
    let top = folder.split('/').next().unwrap_or_default();
    if let Some(ix) = config.languages.iter().position(|code| code.eq_ignore_ascii_case(top)) {
        language = Some(ix);
        folder = folder[top.len()..].trim_start_matches('/');
    }
    let mut stem = doc.path.stem();
    if let Some((name, ix)) = split_language(stem, config) {
        (stem, language) = (name, Some(ix));
    } else {
        warn_unknown_language(doc, config, diags);
    }
    let written = doc.front.common.lang.as_ref();
    let written = written.and_then(|lang| config.languages.iter().position(|code| *code == lang.value));
    Place {
        language: written.or(language).unwrap_or(0),
        folder: folder.to_owned(),
        stem: stem.to_owned(),
        opens: OPENING.iter().position(|name| *name == stem),
    }
}

/// `name._xx.md` looks like a language that nobody configured.
fn warn_unknown_language(doc: &Doc, config: &Config, diags: &mut Diags) {
    let Some((_, code)) = doc.path.stem().rsplit_once("._") else { return };
    if code.len() != 2 || !code.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return;
    }
    diags.push(
        Diagnostic::new(
            Code::LanguageUnknown,
            Label::file(&doc.path),
            format!("the file's name ends in `{code}`, which is not a language of this site"),
        )
        .hint(language_hint(&config.languages, code)),
    );
}

type FolderKey = (usize, String);

/// Gives every page its folder and address.
pub(super) fn place_pages(visible: &Visible<'_>, diags: &mut Diags) -> Catalog {
    let config = visible.config;
    let mut places: Vec<Place> = visible.docs.iter().map(|(doc, _)| place(doc, config, diags)).collect();
    let openers = choose_openers(visible, &mut places, diags);
    let mut catalog = Catalog::with_capacity(visible.docs.len());
    let folder_ix = make_folders(&mut catalog, visible, &places, &openers);
    let opening: HashSet<usize> = openers.values().copied().collect();
    for (n, ((doc, withheld), place)) in visible.docs.iter().zip(&places).enumerate() {
        let opens = opening.contains(&n);
        let key = (place.language, if opens { opened_folder(place) } else { place.folder.clone() });
        let Some(folder) = folder_ix.get(&key).copied() else { continue };
        let under = &catalog.folders[folder.0 as usize];
        let address = if opens {
            under.address.clone()
        } else {
            Address::new([under.address.as_str(), &last_part(doc, &place.stem)].concat())
        };
        let name = if opens { key.1.rsplit('/').next().unwrap_or_default() } else { &place.stem };
        let id = doc.front.common.id.as_ref().map_or_else(|| name.to_owned(), |id| id.value.clone());
        let title = page_title(doc, name);
        let page = Page {
            doc: Arc::clone(doc),
            title,
            address,
            language: place.language,
            folder,
            id,
            stem: if opens { key.1 } else { join(&place.folder, &place.stem) },
            withheld: *withheld,
        };
        add_page(&mut catalog, page, opens, diags);
    }
    for folder in &mut catalog.folders {
        folder.title_from_page(&catalog.pages);
    }
    catalog
}

/// Registers a page at its address, or reports why it cannot stand there.
fn add_page(catalog: &mut Catalog, page: Page, opens: bool, diags: &mut Diags) {
    let at = Label::file(&page.doc.path);
    let first = page.address.as_str().split('/').next().unwrap_or_default();
    if RESERVED.contains(&first) {
        let message = format!("`{}` is an address that Guildhall keeps for itself", text::shown(page.address.as_str()));
        let hint = "rename the file or its folder, or give the page another `slug`";
        diags.push(Diagnostic::new(Code::AddressReserved, at, message).hint(hint));
        return;
    }
    let ix = PageIx(u32::try_from(catalog.pages.len()).unwrap_or(u32::MAX));
    if opens {
        catalog.folders[page.folder.0 as usize].page = Some(ix);
    } else {
        catalog.folders[page.folder.0 as usize].children.push(Child::Page(ix));
    }
    catalog.by_stem.entry(page.stem.clone()).or_default().push(ix);
    catalog.by_path.insert(page.doc.path.clone(), ix);
    catalog.by_address.entry(page.address.clone()).or_insert(ix);
    catalog.pages.push(page);
}

/// Two pages at one address, letter case and composition folded, because some file systems fold them.
pub(super) fn report_collisions(catalog: &Catalog, diags: &mut Diags) {
    let mut seen: HashMap<String, PageIx> = HashMap::with_capacity(catalog.pages.len());
    for (ix, page) in catalog.indexed() {
        let Some(first) = seen.insert(page.address.folded(), ix) else { continue };
        let first = catalog.page(first);
        let exact = first.address == page.address;
        let shown = text::shown(page.address.as_str());
        let message = if exact {
            format!("two pages want the address `/{shown}`")
        } else {
            format!("two pages want the address `/{shown}`, which differs only in letter case or composition")
        };
        diags.push(
            Diagnostic::new(Code::AddressTaken, Label::file(&page.doc.path), message)
                .related(Label::file(&first.doc.path).with("the other page"))
                .hint("rename one of the files, or give one of the pages a `slug` of its own"),
        );
    }
}

/// The folder that a page opens if it opens one: its own, or the one beside it that bears its name.
fn opened_folder(place: &Place) -> String {
    match place.opens {
        Some(_) => place.folder.clone(),
        None => join(&place.folder, &place.stem),
    }
}

fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { [folder, "/", name].concat() }
}

/// Chooses each folder's opening page. Pages that could open it too become plain pages, with a warning.
fn choose_openers(visible: &Visible<'_>, places: &mut [Place], diags: &mut Diags) -> HashMap<FolderKey, usize> {
    let mut best: BTreeMap<FolderKey, Vec<(usize, usize)>> = BTreeMap::new();
    for (n, place) in places.iter().enumerate() {
        if let Some(rank) = place.opens {
            best.entry((place.language, place.folder.clone())).or_default().push((rank, n));
        }
    }
    let mut openers = HashMap::new();
    for (key, mut candidates) in best {
        candidates.sort_unstable();
        let Some(&(_, chosen)) = candidates.first() else { continue };
        for &(_, other) in &candidates[1..] {
            places[other].opens = None;
            let name = visible.docs[chosen].0.path.name();
            let message = format!("the folder already opens with `{name}`, so this is a page of its own");
            let at = Label::file(&visible.docs[other].0.path);
            let hint = "keep one of the two, or give this file a name of its own";
            diags.push(Diagnostic::new(Code::FolderPageTwice, at, message).hint(hint));
        }
        openers.insert(key, chosen);
    }
    adopt_pages_beside_folders(places, &mut openers);
    openers
}

/// `a.md` opens the folder `a/` beside it when nothing in the folder does.
fn adopt_pages_beside_folders(places: &[Place], openers: &mut HashMap<FolderKey, usize>) {
    let mut folders: HashSet<(usize, &str)> = HashSet::new();
    for place in places {
        let mut folder = place.folder.as_str();
        while !folder.is_empty() && folders.insert((place.language, folder)) {
            folder = folder.rsplit_once('/').map_or("", |(up, _)| up);
        }
    }
    for (n, place) in places.iter().enumerate() {
        if place.opens.is_none() && !OPENING.contains(&place.stem.as_str()) {
            let folder = opened_folder(place);
            if folders.contains(&(place.language, folder.as_str())) {
                openers.entry((place.language, folder)).or_insert(n);
            }
        }
    }
}

/// Makes every folder that holds a page, and those above it, parents first.
fn make_folders(
    catalog: &mut Catalog,
    visible: &Visible<'_>,
    places: &[Place],
    openers: &HashMap<FolderKey, usize>,
) -> HashMap<FolderKey, FolderIx> {
    let mut keys: std::collections::BTreeSet<(usize, &str)> = [(0, "")].into();
    for place in places {
        let mut folder = place.folder.as_str();
        while keys.insert((place.language, folder)) && !folder.is_empty() {
            folder = folder.rsplit_once('/').map_or("", |(up, _)| up);
        }
        keys.insert((place.language, ""));
    }
    let mut index = HashMap::with_capacity(keys.len());
    for (language, path) in keys.into_iter().map(|(language, path)| (language, path.to_owned())) {
        let ix = FolderIx(u32::try_from(catalog.folders.len()).unwrap_or(u32::MAX));
        let (up, name) = path.rsplit_once('/').unwrap_or(("", &path));
        let parent = if path.is_empty() { None } else { index.get(&(language, up.to_owned())).copied() };
        let opener = openers.get(&(language, path.clone())).map(|n| visible.docs[*n].0.as_ref());
        let address = match parent {
            None if language == 0 => Address::new(""),
            None => Address::new(&visible.config.languages[language]),
            Some(FolderIx(parent)) => {
                let part = opener.map_or_else(|| safe_slug(name), |doc| last_part(doc, name));
                Address::new(format!("{}{part}", catalog.folders[parent as usize].address))
            }
        };
        catalog.folders.push(Folder::new(address, text::title_from_name(name), language, parent));
        if let Some(FolderIx(parent)) = parent {
            catalog.folders[parent as usize].children.push(Child::Folder(ix));
        }
        index.insert((language, path), ix);
    }
    index
}

/// The last part of a page's address: its `slug`, else its file's name.
fn last_part(doc: &Doc, name: &str) -> String {
    doc.front.common.slug.as_ref().map_or_else(|| safe_slug(name), |slug| slug.value.clone())
}

/// The slug of a name; for a name without any letter or digit a stable one made from its bytes.
fn safe_slug(name: &str) -> String {
    let slug = text::slug(name);
    if slug.is_empty() { format!("page-{}", &Digest::of(name.as_bytes()).to_string()[..8]) } else { slug }
}

/// The Windows device that a file's name would be on Windows: the address is made safe, the author should know.
pub(super) fn warn_unsafe_name(path: &SourcePath, diags: &mut Diags) {
    if text::is_device(&path.stem().split('.').next().unwrap_or_default().to_lowercase()) {
        let message = format!("`{}` is the name of a device on Windows", text::shown(path.name()));
        let hint = "rename the file; colleagues on Windows cannot check it out";
        diags.push(Diagnostic::new(Code::NameUnsafe, Label::file(path), message).hint(hint));
    }
}

//! From file names to addresses: language, folder, last part; and the faults of two pages that want one place.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::folders::Child;
use super::titles::page_title;
use super::{Catalog, Folder, FolderIx, Page, PageIx, Visible, languages};
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
pub(super) const MADE: [&str; 7] = ["a-z", "tags", "communities", "events", "people", "glossary", "new"];

/// What a file's name says about where its page stands.
struct Place<'a> {
    language: usize,
    /// The folder below the content folder, a language's own top folder left out.
    folder: &'a str,
    /// The file's name without its ending and any sign of language.
    stem: &'a str,
    /// Folder and stem: also the folder beside the file that bears its name.
    whole: &'a str,
    /// Precedence among the folder's opening pages, 0 first.
    opens: Option<usize>,
    /// The last part of its address, unless it opens a folder.
    part: String,
    /// Its title, unless that is to be made of a name.
    title: Option<String>,
}

/// Splits `name.LANG`, `name_LANG` or `name._LANG` for a configured language; letter case does not count.
fn split_language<'a>(stem: &'a str, config: &Config) -> Option<(&'a str, usize)> {
    config.languages.iter().enumerate().find_map(|(ix, code)| {
        let (rest, tail) = stem.split_at_checked(stem.len().checked_sub(code.len())?)?;
        let name = rest.strip_suffix("._").or_else(|| rest.strip_suffix(['.', '_']))?;
        (tail.eq_ignore_ascii_case(code) && !name.is_empty()).then_some((name, ix))
    })
}

fn place<'a>(doc: &'a Doc, config: &Config, diags: &mut Diags) -> Place<'a> {
    let mut below = doc.path.below(&config.content).unwrap_or(doc.path.as_str());
    let mut language = None;
    if let Some((top, rest)) = below.split_once('/')
        && let Some(ix) = config.languages.iter().position(|code| code.eq_ignore_ascii_case(top))
    {
        (language, below) = (Some(ix), rest);
    }
    let mut stem = doc.path.stem();
    if let Some((name, ix)) = split_language(stem, config) {
        (stem, language) = (name, Some(ix));
    } else {
        warn_unknown_language(doc, config, diags);
    }
    let folder = below.rsplit_once('/').map_or("", |(folder, _)| folder);
    let written = doc.front.common.lang.as_ref();
    let written = written.and_then(|lang| config.languages.iter().position(|code| *code == lang.value));
    Place {
        language: written.or(language).unwrap_or(0),
        folder,
        stem,
        whole: &below[..below.len() - doc.path.name().len() + stem.len()],
        opens: OPENING.iter().position(|name| *name == stem),
        part: last_part(doc, stem),
        title: page_title(doc),
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

/// A folder by language and path below the content folder.
type FolderKey<'a> = (usize, &'a str);

/// Gives every page its folder and address.
pub(super) fn place_pages(visible: &Visible<'_>, diags: &mut Diags) -> Catalog {
    let mut places = places(visible, diags);
    let openers = choose_openers(visible, &mut places, diags);
    let mut catalog = Catalog::with_capacity(visible.docs.len());
    let folder_ix = make_folders(&mut catalog, visible, &places, &openers);
    let opening: HashSet<usize> = openers.values().copied().collect();
    let mut by_stem: BTreeMap<&str, Vec<PageIx>> = BTreeMap::new();
    for (n, ((doc, withheld), place)) in visible.docs.iter().zip(places).enumerate() {
        let opens = opening.contains(&n);
        let key = if opens { opened_folder(&place) } else { place.folder };
        let Some(folder) = folder_ix.get(&(place.language, key)).copied() else { continue };
        let under = &catalog.folders[folder.0 as usize];
        let address = if opens {
            under.address.clone()
        } else {
            Address::new([under.address.as_str(), &place.part, "/"].concat())
        };
        let name = if opens { key.rsplit('/').next().unwrap_or_default() } else { place.stem };
        let id = doc.front.common.id.as_ref().map_or(name, |id| &id.value).to_owned();
        let title = place.title.unwrap_or_else(|| text::title_from_name(name));
        let doc = Arc::clone(doc);
        let page = Page { doc, title, address, language: place.language, folder, id, withheld: *withheld };
        if let Some(ix) = add_page(&mut catalog, page, opens, diags)
            && visible.config.languages.len() > 1
        {
            by_stem.entry(if opens { key } else { place.whole }).or_default().push(ix);
        }
    }
    catalog.translations = languages::translations(by_stem, catalog.pages.len());
    if visible.config.languages.len() > 1 {
        languages::tie_folders(&mut catalog, folder_ix.iter().map(|((_, path), ix)| (*path, *ix)));
    }
    for folder in &mut catalog.folders {
        folder.title_from_page(&catalog.pages);
    }
    catalog
}

/// Where every page stands, on all cores: most of it is waiting for memory, as this is the first look at each page.
fn places<'a>(visible: &'a Visible<'_>, diags: &mut Diags) -> Vec<Place<'a>> {
    let placed = visible.docs.par_iter().map(|(doc, _)| {
        let mut found = Diags::new();
        (place(doc, visible.config, &mut found), found)
    });
    let placed: Vec<(Place<'_>, Diags)> = placed.collect();
    let gathered = placed.into_iter().map(|(place, found)| {
        diags.extend(found);
        place
    });
    gathered.collect()
}

/// Whether Guildhall keeps the page's address for itself; in another language the page of search results.
fn is_reserved(catalog: &Catalog, page: &Page) -> bool {
    let address = page.address.as_str();
    let first = address.split('/').next().unwrap_or_default();
    if !address.ends_with("/search/") {
        return RESERVED.contains(&first);
    }
    let root = catalog.way_down(page.folder).first().map(|root| catalog.folder(*root));
    let below = root.and_then(|root| address.strip_prefix(root.address.as_str())).unwrap_or_default();
    RESERVED.contains(&first) || below == "search/"
}

/// Registers a page at its address, or reports why it cannot stand there.
fn add_page(catalog: &mut Catalog, page: Page, opens: bool, diags: &mut Diags) -> Option<PageIx> {
    if is_reserved(catalog, &page) {
        let message = format!("`{}` is an address that Guildhall keeps for itself", text::shown(page.address.as_str()));
        let hint = "rename the file or its folder, or give the page another `slug`";
        let at = Label::file(&page.doc.path);
        diags.push(Diagnostic::new(Code::AddressReserved, at, message).hint(hint));
        return None;
    }
    let ix = PageIx(u32::try_from(catalog.pages.len()).unwrap_or(u32::MAX));
    if opens {
        catalog.folders[page.folder.0 as usize].page = Some(ix);
    } else {
        catalog.folders[page.folder.0 as usize].children.push(Child::Page(ix));
    }
    catalog.by_path.insert(page.doc.path.clone(), ix);
    catalog.by_address.entry(page.address.clone()).or_insert(ix);
    catalog.pages.push(page);
    Some(ix)
}

/// Two pages at one address, letter case and composition folded, because some file systems fold them.
pub(super) fn report_collisions(catalog: &Catalog, diags: &mut Diags) {
    let is_plain = |page: &Page| text::is_lower(page.address.as_str());
    if catalog.by_address.len() == catalog.pages.len() && catalog.pages.iter().all(is_plain) {
        return; // No two are the same, and nothing folds.
    }
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
fn opened_folder<'a>(place: &Place<'a>) -> &'a str {
    if place.opens.is_some() { place.folder } else { place.whole }
}

/// Chooses each folder's opening page. Pages that could open it too become plain pages, with a warning.
fn choose_openers<'a>(
    visible: &Visible<'_>,
    places: &mut [Place<'a>],
    diags: &mut Diags,
) -> HashMap<FolderKey<'a>, usize> {
    let mut best: BTreeMap<FolderKey<'a>, Vec<(usize, usize)>> = BTreeMap::new();
    for (n, place) in places.iter().enumerate() {
        if let Some(rank) = place.opens {
            best.entry((place.language, place.folder)).or_default().push((rank, n));
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
fn adopt_pages_beside_folders<'a>(places: &[Place<'a>], openers: &mut HashMap<FolderKey<'a>, usize>) {
    let mut folders: HashSet<FolderKey<'_>> = HashSet::new();
    for place in first_of_folders(places) {
        let mut folder = place.folder;
        while !folder.is_empty() && folders.insert((place.language, folder)) {
            folder = folder.rsplit_once('/').map_or("", |(up, _)| up);
        }
    }
    for (n, place) in places.iter().enumerate() {
        let folder = (place.language, place.whole);
        if place.opens.is_none() && !OPENING.contains(&place.stem) && folders.contains(&folder) {
            openers.entry(folder).or_insert(n);
        }
    }
}

/// A page of each folder, or a few where the folder's pages do not follow each other: what is to be known of folders
/// need not be asked of every page.
fn first_of_folders<'p, 'a>(places: &'p [Place<'a>]) -> impl Iterator<Item = &'p Place<'a>> {
    let runs = places.chunk_by(|one, other| (one.language, one.folder) == (other.language, other.folder));
    runs.filter_map(<[Place<'a>]>::first)
}

/// Makes every folder that holds a page, and those above it, parents first.
fn make_folders<'a>(
    catalog: &mut Catalog,
    visible: &Visible<'_>,
    places: &[Place<'a>],
    openers: &HashMap<FolderKey<'a>, usize>,
) -> HashMap<FolderKey<'a>, FolderIx> {
    let mut keys: BTreeSet<FolderKey<'a>> = [(0, "")].into();
    for place in first_of_folders(places) {
        let mut folder = place.folder;
        while keys.insert((place.language, folder)) && !folder.is_empty() {
            folder = folder.rsplit_once('/').map_or("", |(up, _)| up);
        }
        keys.insert((place.language, ""));
    }
    let mut index = HashMap::with_capacity(keys.len());
    for (language, path) in keys {
        let ix = FolderIx(u32::try_from(catalog.folders.len()).unwrap_or(u32::MAX));
        let (up, name) = path.rsplit_once('/').unwrap_or(("", path));
        let parent = if path.is_empty() { None } else { index.get(&(language, up)).copied() };
        let opener = openers.get(&(language, path)).map(|n| visible.docs[*n].0.as_ref());
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
    let name = path.stem().split('.').next().unwrap_or_default();
    if name.len() <= text::DEVICE_BYTES && text::is_device(&name.to_lowercase()) {
        let message = format!("`{}` is the name of a device on Windows", text::shown(path.name()));
        let hint = "rename the file; colleagues on Windows cannot check it out";
        diags.push(Diagnostic::new(Code::NameUnsafe, Label::file(path), message).hint(hint));
    }
}

//! What links lead to. Written as on the forge (relative `.md` paths), checked here, never guessed silently.

use std::borrow::Cow;

use rayon::prelude::*;

use super::{Catalog, Page, PageIx, Visible};
use crate::base::code::Code;
use crate::base::diag::{Diagnostic, Diags, Label};
use crate::base::link as address;
use crate::base::path::{Address, SourcePath};
use crate::base::picture::{self, Size};
use crate::base::text::{self, Patience};
use crate::fs::{Asset, Source};
use crate::markdown::{LinkKind, RawLink};

mod anchors;
mod included;
mod lookup;
mod wiki;

use anchors::Anchors;
use lookup::{Found, Lookup};

/// What a link leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A page, perhaps one of its headings (`""` is the page's top).
    Page(PageIx, String),
    /// A page made by Guildhall: a folder's list, a tag, the A-Z.
    Made(Address, String),
    /// A file beside the pages, published because of this link; of a picture also how large it is shown.
    File(SourcePath, Option<Size>),
    /// A file of `static/`, by its path in the output; of a picture also how large it is shown.
    Static(String, Option<Size>),
    /// The address that is written, outside the site and of an allowed scheme.
    Outside,
    /// A place on the page itself.
    Here(String),
    /// Nowhere: shown as plain text.
    Nothing,
}

/// Endings of files that are published when a page links to them or shows them.
const LINKABLE: &[&str] = &[
    "avif", "bmp", "csv", "doc", "docx", "epub", "gif", "ics", "jpeg", "jpg", "json", "m4a", "mp3", "mp4", "odp",
    "ods", "odt", "ogg", "pdf", "png", "ppt", "pptx", "rtf", "tsv", "txt", "vcf", "vsd", "vsdx", "wav", "webm", "webp",
    "xls", "xlsx", "zip",
];

/// Names that are compared for the hints of one page.
const COMPARED: usize = 50_000;

/// Resolves every link of every page, gathers backlinks.
///
/// On all cores: it is nearly half of the catalog, and most of it is waiting for memory.
pub(super) fn resolve_links(catalog: &mut Catalog, visible: &Visible<'_>, diags: &mut Diags) {
    let lookup = Lookup::new(catalog, visible);
    let names = wiki::Names::new(catalog, visible);
    let anchors = Anchors::new(&catalog.pages);
    let resolved = catalog.pages.par_iter().map(|page| {
        let mut found = Diags::new();
        let folder = lookup.folder(page);
        let patience = Patience::new(COMPARED);
        let resolver =
            Resolver { catalog, lookup: &lookup, names: &names, anchors: &anchors, patience: &patience, page, folder };
        let targets: Vec<Target> = page.doc.body.links.iter().map(|link| resolver.any(link, &mut found)).collect();
        (targets, found)
    });
    let resolved: Vec<(Vec<Target>, Diags)> = resolved.collect();
    let mut links = Vec::with_capacity(catalog.pages.len());
    let mut backlinks: Vec<Vec<PageIx>> = vec![Vec::new(); catalog.pages.len()];
    for (ix, (targets, found)) in (0..).map(PageIx).zip(resolved) {
        diags.extend(found);
        for target in &targets {
            if let Target::Page(to, _) = target
                && *to != ix
                && let Some(from) = backlinks.get_mut(to.0 as usize)
                && from.last() != Some(&ix)
            {
                from.push(ix);
            }
        }
        links.push(targets);
    }
    (catalog.links, catalog.backlinks) = (links, backlinks);
}

struct Resolver<'a, 'p> {
    catalog: &'a Catalog,
    lookup: &'a Lookup<'a>,
    names: &'a wiki::Names<'a>,
    anchors: &'a Anchors<'a>,
    patience: &'p Patience,
    page: &'a Page,
    /// The page's folder below the content folder.
    folder: &'a str,
}

impl Resolver<'_, '_> {
    fn resolve(&self, link: &RawLink, diags: &mut Diags) -> Target {
        let target = link.target.trim();
        if target.is_empty() {
            return Target::Nothing;
        }
        if link.kind == LinkKind::Wiki {
            return self.wiki(link, diags);
        }
        if let Some(scheme) = address::scheme(target) {
            return self.outside(link, scheme, diags);
        }
        if target.starts_with("//") || target.starts_with("\\\\") {
            let hint = "write the whole address with `https:` in front";
            return self.fault(link, Code::LinkScheme, "this address names a server but no scheme", hint, diags);
        }
        let (path, fragment) = target.split_once('#').unwrap_or((target, ""));
        let path = path.split('?').next().unwrap_or_default();
        let fragment = text::decode_percent(fragment).map_or_else(|| fragment.to_owned(), Cow::into_owned);
        if path.is_empty() {
            return self.here(link, fragment, diags);
        }
        let Some(path) = text::decode_percent(path) else {
            return self.missing(link, target, diags);
        };
        self.found(link, self.lookup.find(self.page, self.folder, &path), &path, fragment, diags)
    }

    /// What a link to `path`, which names `found`, leads to.
    fn found(&self, link: &RawLink, found: Found<'_>, path: &str, fragment: String, diags: &mut Diags) -> Target {
        match found {
            Found::Page(page) if link.kind != LinkKind::Image => {
                self.check_anchor(link, page, &fragment, diags);
                Target::Page(page, fragment)
            }
            Found::Made(address) if link.kind != LinkKind::Image => Target::Made(address, fragment),
            Found::File(path, source) => self.file(link, path, source, diags),
            Found::Static(path, source) => Target::Static(path, size_of(source)),
            Found::Hidden => self.withheld(link, diags),
            Found::Outside => {
                let hint = "move the file into the content folder, or link to its whole https address";
                let message = format!("`{}` lies outside the content folder", text::shown(path));
                self.fault(link, Code::LinkOutside, message, hint, diags)
            }
            Found::Page(_) | Found::Made(_) | Found::Nothing => self.missing(link, path, diags),
        }
    }

    /// This build's readers cannot open what the link leads to.
    fn withheld(&self, link: &RawLink, diags: &mut Diags) -> Target {
        let (message, hint) = if self.lookup.has_audiences() {
            let message = "readers of this page cannot open what this links to; they see plain text";
            (message, "take the link out, or widen the audience of the page it leads to")
        } else {
            let message = "this links to a draft, which is not built; readers see plain text";
            (message, "take the link out until the draft is published, or build with `--drafts`")
        };
        self.fault(link, Code::LinkWithheld, message, hint, diags)
    }

    fn outside(&self, link: &RawLink, scheme: &str, diags: &mut Diags) -> Target {
        if !address::is_allowed(scheme) {
            let message = format!("links may not use the scheme `{}:`", text::shown(scheme));
            let hint = "use https, http, mailto, tel, or a path relative to this file";
            return self.fault(link, Code::LinkScheme, message, hint, diags);
        }
        if link.kind == LinkKind::Image {
            let hint = "save the image beside this page and name it by its relative path";
            let message = "an image of another site is not shown, so that reading a page tells nobody";
            return self.fault(link, Code::ImageMissing, message, hint, diags);
        }
        Target::Outside
    }

    fn here(&self, link: &RawLink, fragment: String, diags: &mut Diags) -> Target {
        if link.kind == LinkKind::Image {
            return Target::Nothing;
        }
        if let Some(own) = self.catalog.by_path(self.page.doc.path.as_str()) {
            self.check_anchor(link, own, &fragment, diags);
        }
        Target::Here(fragment)
    }

    fn check_anchor(&self, link: &RawLink, page: PageIx, fragment: &str, diags: &mut Diags) {
        let page = self.catalog.page(page);
        if page.withheld || self.anchors.has(page, fragment) {
            return;
        }
        let headings = &page.doc.body.headings;
        let ids = headings.iter().map(|heading| heading.id.as_str());
        let mut diag = Diagnostic::new(
            Code::AnchorMissing,
            Label::at(&self.page.doc.path, link.span),
            format!("`{}` has no heading `#{}`", page.doc.path.name(), text::shown(fragment)),
        );
        if let Some(nearest) = self.patience.nearest(fragment, ids) {
            diag = diag.hint(format!("did you mean `#{}`?", text::shown(nearest)));
        } else {
            diag = diag.hint("name a heading of that page, or link to the page as a whole");
        }
        diags.push(diag);
    }

    fn file(&self, link: &RawLink, path: SourcePath, source: &Source, diags: &mut Diags) -> Target {
        let extension = path.extension();
        let allowed = match link.kind {
            LinkKind::Link | LinkKind::Wiki => LINKABLE,
            LinkKind::Image => picture::ENDINGS,
        };
        if matches!(source, Source::Unusable(_)) || !allowed.contains(&extension.as_str()) {
            let message = format!("files like `{}` are not published by a link to them", text::shown(path.name()));
            let hint = "put the file into `static/`, which is copied whole, or link to a PDF, Office or image file";
            return self.fault(link, Code::FileType, message, hint, diags);
        }
        Target::File(path, size_of(source))
    }

    fn missing(&self, link: &RawLink, path: &str, diags: &mut Diags) -> Target {
        let (code, what, thing) = match link.kind {
            LinkKind::Link | LinkKind::Wiki => (Code::LinkMissing, "page or file", "link"),
            LinkKind::Image => (Code::ImageMissing, "image", "image"),
        };
        let message = format!("there is no {what} `{}`", text::shown(path));
        let hint = match self.lookup.nearest(self.page, path, link.kind, self.patience) {
            _ if address::is_mail(path) => format!("write `mailto:{}`", text::shown(path)),
            _ if path.starts_with("{{") || path.starts_with("{%") => {
                "this is a tag of another generator: write the path of the file that it stands for".to_owned()
            }
            _ if path.starts_with("www.") => format!("write the whole address, `https://{}`", text::shown(path)),
            Some(nearest) if nearest.to_lowercase() == path.to_lowercase() => {
                format!("write `{}`: capital and small letters are not the same", text::shown(&nearest))
            }
            Some(nearest) => format!("did you mean `{}`?", text::shown(&nearest)),
            None => format!("correct the path, which is relative to this file, or take the {thing} out"),
        };
        self.fault(link, code, message, hint, diags)
    }

    fn fault(
        &self,
        link: &RawLink,
        code: Code,
        message: impl Into<String>,
        hint: impl Into<String>,
        diags: &mut Diags,
    ) -> Target {
        diags.push(Diagnostic::new(code, Label::at(&self.page.doc.path, link.span), message).hint(hint));
        Target::Nothing
    }
}

/// How large a file is shown, if it is a picture.
fn size_of(source: &Source) -> Option<Size> {
    if let Source::Asset(Asset { size, .. }) = source { *size } else { None }
}

//! All files of an index together, and the manifest that names them.

use std::collections::BTreeMap;
use std::sync::Arc;

use guildhall_search::{File, Hash, Manifest};

use super::facets::facets;
use super::lexicon::Chunks;
use super::lists::Lists;
use super::pack::{Made, Packer, hash_of_all};
use super::pages::{CARDS_PER_FILE, Entry, Grouped};
use super::script::{CURRENT, MOST_BYTES, bundles, current};
use super::site::Site;
use super::spelling::other_blocks;
use crate::base::path::OutPath;
use crate::fs::{Blob, Outputs};

/// What an index is made of.
pub struct Pieces<'a> {
    /// The site as a whole.
    pub site: &'a Site,
    /// Its pages.
    pub pages: &'a [Entry<'a>],
    /// By partition.
    pub lists: &'a [Arc<Lists>],
    /// By partition.
    pub chunks: &'a [Arc<Chunks>],
    /// By group.
    pub groups: &'a [Grouped],
    /// Files that stand beside the index, by path below `search/`.
    pub beside: &'a [(String, Blob)],
    /// Bundles for `file://` too.
    pub offline: bool,
}

/// Why pieces make no index; both are mended by making them anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// The manifest is too long: there are too many chunks.
    Long,
    /// Two different files have the same name: another salt gives others.
    Clash,
}

/// Puts the pieces together.
///
/// # Errors
/// When they do not fit: see [`Misfit`].
pub fn assemble(pieces: &Pieces<'_>, packer: &mut Packer) -> Result<Outputs, Misfit> {
    let mut files = Files::default();
    let mut manifest = Manifest {
        pages: pieces.site.pages(),
        languages: pieces.site.languages.iter().map(ToString::to_string).collect(),
        spared: pieces.chunks.iter().flat_map(|chunks| &chunks.spared).cloned().collect(),
        cards_per_file: CARDS_PER_FILE,
        ..Manifest::default()
    };
    for chunks in pieces.chunks.iter().filter(|chunks| !chunks.files.is_empty()) {
        manifest.lexicon.push(chunks.run.clone());
        chunks.files.iter().try_for_each(|made| files.add(made).map(drop))?;
    }
    let rest: Vec<(&str, u32)> =
        pieces.chunks.iter().flat_map(|chunks| &chunks.spelt).map(|(word, pages)| (word.as_str(), *pages)).collect();
    let rest = other_blocks(&rest, packer);
    let blocks = || rest.iter().chain(pieces.chunks.iter().filter_map(|chunks| chunks.speller.as_ref()));
    let spelling = hash_of_all(blocks().map(|(_, blob)| blob));
    for (number, (letter, blob)) in (0..).zip(blocks()) {
        let made = Made { file: File::Speller(spelling, number), blob: blob.clone() };
        files.add(&made)?;
        manifest.speller.push((*letter, made.file));
    }
    for (key, column) in facets(pieces.pages) {
        let hash = files.add(&packer.make(&column.encode(), File::Facet))?;
        manifest.facets.push((key, hash));
    }
    for group in pieces.groups {
        manifest.groups.push(group.group);
        group.files.iter().try_for_each(|made| files.add(made).map(drop))?;
    }
    for made in pieces.lists.iter().flat_map(|lists| &lists.files) {
        files.add(made)?;
    }
    let script = current(&manifest.encode());
    if script.len() > MOST_BYTES {
        return Err(Misfit::Long);
    }
    files.0.extend(pieces.beside.iter().cloned());
    Ok(files.outputs(script, pieces.offline))
}

/// Files by path below `search/`.
#[derive(Default)]
struct Files(BTreeMap<String, Blob>);

impl Files {
    fn add(&mut self, made: &Made) -> Result<Hash, Misfit> {
        let before = self.0.insert(made.file.path(), made.blob.clone());
        if before.is_some_and(|before| before.digest() != made.blob.digest()) {
            return Err(Misfit::Clash);
        }
        Ok(made.file.hash())
    }

    fn outputs(self, script: String, offline: bool) -> Outputs {
        let mut outputs = if offline { bundles(&self.0) } else { Outputs::default() };
        for (path, blob) in self.0 {
            outputs.insert(OutPath::new(["search/", &path].concat()), blob);
        }
        outputs.insert(OutPath::new(CURRENT), Blob::bytes(script.into_bytes()));
        outputs
    }
}

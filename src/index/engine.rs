//! The engine of the search in the browser: the reader of `guildhall-search`, compiled to WebAssembly and committed there.

use guildhall_search::ENGINE;

use crate::base::digest::Digest;
use crate::fs::Blob;

/// The name of its file below `search/`: of its content, so that caches may keep it for good.
pub fn name() -> String {
    let digest = Digest::of(ENGINE).to_string();
    format!("engine-{}.bin", digest.get(..10).unwrap_or(&digest))
}

/// Its file: a raw deflate stream, as all files of the index are.
pub fn file() -> (String, Blob) {
    (name(), Blob::bytes(ENGINE))
}

//! Guildhall compiles the Markdown that a whole organisation writes together into a static intranet site that people
//! can search.
//!
//! This is the table of contents; `ARCHITECTURE.md` says what each layer may know. Imports point to a lower layer only.
//!
//! | layer | module | concern |
//! | --- | --- | --- |
//! | 0 | [`base`] | paths, spans, diagnostics, digests, dates, YAML |
//! | 1 | [`fs`] | the only door to files: scan, load, publish, watch |
//! | 1 | [`config`] | `guildhall.yaml`, typed |
//! | 1 | [`markdown`] | Markdown to HTML with holes |
//! | 2 | [`content`] | one page: front matter and body |
//! | 5 | [`view`] | all that a template may read |

pub mod base;
pub mod config;
pub mod content;
pub mod fs;
pub mod markdown;
pub mod view;

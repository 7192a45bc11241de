//! Guildhall compiles the Markdown that a whole organisation writes together into a static intranet site that people
//! can search.
//!
//! This is the table of contents; `ARCHITECTURE.md` says what each layer may know. Imports point to a lower layer only.
//!
//! | layer | module | concern |
//! | --- | --- | --- |
//! | 0 | [`base`] | paths, spans, diagnostics, digests, dates, time zones, YAML |
//! | 1 | [`fs`] | the only door to files: scan, load, publish, watch |
//! | 1 | [`config`] | `guildhall.yaml`, typed |
//! | 1 | [`calendar`] | when things happen again, calendars as files |
//! | 1 | [`history`] | when files changed |
//! | 1 | [`markdown`] | Markdown to HTML with holes |
//! | 2 | [`content`] | one page: front matter and body |
//! | 3 | [`catalog`] | facts about the site as a whole |
//! | 4 | [`index`] | search: documents, full-text index, related pages |
//! | 5 | [`check`] | rules about the site as a whole |
//! | 5 | [`view`] | all that a template may read |
//! | 6 | [`render`] | theme, templates, HTML |
//! | 7 | [`build`] | the pipeline |
//! | 8 | [`serve`] | the site in a browser while it is written |
//! | 9 | [`cli`] | commands; the only place that prints |

pub mod base;
pub mod build;
pub mod calendar;
pub mod catalog;
pub mod check;
pub mod cli;
pub mod config;
pub mod content;
pub mod fs;
pub mod history;
pub mod index;
pub mod markdown;
pub mod render;
pub mod serve;
pub mod view;

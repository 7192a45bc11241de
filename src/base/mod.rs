//! Words every layer speaks: paths, spans, diagnostics, digests, dates, time zones.
//!
//! Layer 0. Nothing here knows of pages, and nothing here touches a file, a clock or the environment.

pub mod code;
pub mod date;
pub mod diag;
pub mod digest;
pub mod lines;
pub mod link;
pub mod moment;
pub mod path;
pub mod picture;
pub mod show;
pub mod span;
pub mod text;
pub mod yaml;
pub mod zone;

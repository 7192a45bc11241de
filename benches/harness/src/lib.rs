//! Large sites of real text for benchmarks and tests, and the comparison with other generators.
//!
//! [`generate`] is what tests and benchmarks use as a library. [`compare`] runs programs and measures them from
//! outside, as their users would.

pub mod compare;
pub mod generate;

//! What holds for all steps together.

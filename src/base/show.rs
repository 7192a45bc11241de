//! Findings drawn for people (a frame of the source with marks) and for machines (one JSON object a line).

//! Records with evidence, read out of clean text.

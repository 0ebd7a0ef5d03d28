//! Places: names, codes, and what a name means beside other names.

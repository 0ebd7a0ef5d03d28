//! Lists of words as rule files write them: white space between, any order.

/// The words of a list, longest first, so that the first that fits is the fullest.
pub fn longest_first(words: &str) -> Vec<String> {
    let mut w: Vec<String> = words.split_whitespace().map(str::to_owned).collect();
    w.sort_by_key(|x| std::cmp::Reverse(x.len()));
    w
}

/// Whether a text holds one of the words.
pub fn any(words: &[String], text: &str) -> bool {
    words.iter().any(|w| text.contains(w.as_str()))
}

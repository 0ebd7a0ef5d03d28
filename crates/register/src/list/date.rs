//! Dates as lists write them, to the form that the register keeps.

use crate::time::Period;

/// `1982-08-05`, `1982/8/5`, `1982.8.5`, `1982年8月5日`, `19820805`, each cut to month or year as
/// well, and with a time of day behind. The year stands first: of `5/8/1982` nobody can tell the
/// month.
pub(super) fn parse(text: &str) -> Option<String> {
    let text: String = text.chars().map(half_width).collect();
    let text = text.trim();
    let day = text.split([' ', 'T']).next()?;
    let digits = day.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> = match (digits, day.len()) {
        (true, 8) => vec![&day[..4], &day[4..6], &day[6..]],
        (true, 6) => vec![&day[..4], &day[4..]],
        _ => {
            let worded = day.trim_end_matches(['日', '号', '月', '年']);
            worded.split(['-', '/', '.', '年', '月']).collect()
        }
    };
    let (year, rest) = parts.split_first()?;
    if year.len() != 4 || rest.len() > 2 {
        return None;
    }
    let mut out = (*year).to_owned();
    for part in rest {
        let n: u8 = part.trim().parse().ok()?;
        out.push_str(&format!("-{n:02}"));
    }
    // a list of ties holds none of the time before there were any
    Period::parse(&out)
        .filter(|p| (1900..=2100).contains(&p.from.year()))
        .map(|_| out)
}

/// Full-width digits and marks as half-width ones.
fn half_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_lists_write_them() {
        for (text, want) in [
            ("1982-08-05", Some("1982-08-05")),
            ("1982/8/5", Some("1982-08-05")),
            ("1982.8.5", Some("1982-08-05")),
            ("1982年8月5日", Some("1982-08-05")),
            ("１９８２年８月", Some("1982-08")),
            ("1982.08", Some("1982-08")),
            ("198208", Some("1982-08")),
            ("19820805", Some("1982-08-05")),
            ("1982年", Some("1982")),
            ("1982", Some("1982")),
            ("1982-08-05 00:00:00", Some("1982-08-05")),
            ("1982年13月", None),
            ("1982-02-30", None),
            ("5/8/1982", None),
            ("82.8.5", None),
            ("30168", None),
            ("待定", None),
            ("", None),
        ] {
            assert_eq!(parse(text).as_deref(), want, "{text}");
        }
    }
}

//! Numbers as pages write them: 35, 1,200, 三十五, 十余, 600亿.

/// The value of an Arabic or Chinese numeral, 万 and 亿 included.
pub fn read(s: &str) -> Option<f64> {
    let plain: String = s
        .chars()
        .filter(|c| !matches!(c, ',' | '，' | ' ' | '余' | '多'))
        .collect();
    if plain.is_empty() {
        return None;
    }
    if plain.starts_with(|c: char| c.is_ascii_digit()) {
        let end = plain
            .find(|c: char| !(c.is_ascii_digit() || c == '.'))
            .unwrap_or(plain.len());
        let n: f64 = plain[..end].parse().ok()?;
        return Some(n * scale(&plain[end..]));
    }
    chinese(&plain)
}

/// 三十五, 二百零二, 三点五万, 一万二千; nothing where it begins with no numeral.
fn chinese(plain: &str) -> Option<f64> {
    let (mut large, mut total, mut unit, mut seen) = (0.0, 0.0, 0.0, false);
    let mut tenth: Option<f64> = None;
    for c in plain.chars() {
        let digit = "零一二三四五六七八九".chars().position(|x| x == c);
        let digit = digit.or(match c {
            '〇' => Some(0),
            '两' => Some(2),
            _ => None,
        });
        let power = ['十', '百', '千'].iter().position(|x| *x == c);
        match (digit, power, c) {
            (Some(d), _, _) => {
                match &mut tenth {
                    Some(t) => {
                        unit += d as f64 * *t;
                        *t /= 10.0;
                    }
                    None => unit = d as f64,
                }
                seen = true;
            }
            (_, Some(p), _) => {
                total += if unit == 0.0 { 1.0 } else { unit } * 10f64.powi(p as i32 + 1);
                unit = 0.0;
                seen = true;
            }
            (_, _, '点') if seen => tenth = Some(0.1),
            (_, _, '万') if seen => {
                large += (total + unit) * 1e4;
                (total, unit, tenth) = (0.0, 0.0, None);
            }
            (_, _, '亿') if seen => {
                large = (large + total + unit) * 1e8;
                (total, unit, tenth) = (0.0, 0.0, None);
            }
            _ => break,
        }
    }
    seen.then_some(large + total + unit)
}

/// Where the numeral begins that a text ends in.
pub fn numeral_before(text: &str) -> Option<usize> {
    let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百两多余".contains(c);
    let start = text.trim_end_matches(numeral).len();
    (start < text.len()).then_some(start)
}

fn scale(rest: &str) -> f64 {
    rest.chars()
        .take(2)
        .map(|c| match c {
            '万' => 1e4,
            '亿' => 1e8,
            _ => 1.0,
        })
        .product()
}

/// Whether a text ends in an ordinal and a word of measure: 第12对, 第三个.
pub fn ends_ordinal(text: &str) -> bool {
    let Some(count) = text.strip_suffix(['对', '个', '座', '家']) else {
        return false;
    };
    let digits = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百零".contains(c);
    let rest = count.trim_end_matches(digits);
    rest.len() < count.len() && rest.ends_with('第')
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn numerals_written_as_characters() {
        assert_eq!(read("三十五"), Some(35.0));
        assert_eq!(read("二百零二亿"), Some(202e8));
        assert_eq!(read("三点五万"), Some(35000.0));
        assert_eq!(read("一万二千"), Some(12000.0));
        assert_eq!(read("三十多万"), Some(300_000.0));
        assert_eq!(read("1.14万亿"), Some(1.14e12));
    }
}

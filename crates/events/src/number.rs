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
    let (mut total, mut unit, mut seen) = (0.0, 0.0, false);
    for (i, c) in plain.char_indices() {
        if let Some(d) = "零一二三四五六七八九"
            .chars()
            .position(|x| x == c)
            .or(match c {
                '〇' => Some(0),
                '两' => Some(2),
                _ => None,
            })
        {
            unit = d as f64;
            seen = true;
        } else if let Some(p) = ['十', '百', '千'].iter().position(|x| *x == c) {
            total += if unit == 0.0 { 1.0 } else { unit } * 10f64.powi(p as i32 + 1);
            unit = 0.0;
            seen = true;
        } else {
            let rest = &plain[i..];
            return seen.then(|| (total + unit) * scale(rest));
        }
    }
    seen.then_some(total + unit)
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

//! Text that was decoded wrongly before it came to us.
//!
//! Two kinds are mended, both proven by the bytes, with the map still giving the garbled span:
//!
//! - whole lines of GBK or UTF-8 that were read as a Latin charset (`ÉÌÎñ`, `å•†`), undone by
//!   writing the Latin bytes and reading them again;
//! - runs of GBK shifted by one because a byte was lost before them (`?睆d长`): the first byte of
//!   the run goes, the rest is paired anew, and what comes out must be everyday characters where
//!   rare ones stood before.
//!
//! The character that lost its byte is not guessed; a `?` stays in its place. What stays garbled
//! is reported as a [`Problem`].

use encoding_rs::{Encoding, GB18030, GBK, WINDOWS_1252};

use crate::Problem;
use crate::fold::simple_char;
use crate::line::{Ch, Line, is_han, span};
use crate::noise::pattern;

pattern!(
    SHIFTED,
    r"\?(?P<reading>[a-zü]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-züāáǎàēéěèīíǐìōóǒòūúǔù]*\))?(?P<run>[^\x00-\x7f。,、“”《》:;!]{1,24})(?P<tail>[@-~])?"
);
pattern!(
    SPLIT,
    r"(?P<run>[\u{4e00}-\u{9fff}])(?P<tail>[A-Za-z])\([a-zü]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-züāáǎàēéěèīíǐìōóǒòūúǔù]*\)"
);

/// Mends lines, and reports what it could not.
pub(crate) fn mend(lines: &mut [Line]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for line in lines {
        latin(line);
        if line.chars.iter().any(|ch| is_leftover(ch.c)) {
            let printed = line.chars.iter().copied().filter(|ch| !is_leftover(ch.c));
            *line = Line::new(printed, line.linked).unwrap_or_default();
        }
        shifted(line, &mut problems);
    }
    problems
}

/// Upper controls and soft hyphens, kept until here since they may have been bytes.
fn is_leftover(c: char) -> bool {
    c.is_control() || c == '\u{ad}'
}

/// Whether a character is one of everyday print: of the first level of GB 2312, once folded.
fn is_common(c: char) -> bool {
    let mut buffer = [0; 4];
    let folded = simple_char(c);
    let (bytes, _, unknown) = GBK.encode(folded.encode_utf8(&mut buffer));
    !unknown && bytes.len() == 2 && (0xb0..=0xd7).contains(&bytes[0]) && bytes[1] >= 0xa1
}

/// The two bytes of each character, or `None` where GBK has no two.
fn pairs(chars: &[Ch]) -> Option<Vec<u8>> {
    let text: String = chars.iter().map(|ch| ch.c).collect();
    let (bytes, _, unknown) = GBK.encode(&text);
    (!unknown && bytes.len() == 2 * chars.len()).then(|| bytes.into_owned())
}

fn decode_pairs(bytes: &[u8]) -> Vec<Option<char>> {
    let one = |pair: &[u8]| {
        let text = GBK.decode_without_bom_handling_and_without_replacement(pair)?;
        let mut chars = text.chars();
        chars.next().filter(|_| chars.next().is_none())
    };
    bytes
        .chunks(2)
        .map(|pair| if pair.len() == 2 { one(pair) } else { None })
        .collect()
}

fn shifted(line: &mut Line, problems: &mut Vec<Problem>) {
    // a run begins with the character that lost its byte, a split one has a reading behind it
    let toned = |b: u8| (0xc3..=0xc7).contains(&b);
    if !line.text.contains('?') && !line.text.bytes().any(toned) {
        return;
    }
    // (from, to, mended): characters to be replaced, found on the line as it is.
    let mut edits: Vec<(usize, usize, Vec<Ch>)> = Vec::new();
    let mut cursor = Cursor::default();
    for caps in SHIFTED.captures_iter(&line.text) {
        let Some(run) = caps.name("run") else {
            continue;
        };
        let reading = caps
            .name("reading")
            .map(|r| cursor.index(&line.text, r.start()));
        let (from, to) = (
            cursor.index(&line.text, run.start()),
            cursor.index(&line.text, run.end()),
        );
        let tail = caps.name("tail").map(|_| line.chars[to]);
        let unmended = |from: usize| Problem {
            at: Some(span(&line.chars[from..to])),
            what: "garbled text that its bytes do not mend".into(),
        };
        match repair(&line.chars[from..to], tail) {
            Some((chars, used)) => {
                edits.push((reading.unwrap_or(from), from + used, chars));
                if from + used < to {
                    problems.push(unmended(from + used));
                }
            }
            None if reading.is_some() => problems.push(unmended(from)),
            None => {}
        }
    }
    let mut cursor = Cursor::default();
    let mut k = 0;
    let known: Vec<(usize, usize)> = edits.iter().map(|e| (e.0, e.1)).collect();
    for caps in SPLIT.captures_iter(&line.text) {
        let Some(run) = caps.name("run") else {
            continue;
        };
        let from = cursor.index(&line.text, run.start());
        while k < known.len() && known[k].1 <= from {
            k += 1;
        }
        if k < known.len() && known[k].0 <= from {
            continue;
        }
        if let Some((chars, used)) = repair(&line.chars[from..from + 1], Some(line.chars[from + 1]))
        {
            edits.push((from, from + used, chars));
        }
    }
    if edits.is_empty() {
        return;
    }
    edits.sort_by_key(|e| e.0);
    let mut out = Vec::with_capacity(line.len());
    let mut at = 0;
    for (from, to, chars) in edits {
        if from < at {
            continue;
        }
        out.extend_from_slice(&line.chars[at..from]);
        out.extend(chars);
        at = to;
    }
    out.extend_from_slice(&line.chars[at..]);
    if let Some(new) = Line::new(out, line.linked) {
        *line = new;
    }
}

/// Counts characters up to ascending bytes, each once.
#[derive(Default)]
struct Cursor {
    byte: usize,
    index: usize,
}

impl Cursor {
    fn index(&mut self, text: &str, byte: usize) -> usize {
        self.index += text[self.byte..byte].chars().count();
        self.byte = byte;
        self.index
    }
}

/// The run without its first byte, paired anew, and how many of its characters that used up.
/// `tail` is an ASCII character that may be the second byte of the last pair.
fn repair(run: &[Ch], tail: Option<Ch>) -> Option<(Vec<Ch>, usize)> {
    let mut bytes = pairs(run)?;
    bytes.extend(tail.map(|t| t.c as u8));
    let decoded = decode_pairs(&bytes[1..]);
    let good = decoded
        .iter()
        .take_while(|c| c.is_some_and(|c| is_han(c) && is_common(c)))
        .count();
    let rare = |n: usize| {
        run[..n.min(run.len())]
            .iter()
            .filter(|ch| !is_common(ch.c))
            .count()
    };
    let chars = |n: usize| -> Vec<Ch> {
        let place = |(i, c): (usize, &Option<char>)| {
            let last = if i + 1 == run.len() {
                tail.unwrap_or(run[i])
            } else {
                run[i]
            };
            Ch {
                c: c.unwrap_or('?'),
                start: run[i].start,
                end: last.end,
            }
        };
        decoded.iter().take(n).enumerate().map(place).collect()
    };
    // In step again at the ASCII byte: the whole run is explained.
    if tail.is_some()
        && good == decoded.len()
        && good == run.len()
        && rare(run.len()) * 2 >= run.len()
    {
        return Some((chars(good), run.len() + 1));
    }
    // Broken off: how far the garble goes nobody says, so only as far as its characters are rare;
    // and the last pair before a break used half of what broke.
    let last = run
        .iter()
        .rposition(|ch| !is_common(ch.c))
        .map_or(0, |i| i + 1);
    let proven = last.min(good.saturating_sub(1));
    (proven >= 3 && rare(proven) * 3 >= proven).then(|| (chars(proven), proven + 1))
}

/// Undoes a line whose bytes were read as Latin.
fn latin(line: &mut Line) {
    let high = line.chars.iter().filter(|ch| ch.c as u32 >= 0x80).count();
    if high < 4 || high * 2 < line.len() {
        return;
    }
    let suspect = line
        .chars
        .iter()
        .filter(|ch| matches!(ch.c as u32, 0x80..=0xff) || LATIN9.contains(&ch.c) || is_1252(ch.c))
        .count();
    if suspect * 10 < high * 9 {
        return;
    }
    for byte in [latin9 as fn(char) -> Option<u8>, latin1, windows_1252] {
        for encoding in [encoding_rs::UTF_8, GB18030] {
            if let Some(chars) = reread(&line.chars, byte, encoding)
                && let Some(new) = Line::new(chars, 0)
            {
                *line = new;
                return;
            }
        }
    }
}

const LATIN9: [char; 8] = ['€', 'Š', 'š', 'Ž', 'ž', 'Œ', 'œ', 'Ÿ'];
const LATIN9_BYTES: [u8; 8] = [0xa4, 0xa6, 0xa8, 0xb4, 0xb8, 0xbc, 0xbd, 0xbe];

fn latin9(c: char) -> Option<u8> {
    match LATIN9.iter().position(|&l| l == c) {
        Some(i) => Some(LATIN9_BYTES[i]),
        None => u8::try_from(c as u32)
            .ok()
            .filter(|b| !LATIN9_BYTES.contains(b)),
    }
}

fn latin1(c: char) -> Option<u8> {
    u8::try_from(c as u32).ok()
}

fn windows_1252(c: char) -> Option<u8> {
    let mut buffer = [0; 4];
    let (bytes, _, unknown) = WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
    (!unknown && bytes.len() == 1).then(|| bytes[0])
}

/// The last character of the charset: no Han character needs to be asked about.
const LAST_1252: char = '™';

fn is_1252(c: char) -> bool {
    ('\u{100}'..=LAST_1252).contains(&c) && windows_1252(c).is_some()
}

/// Reads the bytes behind the characters anew; `None` unless the outcome is clean Chinese.
fn reread(
    chars: &[Ch],
    byte: fn(char) -> Option<u8>,
    encoding: &'static Encoding,
) -> Option<Vec<Ch>> {
    let bytes: Vec<u8> = chars
        .iter()
        .map(|ch| byte(ch.c).or((ch.c == '\u{3000}').then_some(b' ')))
        .collect::<Option<_>>()?;
    let mut out: Vec<Ch> = Vec::new();
    let mut i = 0;
    while i < bytes.len() {
        let len = (1..=4.min(bytes.len() - i)).find(|&n| {
            let text =
                encoding.decode_without_bom_handling_and_without_replacement(&bytes[i..i + n]);
            text.is_some_and(|t| t.chars().count() == 1)
        })?;
        let text =
            encoding.decode_without_bom_handling_and_without_replacement(&bytes[i..i + len])?;
        let c = text.chars().next()?;
        out.push(Ch {
            c,
            start: chars[i].start,
            end: chars[i + len - 1].end,
        });
        i += len;
    }
    let wide = out.iter().filter(|ch| ch.c as u32 >= 0x80).count();
    let fit = out
        .iter()
        .filter(|ch| {
            is_common(ch.c)
                || matches!(ch.c as u32, 0x3000..=0x303f | 0xff00..=0xffef | 0x2010..=0x2026 | 0xb7)
        })
        .count();
    (fit * 10 >= wide * 8 && wide >= 2).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(text: &str) -> (String, usize) {
        let mut lines = crate::plain::lines(text);
        let problems = mend(&mut lines);
        (
            lines
                .iter()
                .flat_map(|l| l.chars.iter().map(|c| c.c))
                .collect(),
            problems.len(),
        )
    }

    /// Drops one byte of the GBK form of `text`, as the garblers do; `?` stands for what is lost.
    fn shift(text: &str) -> String {
        let (bytes, _, _) = GBK.encode(text);
        format!("?{}", GBK.decode_without_bom_handling(&bytes[1..]).0)
    }

    #[test]
    fn gbk_read_as_latin() {
        let text = "商务代表团,访问友好城市。";
        let (bytes, _, _) = GB18030.encode(text);
        let garbled: String = bytes.iter().map(|&b| char::from(b)).collect();
        assert_eq!(mended(&garbled).0, text);
        let garbled: String = text.bytes().map(char::from).collect();
        assert_eq!(mended(&garbled).0, text);
        assert_eq!(
            mended("Müller besuchte Österreich").0,
            "Müller besuchte Österreich"
        );
    }

    #[test]
    fn no_character_beyond_the_last_is_of_the_charset() {
        let beyond = '\u{2123}'..='\u{ffff}';
        assert_eq!(
            beyond.into_iter().find(|c| windows_1252(*c).is_some()),
            None
        );
        assert!(is_1252(LAST_1252) && is_1252('Œ') && !is_1252('市'));
    }

    #[test]
    fn a_lost_byte_is_stepped_over() {
        // 副廳 with the first byte of 副 lost: the rest falls into other pairs, and into step again
        // at the ASCII byte.
        assert_eq!(mended("科技厅?睆d长").0, "科技厅?廳长");
        assert_eq!(mended("做法??傤I(lǐng)館").0, "做法??領(lǐng)館");
        let garbled = shift("務經貿局及本市");
        assert!(
            mended(&garbled).0.contains("經貿局及"),
            "{garbled} {:?}",
            mended(&garbled)
        );
    }

    #[test]
    fn questions_stay() {
        for s in ["为什么?因为合作。", "你好?世界", "谁来参加?市长参加B组"] {
            assert_eq!(mended(s), (s.to_owned(), 0));
        }
    }
}

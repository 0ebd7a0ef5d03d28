//! Which event of the page a word means.

use super::Reader;
use crate::gathering::Gathering;
use crate::mention::{Kind, Mention};
use crate::types::Fill;

impl Reader<'_, '_> {
    /// The mention with the full name of the event a mention names or stands for.
    pub fn event_meant(&self, i: usize, sentence: usize) -> Option<usize> {
        let m = &self.mentions[i];
        let found = if m.alias {
            let lexicon = &self.rules.lexicon;
            // 出席了某馆剪彩|仪式: a rite by itself, none of what is on stage
            let whole = &self.text()[self.parsed[sentence].span.start..m.span.end];
            let rites = lexicon.list("event_rites");
            if rites
                .ends(whole)
                .is_some_and(|w| rites[w].len() > m.span.len())
            {
                return None;
            }
            let part = || (self.gatherings).meant(m, &self.mentions, lexicon, sentence);
            self.opened(i).or_else(part)
        } else {
            self.gatherings.of(i)
        };
        found.map(|g| g.name)
    }

    /// The place said to hold an event right before its name: 某市举办的|论坛.
    pub(super) fn holder(&self, event: &Mention) -> Option<Fill> {
        let lead = self.text()[..event.span.start].trim_end_matches(['“', ' ']);
        let held = ["举办的", "主办的", "举行的", "召开的", "组织的"];
        let lead = held.iter().find_map(|w| lead.strip_suffix(w))?;
        let i = self.mentions.partition_point(|m| m.span.end < lead.len());
        let place = self.mentions.get(i).filter(|m| m.span.end == lead.len())?;
        (place.kind == Kind::Place).then(|| Fill::place(place))
    }

    /// The event whose opening a mention names right behind it: 某博览会|开幕式.
    fn opened(&self, i: usize) -> Option<&Gathering> {
        let m = &self.mentions[i];
        let mut before = self.mentions[..i].iter();
        let e = before.rposition(|e| e.kind == Kind::Event && e.span.end <= m.span.start)?;
        let gap = &self.text()[self.mentions[e].span.end..m.span.start];
        let gap = gap.trim_start_matches('”');
        let close = matches!(gap, "" | "的" | "暨");
        let part = ["开", "闭", "揭", "启", "主", "分"];
        // 某纪念展|开展|仪式
        let opening = matches!(gap, "开展" | "开幕" | "启动" | "揭幕" | "开馆");
        let part = part.iter().any(|w| m.name.starts_with(w));
        let (close, part) = (close || opening, part || opening);
        let named = close && part && !self.mentions[e].alias;
        named.then(|| self.gatherings.of(e)).flatten()
    }
}

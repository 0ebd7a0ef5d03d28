//! Which column of a list holds what.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::table::{Line, Table, refused};
use crate::error::Result;
use crate::grams::plain;
use crate::id::id;

/// What a column may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// The side that keeps the list: 中方.
    A,
    /// The division that it lies in: 省份.
    Within,
    /// The other side: 外方.
    B,
    /// The country of the other side: 国别.
    Country,
    /// Since when: 结好日期.
    Since,
    /// Sister city, friendly cooperation or pairing: 类别.
    Kind,
    /// The level at which the tie is kept, as worded: 级别.
    Level,
    /// In force, planned or lapsed: 状态.
    Status,
}

impl Field {
    /// All, in the order in which heads are looked through.
    pub const ALL: [Self; 8] = [
        Self::A,
        Self::B,
        Self::Country,
        Self::Since,
        Self::Kind,
        Self::Level,
        Self::Status,
        Self::Within,
    ];

    /// The name that it is told by.
    pub fn name(self) -> &'static str {
        match self {
            Self::A => "a",
            Self::Within => "within",
            Self::B => "b",
            Self::Country => "country",
            Self::Since => "since",
            Self::Kind => "kind",
            Self::Level => "level",
            Self::Status => "status",
        }
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.name() == name)
    }

    /// Heads that stand for it, as lists have them; the likelier first.
    fn heads(self) -> &'static [&'static str] {
        match self {
            Self::A => &[
                "中方",
                "中方城市",
                "中方省市",
                "中方省区市",
                "中方友城",
                "中方名称",
                "我方",
                "我方城市",
                "我方省市",
                "中国城市",
                "中国省市",
                "国内城市",
                "国内省市",
                "中国地区",
                "我市",
                "我省",
                "a",
                "chinese city",
                "chinese side",
            ],
            Self::B => &[
                "外方",
                "外方城市",
                "外方省州",
                "外方友城",
                "外方名称",
                "外国城市",
                "国外城市",
                "友城",
                "友城名称",
                "友好城市",
                "友好城市名称",
                "友好省州",
                "结好城市",
                "结好对象",
                "外方地区",
                "b",
                "foreign city",
                "partner",
                "counterpart",
            ],
            Self::Country => &[
                "国别",
                "国家",
                "外方国家",
                "所属国家",
                "所在国家",
                "所在国",
                "国别地区",
                "国家地区",
                "友城国别",
                "country",
            ],
            Self::Since => &[
                "结好日期",
                "结好时间",
                "缔结日期",
                "缔结时间",
                "建立日期",
                "建立时间",
                "建交时间",
                "签署日期",
                "签署时间",
                "签约日期",
                "签约时间",
                "签字日期",
                "签字时间",
                "正式结好时间",
                "结好年份",
                "时间",
                "日期",
                "since",
                "date",
            ],
            Self::Kind => &[
                "类别",
                "关系类别",
                "关系类型",
                "友城类别",
                "友城类型",
                "关系性质",
                "性质",
                "关系",
                "类型",
                "kind",
            ],
            Self::Level => &["级别", "友城级别", "层级", "级", "level"],
            Self::Status => &["状态", "友城状态", "现状", "status"],
            Self::Within => &["省份", "所属省份", "所属省", "省区市", "省", "province"],
        }
    }
}

/// Which column of a list holds what, by the words of its heads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Columns {
    /// The heads of the table, in order.
    pub head: Vec<String>,
    /// Field → head.
    pub columns: BTreeMap<Field, String>,
    /// The side that keeps the list, of a list that does not name it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// The kind of all ties, of a list that has no column for it: a word of the codebook.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
}

/// Rows from the top in which the head may stand: titles stand above it.
const TOP: usize = 10;

impl Columns {
    /// The columns of a table by the words of its heads: as far as they are known ones.
    pub fn guess(table: &Table) -> Self {
        let rows = table.lines.iter().take(TOP);
        let guesses = rows.map(|line| Self {
            columns: guess(&line.cells),
            head: line.cells.clone(),
            ..Self::default()
        });
        // the first of those that tell most: a title tells nothing
        let mut best = Self::default();
        for guess in guesses {
            if best.head.is_empty() || guess.columns.len() > best.columns.len() {
                best = guess;
            }
        }
        best
    }

    /// Takes over what a user says: `a=中方城市,b=友城,since=`; nothing behind the sign leaves a
    /// field out.
    ///
    /// # Errors
    /// There is no such field, or the table has no such head.
    pub fn told(mut self, said: &str, table: &Table) -> Result<Self> {
        let mut pairs = Vec::new();
        for pair in said.split([',', '，']).filter(|p| !p.trim().is_empty()) {
            let (field, head) = pair.split_once('=').unwrap_or((pair, ""));
            let Some(field) = Field::named(field.trim()) else {
                let all = Field::ALL.map(Field::name).join(", ");
                return Err(refused(
                    pair.trim(),
                    format!("no such field; there are {all}"),
                    "write --columns a=HEAD,b=HEAD; nothing was written",
                ));
            };
            pairs.push((field, head.trim().to_owned()));
        }
        // the head is the row that holds what the user names
        let named: Vec<&String> = pairs
            .iter()
            .map(|(_, h)| h)
            .filter(|h| !h.is_empty())
            .collect();
        let rows = table.lines.iter().take(TOP);
        let holds = |l: &&Line| named.iter().all(|h| l.cells.contains(h));
        let row = rows.clone().find(holds).filter(|_| !named.is_empty());
        if let Some(row) = row.filter(|r| r.cells != self.head) {
            self.columns = guess(&row.cells);
            self.head.clone_from(&row.cells);
        }
        for (field, head) in pairs {
            if head.is_empty() {
                self.columns.remove(&field);
                continue;
            }
            if !self.head.contains(&head) {
                let heads: Vec<&str> = self.head.iter().map(String::as_str).collect();
                return Err(refused(
                    &format!("column {head}"),
                    format!(
                        "the table has no such head; its heads are {}",
                        heads.join(", ")
                    ),
                    "name one of them; nothing was written",
                ));
            }
            self.columns.retain(|_, h| *h != head);
            self.columns.insert(field, head);
        }
        Ok(self)
    }

    /// Takes over what a user says of one field: a head of this list, or nothing to leave it out.
    ///
    /// # Errors
    /// There is no such field, or the list has no such head.
    pub fn tell(mut self, field: &str, head: &str) -> Result<Self> {
        let unknown = |thing: &str| {
            let what = "this list has no such field or head".to_owned();
            refused(thing, what, "name one of its heads; nothing was written")
        };
        let field = Field::named(field).ok_or_else(|| unknown(field))?;
        if head.is_empty() {
            self.columns.remove(&field);
            return Ok(self);
        }
        if !self.head.iter().any(|h| h == head) {
            return Err(unknown(head));
        }
        self.columns.retain(|_, h| h != head);
        self.columns.insert(field, head.to_owned());
        Ok(self)
    }

    /// What is still to be told before rows can be read: fields that no head stands for.
    pub fn wanting(&self) -> Vec<Field> {
        let there =
            |f: &Field| self.columns.contains_key(f) || (*f == Field::A && self.of.is_some());
        [Field::A, Field::B]
            .into_iter()
            .filter(|f| !there(f))
            .collect()
    }

    /// The rows below the head.
    pub(super) fn rows<'t>(&self, table: &'t Table) -> &'t [Line] {
        let head = table.lines.iter().position(|l| l.cells == self.head);
        &table.lines[head.map_or(table.lines.len(), |at| at + 1)..]
    }

    /// The column of a field.
    pub(super) fn at(&self, field: Field) -> Option<usize> {
        let head = self.columns.get(&field)?;
        self.head.iter().position(|h| h == head)
    }

    /// The name under which a register remembers them: of the heads, whatever the rows.
    pub(super) fn key(head: &[String]) -> String {
        id('h', head.iter().map(String::as_str))
    }
}

fn guess(cells: &[String]) -> BTreeMap<Field, String> {
    let folded: Vec<String> = cells.iter().map(|c| plain(c)).collect();
    let mut out: BTreeMap<Field, String> = BTreeMap::new();
    let mut taken = vec![false; cells.len()];
    for field in Field::ALL {
        let mut heads = field.heads().iter().map(|h| plain(h));
        let found = heads.find_map(|h| folded.iter().position(|c| *c == h));
        if let Some(at) = found.filter(|at| !taken[*at]) {
            taken[at] = true;
            out.insert(field, cells[at].clone());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> Table {
        Table::read(text.as_bytes(), "t.csv", None).expect("a table")
    }

    fn head(columns: &Columns, field: Field) -> Option<&str> {
        columns.columns.get(&field).map(String::as_str)
    }

    #[test]
    fn heads_are_known_by_their_words_below_a_title() {
        let table = table(
            "友好城市名录,,,\n序号,中 方,外方城市,国别,结好日期,级别\n1,甲市,乙市,日本,1982,市级\n",
        );
        let columns = Columns::guess(&table);
        assert_eq!(head(&columns, Field::A), Some("中 方"));
        assert_eq!(head(&columns, Field::B), Some("外方城市"));
        assert_eq!(head(&columns, Field::Level), Some("级别"));
        assert_eq!(columns.wanting(), []);
        assert_eq!(columns.rows(&table).len(), 1);
    }

    #[test]
    fn what_is_told_goes_before_what_is_guessed() {
        let table = table("甲,乙,类别\n甲市,乙市,亚洲\n");
        let guessed = Columns::guess(&table);
        assert_eq!(guessed.wanting(), [Field::A, Field::B]);
        let told = guessed.told("a=甲, b=乙, kind=", &table).expect("told");
        assert_eq!(
            (head(&told, Field::A), head(&told, Field::Kind)),
            (Some("甲"), None)
        );
        assert!(told.wanting().is_empty());
        let no_head = Columns::guess(&table)
            .told("a=丙", &table)
            .expect_err("no head");
        assert!(no_head.to_string().contains("甲, 乙, 类别"), "{no_head}");
        assert!(Columns::guess(&table).told("c=甲", &table).is_err());
    }
}

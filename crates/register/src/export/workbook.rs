//! A workbook as offices keep it: 友城名录, a tie a row, and beside it what went on. The first
//! sheet can be imported again and gives the same ties.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use jiehao_places::Gazetteer;

use super::{Acts, Open, failed};
use crate::error::{Error, Result};
use crate::query::ActView;

/// Columns with their widths in characters.
type Head = [(&'static str, f64)];

const TIES: &Head = &[
    ("序号", 6.0),
    ("中方", 16.0),
    ("外方", 18.0),
    ("国别", 12.0),
    ("结好日期", 12.0),
    ("类别", 16.0),
    ("级别", 8.0),
    ("状态", 8.0),
    ("来源数", 8.0),
    ("出入", 12.0),
    ("依据", 60.0),
    ("编号", 30.0),
];

const OTHERS: &Head = &[
    ("序号", 6.0),
    ("时间", 22.0),
    ("种类", 8.0),
    ("内容", 48.0),
    ("来源数", 8.0),
    ("依据", 60.0),
    ("编号", 30.0),
];

/// Rows of a sheet that Excel takes, its head left aside.
const MOST: u32 = 1_048_575;

/// Characters of a quote in a cell: Excel takes 32,767.
const QUOTE: usize = 2_000;

fn wrong(e: &XlsxError) -> Error {
    failed(&std::io::Error::other(e.to_string()))
}

pub(super) fn write(acts: &mut Acts<'_>, open: &mut Open<'_>) -> Result<u64> {
    let mut book = Workbook::new();
    let mut ties = sheet("友城名录", TIES).map_err(|e| wrong(&e))?;
    let mut others = sheet("往来", OTHERS).map_err(|e| wrong(&e))?;
    let cell = Format::new()
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::Top);
    let (mut tied, mut rest) = (0, 0);
    let count = acts.each(|_, act| {
        let (sheet, at, row) = match act.kind == "tie" {
            true => (&mut ties, &mut tied, tie(act)),
            false => (&mut others, &mut rest, other(act)),
        };
        *at += 1;
        if *at > MOST {
            let what = format!(
                "more than {MOST} rows do not fit a sheet; narrow it with --region or --from"
            );
            return Err(failed(&std::io::Error::other(what)));
        }
        put(sheet, *at, &row, &cell).map_err(|e| wrong(&e))
    })?;
    book.push_worksheet(ties);
    if rest > 0 {
        book.push_worksheet(others);
    }
    let bytes = book.save_to_buffer().map_err(|e| wrong(&e))?;
    let mut out = open("").map_err(|e| failed(&e))?;
    let done = out.write_all(&bytes).and_then(|()| out.flush());
    done.map_err(|e| failed(&e))?;
    Ok(count)
}

fn sheet(name: &str, head: &Head) -> std::result::Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(name)?;
    let bold = Format::new()
        .set_bold()
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::Center);
    for (at, (title, width)) in (0..).zip(head) {
        sheet.write_with_format(0, at, *title, &bold)?;
        sheet.set_column_width(at, *width)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_landscape();
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(0, 0)?;
    Ok(sheet)
}

/// Numbers stay numbers, all else is text: a quote that begins with = is no formula.
fn put(
    sheet: &mut Worksheet,
    at: u32,
    row: &[String],
    format: &Format,
) -> std::result::Result<(), XlsxError> {
    sheet.write_number_with_format(at, 0, f64::from(at), format)?;
    for (column, value) in (1..).zip(row) {
        match value.parse::<u32>() {
            Ok(n) if value.len() < 4 => {
                sheet.write_number_with_format(at, column, f64::from(n), format)?;
            }
            _ => {
                sheet.write_string_with_format(at, column, value, format)?;
            }
        }
    }
    Ok(())
}

fn short(quote: &str) -> String {
    quote.chars().take(QUOTE).collect()
}

/// A tie under [`TIES`], the Chinese side first.
fn tie(act: &ActView) -> Vec<String> {
    let (mut one, mut other) = act.sides();
    let chinese =
        |side: &[crate::query::FillerView]| side.iter().any(|f| f.country.as_deref() == Some("CN"));
    if !chinese(one) && chinese(other) {
        (one, other) = (other, one);
    }
    let names = |side: &[crate::query::FillerView]| {
        side.iter()
            .map(|f| f.name.clone())
            .collect::<Vec<_>>()
            .join("、")
    };
    let gazetteer = Gazetteer::get();
    let land = other.iter().find_map(|f| f.country.as_deref());
    let land = land.and_then(|c| gazetteer.country(c));
    let conflicts: Vec<&str> = act.conflicts.iter().map(|c| label(&c.attribute)).collect();
    vec![
        names(one),
        names(other),
        land.map_or(String::new(), |p| gazetteer.place(p).name.to_owned()),
        act.said("since"),
        kind(&act.said("kind")).to_owned(),
        act.said("level"),
        status(&act.said("status")).to_owned(),
        act.sources.to_string(),
        conflicts.join("、"),
        short(&act.quote()),
        act.id.clone(),
    ]
}

/// Any other act under [`OTHERS`].
fn other(act: &ActView) -> Vec<String> {
    vec![
        act.when.clone().unwrap_or_default(),
        sort(&act.kind).to_owned(),
        short(&act.headline()),
        act.sources.to_string(),
        short(&act.quote()),
        act.id.clone(),
    ]
}

fn label(attribute: &str) -> &str {
    match attribute {
        "since" => "结好日期",
        "kind" => "类别",
        "status" => "状态",
        other => other,
    }
}

fn kind(code: &str) -> &str {
    match code {
        "sister" => "友好城市",
        "friendly-cooperation" => "友好合作关系",
        "pairing" => "结对",
        other => other,
    }
}

fn status(code: &str) -> &str {
    match code {
        "in-force" => "有效",
        "planned" => "计划",
        "lapsed" => "失效",
        other => other,
    }
}

fn sort(kind: &str) -> &str {
    match kind {
        "visit" => "访问",
        "meeting" => "会见",
        "agreement" => "签署",
        "conference" => "活动",
        "commitment" => "承诺",
        "statistic" => "数字",
        "policy" => "政策",
        "project" => "项目",
        "mechanism" => "机制",
        other => other,
    }
}

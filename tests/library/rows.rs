//! A second way to count the rows of a page's tables: line by line, without the program's parser.
//! In: files of the library. Out: [`Counts`] of a page, includes counted where they stand.
//! Never: a word of the program's own vocabulary; the header words are written down here once more.

use std::collections::BTreeMap;
use std::ops::AddAssign;
use std::path::{Component, Path, PathBuf};

/// Rows of the tables that mean something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) tasks: usize,
    pub(crate) kpis: usize,
    pub(crate) data_fields: usize,
    pub(crate) refresh: usize,
    pub(crate) ring_updates: usize,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.tasks += other.tasks;
        self.kpis += other.kpis;
        self.data_fields += other.data_fields;
        self.refresh += other.refresh;
        self.ring_updates += other.ring_updates;
    }
}

/// First header cells in English, German, Spanish, Portuguese, Japanese, Chinese, lower case.
const TASK: &[&str] =
    &["task id", "aufgaben-id", "id. de tarea", "id. de tareas", "id da tarefa", "タスク id", "任务 id"];
const KPI: &[&str] = &["kpi name"];
const DATA: &[&str] = &[
    "data field/common name",
    "data field / common name",
    "datenfeld/allgemeiner name",
    "datenfeld/gemeinsamer name",
    "campo de datos/nombre común",
    "campo de dados/nome comum",
    "データ フィールド/共通名",
    "数据字段/通用名称",
];
const DATE: &[&str] = &["date", "date changed", "datum", "fecha", "data", "日付", "日期"];
const WHO: &[&str] = &[
    "who changed",
    "changed by",
    "geändert durch",
    "quién realizó el cambio",
    "quem mudou",
    "変更者",
    "变更人",
];
const WHAT: &[&str] = &["what changed"];
const CMR: &[&str] = &["cmr#", "cmr"];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Task(usize),
    Kpi,
    Data,
    Refresh,
    Ring,
    Other,
}

/// Counts the rows of `path` below `root`.
pub(crate) fn count(root: &Path, path: &str) -> Counts {
    let mut counts = Counts::default();
    let mut seen = vec![PathBuf::from(path)];
    page(root, Path::new(path), &mut seen, &mut counts);
    counts
}

/// `seen` holds the files that include one another, so that a circle ends.
fn page(root: &Path, path: &Path, seen: &mut Vec<PathBuf>, counts: &mut Counts) {
    let text = std::fs::read(root.join(path)).expect("a file of the library");
    let text = String::from_utf8_lossy(&text);
    let lines = body(text.trim_start_matches('\u{feff}'));
    let mut at = 0;
    while at < lines.len() {
        for target in includes(lines[at]) {
            let file = beside(root, path, &target);
            if let Some(file) = file.filter(|f| !seen.contains(f)) {
                seen.push(file.clone());
                page(root, &file, seen, counts);
                seen.pop();
            }
        }
        match lines.get(at + 1) {
            Some(next) if is_ruler(next) && cells(lines[at]).len() == cells(next).len() => {
                at = table(&lines, at, counts);
            }
            _ => at += 1,
        }
    }
}

/// Lines without front matter, code and comments, which become blank lines.
fn body(text: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = text.lines().collect();
    if lines.first().is_some_and(|l| l.trim_end() == "---") {
        let end = lines.iter().skip(1).position(|l| l.trim_end() == "---").map_or(0, |i| i + 2);
        lines.drain(..end);
    }
    let mut fence: Option<&str> = None;
    let mut comment = false;
    for line in &mut lines {
        let trimmed = line.trim_start();
        let mark = ["```", "~~~"].into_iter().find(|m| trimmed.starts_with(m));
        let hidden = fence.is_some() || comment || mark.is_some();
        match (fence, mark) {
            (None, Some(mark)) if !comment => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            _ => {}
        }
        if fence.is_none() && mark.is_none() {
            let opens = line.rfind("<!--");
            let closes = line.rfind("-->");
            comment = match (opens, closes) {
                (Some(open), Some(close)) => open > close,
                (Some(_), None) => true,
                (None, Some(_)) => false,
                (None, None) => comment,
            };
        }
        if hidden {
            *line = "";
        }
    }
    lines
}

/// Counts the rows below the header at `at`; the first line after the table.
fn table(lines: &[&str], at: usize, counts: &mut Counts) -> usize {
    let kind = kind(&cells(lines[at]));
    let mut row = at + 2;
    while row < lines.len() && lines[row].contains('|') {
        let cells = cells(lines[row]);
        let says = cells.iter().any(|c| !matches!(c.as_str(), "" | "-" | "n/a" | "none"));
        match kind {
            Kind::Task(column) => {
                let number = cells.get(column).is_some_and(|c| is_number(c));
                counts.tasks += usize::from(number);
            }
            Kind::Kpi => counts.kpis += usize::from(says),
            Kind::Data => counts.data_fields += usize::from(says),
            Kind::Refresh => counts.refresh += usize::from(says),
            Kind::Ring => counts.ring_updates += usize::from(says),
            Kind::Other => {}
        }
        row += 1;
    }
    row
}

fn kind(header: &[String]) -> Kind {
    let has = |words: &[&str]| header.iter().position(|c| words.contains(&c.as_str()));
    if let Some(column) = has(TASK) {
        return Kind::Task(column);
    }
    match () {
        () if has(KPI).is_some() => Kind::Kpi,
        () if has(DATA).is_some() => Kind::Data,
        () if has(CMR).is_some() => Kind::Ring,
        () if has(DATE).is_some() && has(WHO).or(has(WHAT)).is_some() => Kind::Refresh,
        () => Kind::Other,
    }
}

fn is_number(cell: &str) -> bool {
    let cell = cell.trim_start_matches('#').trim();
    !cell.is_empty() && cell.bytes().all(|b| b.is_ascii_digit())
}

/// The line below a header: dashes and colons between bars.
fn is_ruler(line: &str) -> bool {
    let line = line.trim();
    line.contains('-')
        && line.contains('|')
        && line.chars().all(|c| matches!(c, '-' | ':' | '|' | ' ' | '\t'))
}

/// Cells without emphasis, links as their text, lower case, blanks folded.
fn cells(line: &str) -> Vec<String> {
    let line = line.trim().trim_start_matches('>').trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let line = line.strip_suffix('|').filter(|l| !l.ends_with('\\')).unwrap_or(line);
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for c in line.chars() {
        match c {
            '|' if !escaped => cells.push(String::new()),
            _ => cells.last_mut().expect("one cell at least").push(c),
        }
        escaped = c == '\\' && !escaped;
    }
    cells.iter().map(|c| plain(c)).collect()
}

fn plain(cell: &str) -> String {
    let mut text = cell.replace("&nbsp;", " ").replace(['*', '_', '`', '\\', '\u{a0}'], " ");
    while let (Some(open), Some(close)) = (text.find('['), text.find("](")) {
        let Some(end) = text[close..].find(')') else { break };
        if open > close {
            break;
        }
        text = format!("{}{}{}", &text[..open], &text[open + 1..close], &text[close + end + 1..]);
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Targets of the include directives of a line.
fn includes(line: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut rest = line;
    while let Some(at) = rest.to_lowercase().find("[!include") {
        // Lower case may change lengths; the directive itself is ASCII, so look it up again from the end.
        let Some(open) = rest.get(at..).and_then(|r| r.find("](")) else { break };
        let tail = &rest[at + open + 2..];
        let Some(close) = tail.find(')') else { break };
        out.push(tail[..close].trim().to_string());
        rest = &tail[close..];
    }
    out
}

/// The file that `target` names beside `from`; case is that of the disk, or none at all.
fn beside(root: &Path, from: &Path, target: &str) -> Option<PathBuf> {
    let base = match target.strip_prefix("~/") {
        Some(rest) => PathBuf::from(rest),
        None => from.parent()?.join(target),
    };
    let mut path = PathBuf::new();
    for part in base.components() {
        match part {
            Component::ParentDir => drop(path.pop()),
            Component::Normal(name) => path.push(name),
            _ => {}
        }
    }
    if root.join(&path).is_file() {
        return Some(path);
    }
    let name = path.file_name()?.to_string_lossy().to_lowercase();
    let folder = path.parent()?;
    let listed: BTreeMap<String, PathBuf> = std::fs::read_dir(root.join(folder))
        .ok()?
        .filter_map(|e| Some(e.ok()?.file_name()))
        .map(|n| (n.to_string_lossy().to_lowercase(), folder.join(n)))
        .collect();
    listed.get(&name).cloned()
}

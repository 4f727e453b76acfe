//! What a cell of the table says: a value of the files as a person reads and types it.
//!
//! An empty cell is a field that is not there. `none` is an empty list, or a year that is not known. Items of a list are
//! parted by semicolons; a semicolon within an item has a backslash before it.

use serde_json::Value;
use serde_json::value::RawValue;

/// How a cell begins that tells what a passage takes from its section.
pub(super) const INHERITED: &str = "inherited: ";
/// How a cell begins that tells what a passage takes from its claims.
pub(super) const FROM_CLAIMS: &str = "from claims: ";
/// An empty list, or a number that is not known.
const NONE: &str = "none";
/// How a partner that pays is marked.
const DONOR: &str = " (donor)";

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CellKind {
    Text,
    Number,
    List,
    Numbers,
    Partners,
}

impl CellKind {
    /// Formats a value of the files.
    pub(super) fn show(value: &RawValue) -> String {
        let value: Value = serde_json::from_str(value.get()).unwrap_or_default();
        match &value {
            Value::Null => NONE.to_owned(),
            Value::String(text) => text.clone(),
            Value::Array(items) if items.is_empty() => NONE.to_owned(),
            Value::Array(items) => items.iter().map(item).collect::<Vec<_>>().join("; "),
            other => other.to_string(),
        }
    }

    /// Returns the value that a cell stands for, as JSON on one line; `None` for a field that is not there.
    ///
    /// # Errors
    /// If the cell does not stand for a value: what is wrong with it.
    pub(super) fn read(self, cell: &str) -> Result<Option<String>, String> {
        let cell = cell.trim();
        if cell.is_empty() || cell.starts_with(INHERITED.trim_end()) || cell.starts_with(FROM_CLAIMS.trim_end()) {
            return Ok(None);
        }
        let number = |word: &str| {
            let number = word.parse::<u16>();
            number.map(Value::from).map_err(|_| format!("\"{word}\" is no number"))
        };
        let items = || parts(cell).into_iter().filter(|item| !item.is_empty());
        let value = match self {
            Self::Text => Value::from(cell),
            Self::Number if cell == NONE => Value::Null,
            Self::Number => number(cell)?,
            _ if cell == NONE => Value::Array(Vec::new()),
            Self::List => items().map(Value::from).collect(),
            Self::Numbers => items().map(|word| number(&word)).collect::<Result<Vec<_>, _>>().map(Value::Array)?,
            Self::Partners => items().map(|word| partner(&word)).collect(),
        };
        Ok(Some(inline(&value)))
    }
}

/// Formats an item of a list.
fn item(item: &Value) -> String {
    let escaped = |text: &str| text.replace('\\', "\\\\").replace(';', "\\;");
    match item {
        Value::String(text) => escaped(text),
        Value::Object(partner) => {
            let name = partner.get("name").and_then(Value::as_str).unwrap_or_default();
            let is_donor = partner.get("donor").and_then(Value::as_bool).unwrap_or_default();
            format!("{}{}", escaped(name), if is_donor { DONOR } else { "" })
        }
        other => other.to_string(),
    }
}

fn partner(word: &str) -> Value {
    match word.strip_suffix(DONOR) {
        Some(name) => serde_json::json!({ "name": name.trim_end(), "donor": true }),
        None => serde_json::json!({ "name": word }),
    }
}

/// Splits a cell at its semicolons.
fn parts(cell: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut chars = cell.chars();
    while let Some(c) = chars.next() {
        match (c, parts.last_mut()) {
            (';', _) => parts.push(String::new()),
            ('\\', Some(part)) => part.extend(chars.next()),
            (c, Some(part)) => part.push(c),
            (_, None) => {}
        }
    }
    parts.iter().map(|part| part.trim().to_owned()).collect()
}

/// Formats a value as the files have it: on one line, with a space after each comma and colon.
pub(super) fn inline(value: &Value) -> String {
    match value {
        Value::Array(items) => format!("[{}]", items.iter().map(inline).collect::<Vec<_>>().join(", ")),
        Value::Object(fields) => {
            // The name of a partner comes first.
            let mut fields: Vec<_> = fields.iter().collect();
            fields.sort_by_key(|(key, _)| key.as_str() != "name");
            let fields = fields.iter().map(|(key, value)| format!("{}: {}", Value::from(key.as_str()), inline(value)));
            format!("{{{}}}", fields.collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::CellKind::{self, List, Number, Numbers, Partners, Text};
    use serde_json::value::RawValue;

    #[test]
    fn a_cell_reads_as_the_value_that_it_shows() {
        for (kind, json, cell) in [
            (Text, r#""A \"word\"; none""#, "A \"word\"; none"),
            (Number, "2019", "2019"),
            (Number, "null", "none"),
            (List, r#"["IOM", "UN-WOMEN"]"#, "IOM; UN-WOMEN"),
            (List, "[]", "none"),
            (List, r#"["a;b", "c\\d"]"#, "a\\;b; c\\\\d"),
            (Numbers, "[2019, 2020]", "2019; 2020"),
            (Partners, r#"[{"name": "A; B"}, {"name": "C", "donor": true}]"#, "A\\; B; C (donor)"),
        ] {
            let raw = RawValue::from_string(json.to_owned()).expect("a value");
            assert_eq!(CellKind::show(&raw), cell);
            assert_eq!(kind.read(cell), Ok(Some(json.to_owned())));
        }
        for cell in ["", "  ", "inherited: IOM", "from claims: 2019"] {
            assert_eq!(Numbers.read(cell), Ok(None));
        }
        assert_eq!(Numbers.read("2019, 2020"), Err("\"2019, 2020\" is no number".to_owned()));
        assert_eq!(List.read(" IOM ;ILO; "), Ok(Some(r#"["IOM", "ILO"]"#.to_owned())));
    }
}

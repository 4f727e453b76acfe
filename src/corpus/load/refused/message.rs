//! Rewords the messages of the JSON parser for users.

use crate::corpus::load::rules::quoted;

/// The message for a string with a raw control character, such as one that continues on the next line.
const LINE_BREAK: &str = "a text holds a line break, a tab or another control character; write \\n or \\t";

/// Where to find the line number for a parser error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineHint {
    /// At the point where the parser stopped.
    Stop,
    /// At the last word before that point: the parser may have looked ahead past the end of a line.
    Before,
    /// At the start of the object at whose end the parser stopped.
    Object,
}

/// A parser error, reworded.
pub(super) struct ParserMessage<'m> {
    /// The field, if the parser itself names it.
    pub(super) field: Option<&'m str>,
    pub(super) at: LineHint,
    pub(super) message: String,
}

impl<'m> ParserMessage<'m> {
    /// Rewords a message of the parser. The position must already have been stripped from its end.
    pub(super) fn of(message: &'m str) -> Self {
        let named = |start| message.strip_prefix(start).and_then(|rest| rest.strip_suffix('`'));
        if let Some(field) = named("missing field `") {
            return Self { field: Some(field), at: LineHint::Object, message: "is missing".to_owned() };
        }
        if let Some(field) = named("duplicate field `") {
            return Self { field: Some(field), at: LineHint::Before, message: "stands twice; leave one".to_owned() };
        }
        if let Some((_, known)) = message.strip_prefix("unknown field `").and_then(|m| m.rsplit_once("`, expected ")) {
            let known = known.strip_prefix("one of ").unwrap_or(known).replace('`', "").replace(" or ", ", ");
            return Self { field: None, at: LineHint::Before, message: format!("is no field; there are {known}") };
        }
        let kind = ["invalid type: ", "invalid value: "].iter().find_map(|start| message.strip_prefix(start));
        let message = match kind.and_then(|rest| rest.rsplit_once(", expected ")) {
            Some((is, wanted)) => format!("is {}; {} is wanted", given(is), self::wanted(wanted)),
            None => format!("is no valid JSON: {}", broken(message)),
        };
        let at = if message.ends_with(LINE_BREAK) { LineHint::Before } else { LineHint::Stop };
        Self { field: None, at, message }
    }
}

/// Describes the value in the file.
fn given(is: &str) -> String {
    match is {
        "sequence" => return "a list".to_owned(),
        "map" => return "an object".to_owned(),
        _ => {}
    }
    if let Some(text) = is.strip_prefix("string \"").and_then(|rest| rest.strip_suffix('"')) {
        return quoted(&text.replace("\\\"", "\""));
    }
    let plain = ["integer `", "floating point `", "boolean `"].iter().find_map(|start| is.strip_prefix(start));
    plain.and_then(|rest| rest.strip_suffix('`')).unwrap_or(is).to_owned()
}

/// Describes the type of value that the row expects.
fn wanted(wanted: &str) -> String {
    let most = match wanted {
        "a string" => return "a text".to_owned(),
        "a sequence" => return "a list".to_owned(),
        "a boolean" => return "true or false".to_owned(),
        "u8" => u32::from(u8::MAX),
        "u16" => u32::from(u16::MAX),
        "u32" => u32::MAX,
        _ => return wanted.to_owned(),
    };
    format!("a whole number from 0 to {most}")
}

/// Describes why a file is not valid JSON.
fn broken(message: &str) -> String {
    let words = match message {
        "EOF while parsing a value" => "the file ends where a value is wanted",
        "expected value" => "a value is wanted here",
        "expected ident" => "true, false or null is wanted here",
        "key must be a string" => "a key in quotation marks is wanted here",
        "trailing comma" => "a comma stands after the last entry",
        "trailing characters" => "something stands after its end",
        "recursion limit exceeded" => "lists and objects stand too deep within each other",
        "number out of range" => "the number is too large",
        "invalid escape" => "the character after \\ is none that may stand there",
        "control character (\\u0000-\\u001F) found while parsing a string" => LINE_BREAK,
        _ => {
            return if let Some(within) = message.strip_prefix("EOF while parsing ") {
                format!("the file ends within {within}")
            } else if let Some(wanted) = message.strip_prefix("expected ") {
                format!("{wanted} is wanted here")
            } else {
                message.to_owned()
            };
        }
    };
    words.to_owned()
}

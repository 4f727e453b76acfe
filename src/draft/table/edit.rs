//! Changes single fields of objects in a JSON file, and leaves every other byte as it is.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// The order of the fields of a passage or a claim, for those that are added.
const ORDER: [&str; 20] = [
    "id",
    "quote",
    "kind",
    "headline",
    "text",
    "claims",
    "style",
    "entities",
    "priorities",
    "years",
    "places",
    "topics",
    "partners",
    "work",
    "page",
    "title",
    "published",
    "languages",
    "links",
    "editorial",
];

/// An object as it is written: its text, and its fields in their order.
pub(super) struct EditedObject<'f> {
    text: &'f str,
    fields: Vec<(String, &'f RawValue)>,
}

/// Returns the objects of the passages of a report file, in order. There are none if it cannot be read.
pub(super) fn report_objects(text: &str) -> Vec<EditedObject<'_>> {
    let mut objects = Vec::new();
    if let Ok(report) = serde_json::from_str::<EditedSection<'_>>(text) {
        collect(report, &mut objects);
    }
    objects
}

#[derive(Deserialize)]
struct EditedSection<'f> {
    #[serde(borrow, default)]
    passages: Vec<&'f RawValue>,
    #[serde(borrow, default)]
    sections: Vec<Self>,
}

fn collect<'f>(section: EditedSection<'f>, objects: &mut Vec<EditedObject<'f>>) {
    objects.extend(section.passages.into_iter().map(|raw| EditedObject::read(raw.get())));
    section.sections.into_iter().for_each(|section| collect(section, objects));
}

impl<'f> EditedObject<'f> {
    /// Reads an object. What is no object has no fields.
    pub(super) fn read(text: &'f str) -> Self {
        let fields = serde_json::Deserializer::from_str(text).deserialize_map(EditedFields).unwrap_or_default();
        Self { text, fields }
    }

    /// Returns the value of a field.
    pub(super) fn value(&self, name: &str) -> Option<&'f RawValue> {
        self.fields.iter().find(|field| field.0 == name).map(|field| field.1)
    }

    /// Returns the items of a list.
    pub(super) fn items(list: &'f RawValue) -> Vec<&'f RawValue> {
        serde_json::from_str(list.get()).unwrap_or_default()
    }

    /// Returns where the object stands in the file that it was read from, in bytes.
    pub(super) fn range(&self, file: &str) -> Range<usize> {
        // The text is a slice of the file, so the difference of their addresses is its byte offset.
        let start = self.text.as_ptr().addr() - file.as_ptr().addr();
        start..start + self.text.len()
    }

    /// Returns what parts the fields: on lines of their own, a line break and the indentation.
    fn separator(&self) -> &'f str {
        let inside = self.text.strip_prefix('{').unwrap_or_default();
        inside.get(..inside.len() - inside.trim_start().len()).unwrap_or_default()
    }

    /// Returns the indentation of the fields, if each is on a line of its own.
    pub(super) fn indentation(&self) -> Option<&'f str> {
        self.separator().rsplit_once('\n').map(|(_, indentation)| indentation)
    }

    /// Returns the object with some fields changed; `None` takes a field out. What is not changed stays as it is written.
    pub(super) fn with(&self, changes: &[(&str, Option<String>)]) -> String {
        let (mut fields, end) = self.parts();
        let space = if self.indentation().is_some() { self.separator() } else { " " };
        for (name, value) in changes {
            let at = fields.iter().position(|field| field.name == *name);
            match (at, value) {
                (Some(at), Some(value)) => fields[at].value = Cow::Borrowed(value),
                (Some(at), None) => drop(fields.remove(at)),
                (None, Some(value)) => {
                    let rank = |name: &str| ORDER.iter().position(|known| *known == name);
                    let at = fields.iter().position(|field| rank(field.name) > rank(name)).unwrap_or(fields.len());
                    let key = Cow::Owned(format!("\"{name}\": "));
                    fields.insert(at, Part { name, space, key, value: Cow::Borrowed(value) });
                }
                (None, None) => {}
            }
        }
        let mut text = String::from("{");
        for (n, Part { space: own, key, value, .. }) in fields.iter().enumerate() {
            let space = if n == 0 {
                self.separator()
            } else if own.is_empty() {
                space
            } else {
                own
            };
            text.extend([if n == 0 { "" } else { "," }, space, key, value]);
        }
        text.push_str(end);
        text
    }

    /// Returns the fields with what stands before them, and what stands behind the last.
    fn parts(&self) -> (Vec<Part<'_>>, &'f str) {
        let mut parts = Vec::new();
        let mut from = 1;
        for (name, value) in &self.fields {
            let start = value.get().as_ptr().addr() - self.text.as_ptr().addr();
            let lead = self.text.get(from..start).unwrap_or_default();
            let lead = lead.trim_start().strip_prefix(',').unwrap_or(lead);
            let key = lead.trim_start();
            let space = lead.get(..lead.len() - key.len()).unwrap_or_default();
            parts.push(Part { name, space, key: Cow::Borrowed(key), value: Cow::Borrowed(value.get()) });
            from = start + value.get().len();
        }
        (parts, self.text.get(from..).unwrap_or_default())
    }
}

/// A field as it is written.
struct Part<'p> {
    name: &'p str,
    /// The space before the key.
    space: &'p str,
    /// The key with its colon.
    key: Cow<'p, str>,
    value: Cow<'p, str>,
}

struct EditedFields;

impl<'f> Visitor<'f> for EditedFields {
    type Value = Vec<(String, &'f RawValue)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'f>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut fields = Vec::new();
        while let Some(field) = map.next_entry()? {
            fields.push(field);
        }
        Ok(fields)
    }
}

#[cfg(test)]
mod tests {
    use super::{EditedObject, report_objects};

    #[test]
    fn a_field_is_changed_added_or_taken_out_and_the_others_stay() {
        let line = r#"{ "id": "a",  "odd" : [1,2], "years": [2019] }"#;
        let object = EditedObject::read(line);
        assert_eq!(object.with(&[]), line);
        let changes = [("years", None), ("places", Some("[]".to_owned())), ("headline", Some("\"H\"".to_owned()))];
        assert_eq!(object.with(&changes), r#"{ "id": "a",  "odd" : [1,2], "headline": "H", "places": [] }"#);
        let lines = "{\n    \"id\": \"a\",\n    \"text\": \"t\"\n  }";
        let changes = [("years", Some("[2019]".to_owned()))];
        let after = "{\n    \"id\": \"a\",\n    \"text\": \"t\",\n    \"years\": [2019]\n  }";
        assert_eq!(EditedObject::read(lines).with(&changes), after);
    }

    #[test]
    fn passages_come_in_the_order_of_the_file() {
        let file = r#"{"sections": [{"passages": [{"id": "a"}], "sections": [{"passages": [{"id": "b"}]}]}, {"passages": []}]}"#;
        let ids: Vec<&str> = report_objects(file).iter().map(|o| &file[o.range(file)]).collect();
        assert_eq!(ids, [r#"{"id": "a"}"#, r#"{"id": "b"}"#]);
    }
}

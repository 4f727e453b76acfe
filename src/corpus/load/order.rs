//! Reads ahead to a report's year of publication. Reports can thus be sorted first, and deserialized one at a time.

use std::fmt;

use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, Visitor};

/// Returns the year of publication that a report states: its top-level `published` field, wherever it is in the file.
///
/// Reads no further than that field. Returns `None` if it is missing or is not a year; loading reports that problem.
pub(super) fn published(json: &str) -> Option<u16> {
    let mut year = None;
    // The visitor fails on purpose once it has found the year, to stop reading.
    let _ = serde_json::Deserializer::from_str(json).deserialize_map(Top(&mut year));
    year
}

struct Top<'a>(&'a mut Option<u16>);

impl<'de> Visitor<'de> for Top<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a report")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            if key == "published" {
                *self.0 = Some(map.next_value()?);
                return Err(A::Error::custom("seen"));
            }
            map.next_value::<IgnoredAny>()?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::published;

    #[test]
    fn only_the_key_of_the_report_itself_counts_wherever_it_stands() {
        assert_eq!(published(r#"{"published": 2020, "sections": [ not even JSON"#), Some(2020));
        assert_eq!(
            published(r#"{"title": "\"published\": 1999", "sections": [{"published": 2001}], "published": 2020}"#),
            Some(2020)
        );
        assert_eq!(published(r#"{"publi\u0073hed": 2020}"#), Some(2020));
        for none in [
            r#"{"sections": [{"published": 2001}]}"#,
            r#"{"published": "2020"}"#,
            r#"{"published": 70000}"#,
            "",
            "[2020]",
        ] {
            assert_eq!(published(none), None, "{none}");
        }
    }
}

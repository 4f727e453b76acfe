//! A report file that can be changed and written again, field by field in the order and the layout in which the files
//! are kept by hand: an object a line at a time, short lists on one line, a claim on one line.

use std::collections::BTreeMap;
use std::io;

use serde::{Deserialize, Serialize};
use serde_json::ser::{Formatter, Serializer};

/// A report file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WrittenReport {
    /// The schema of the file.
    pub schema: u32,
    /// The title of the report.
    pub title: String,
    /// The year that it covers.
    pub covers: u16,
    /// The year in which it came out.
    pub published: u16,
    /// The terms under which it may be reproduced.
    pub terms: String,
    /// Where the report is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Where a page of it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page_url: Option<String>,
    /// The ids that passages had before.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub replaced_by: BTreeMap<String, String>,
    /// Its sections.
    pub sections: Vec<Section>,
}

/// A section of a report file. What it says holds for its passages and sections unless they say something else.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Its heading.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The kind of its passages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Their style.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub style: Option<String>,
    /// Their bodies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entities: Option<Vec<String>>,
    /// Their priorities.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priorities: Option<Vec<u8>>,
    /// Their years.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub years: Option<Vec<u16>>,
    /// Their places.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub places: Option<Vec<String>>,
    /// Its passages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub passages: Vec<Passage>,
    /// The sections below it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<Self>,
}

/// A passage of a report file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Passage {
    /// Its id.
    pub id: String,
    /// The doubts of a draft that nobody has accepted yet; `None` once somebody has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draft: Option<Vec<String>>,
    /// Its kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Our headline.
    pub headline: String,
    /// The report's words.
    pub text: String,
    /// Its claims.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<Claim>,
    /// Its style.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub style: Option<String>,
    /// Its bodies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entities: Option<Vec<String>>,
    /// Its priorities.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priorities: Option<Vec<u8>>,
    /// The years that it states.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub years: Option<Vec<u16>>,
    /// The places that it names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub places: Option<Vec<String>>,
    /// Its topics.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<String>,
    /// The work that it describes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work: Option<String>,
    /// The page on which it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u16>,
    /// Of an agreement: who made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<String>,
    /// Of an agreement: with which bodies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with: Option<Vec<String>>,
    /// Of an agreement: its form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    /// Of an agreement: whether a star stands beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starred: Option<bool>,
    /// Of an agreement: what more the cell says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Of an initiative: its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Of an initiative: where it works.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    /// Of an initiative: who takes part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub composition: Option<String>,
    /// Of a publication: its title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Of a publication: the year in which it came out, if somebody says it.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub published: Option<Option<u16>>,
    /// Of a publication: its languages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub languages: Option<Vec<String>>,
    /// Of a publication: whether it is only announced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upcoming: Option<bool>,
    /// Of a publication: its series.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series: Option<String>,
    /// Of a quotation: who says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
    /// Its links.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// Our note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub editorial: Option<String>,
    /// The passage that leads in to it or carries its mark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// Of a footnote: its mark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<String>,
}

/// A claim of a passage.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// The words that make it.
    pub quote: String,
    /// Whom they credit.
    pub entities: Vec<String>,
    /// Where.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<String>,
    /// When.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub years: Vec<u16>,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<String>,
    /// Who acts beside the bodies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub partners: Vec<Partner>,
}

/// Somebody who acts beside the bodies, or pays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Partner {
    /// The name.
    pub name: String,
    /// Whether it pays.
    #[serde(default, skip_serializing_if = "is_false")]
    pub donor: bool,
}

/// A link.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// Its words.
    pub label: String,
    /// Where it leads.
    pub url: String,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_false(value: &bool) -> bool {
    !value
}

/// Distinguishes a field that is null from one that is absent.
fn present<'de, D: serde::Deserializer<'de>>(row: D) -> Result<Option<Option<u16>>, D::Error> {
    Option::<u16>::deserialize(row).map(Some)
}

impl WrittenReport {
    /// Writes the file.
    ///
    /// # Errors
    /// If a value cannot be written as JSON, which does not happen with these types.
    pub fn to_json(&self) -> serde_json::Result<String> {
        to_json(self)
    }

    /// Calls `each` with every passage, in the order of the file, and the sections above it from the outermost.
    pub fn each_passage<'a>(&'a self, each: &mut impl FnMut(&[&'a Section], &'a Passage)) {
        fn walk<'a>(
            sections: &'a [Section],
            above: &mut Vec<&'a Section>,
            each: &mut impl FnMut(&[&'a Section], &'a Passage),
        ) {
            for section in sections {
                above.push(section);
                section.passages.iter().for_each(|passage| each(above, passage));
                walk(&section.sections, above, each);
                above.pop();
            }
        }
        walk(&self.sections, &mut Vec::new(), each);
    }
}

/// The lists whose items stand each on lines of their own.
const TALL: [&str; 3] = ["sections", "passages", "promises"];
/// The lists whose items stand each on one line.
const ROWS: [&str; 5] = ["claims", "taken_up", "counts", "former_names", "mandates"];

/// Writes a value in the layout of the data files.
///
/// # Errors
/// If it cannot be written as JSON.
pub(super) fn to_json(value: &impl Serialize) -> serde_json::Result<String> {
    let mut out = Vec::new();
    value.serialize(&mut Serializer::with_formatter(&mut out, Layout::default()))?;
    out.push(b'\n');
    Ok(String::from_utf8(out).unwrap_or_default())
}

/// What a bracket opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    /// A list or an object with a line for each value.
    Tall,
    /// A list with a line for each object.
    Rows,
    /// One that stands on a line.
    Flat,
}

/// The layout of the data files.
#[derive(Debug, Default)]
struct Layout {
    open: Vec<Open>,
    key: String,
    is_key: bool,
    /// Whether what was opened last has nothing in it yet.
    is_empty: bool,
}

impl Layout {
    fn line<W: ?Sized + io::Write>(&self, out: &mut W) -> io::Result<()> {
        out.write_all(b"\n")?;
        self.open.iter().try_for_each(|_| out.write_all(b"  "))
    }

    fn begin<W: ?Sized + io::Write>(&mut self, out: &mut W, is_first: bool) -> io::Result<()> {
        self.is_empty = false;
        let is_tall = matches!(self.open.last(), Some(Open::Tall | Open::Rows));
        match (is_tall, is_first) {
            (true, true) => self.line(out),
            (true, false) => {
                out.write_all(b",")?;
                self.line(out)
            }
            (false, true) => Ok(()),
            (false, false) => out.write_all(b", "),
        }
    }

    fn end<W: ?Sized + io::Write>(&mut self, out: &mut W, sign: &[u8]) -> io::Result<()> {
        let is_empty = std::mem::take(&mut self.is_empty);
        if matches!(self.open.pop(), Some(Open::Tall | Open::Rows)) && !is_empty {
            self.line(out)?;
        }
        out.write_all(sign)
    }
}

impl Formatter for Layout {
    fn begin_array<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open.push(match self.key.as_str() {
            _ if self.open.last() == Some(&Open::Flat) => Open::Flat,
            key if TALL.contains(&key) => Open::Tall,
            key if ROWS.contains(&key) => Open::Rows,
            _ => Open::Flat,
        });
        self.is_empty = true;
        out.write_all(b"[")
    }

    fn end_array<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.end(out, b"]")
    }

    fn begin_array_value<W: ?Sized + io::Write>(&mut self, out: &mut W, is_first: bool) -> io::Result<()> {
        self.begin(out, is_first)
    }

    fn begin_object<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        let is_flat = matches!(self.open.last(), Some(Open::Flat | Open::Rows));
        self.open.push(if is_flat { Open::Flat } else { Open::Tall });
        self.is_empty = true;
        out.write_all(b"{")
    }

    fn end_object<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.end(out, b"}")
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, out: &mut W, is_first: bool) -> io::Result<()> {
        self.key.clear();
        self.is_key = true;
        self.begin(out, is_first)
    }

    fn end_object_key<W: ?Sized + io::Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.is_key = false;
        Ok(())
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }

    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        if self.is_key {
            self.key.push_str(fragment);
        }
        out.write_all(fragment.as_bytes())
    }
}

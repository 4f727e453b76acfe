//! Bodies that the list of members of a report names and the data does not have: what an entry of `entities.json` says of
//! each, so that a draft can credit them.

use crate::corpus::Role;
use crate::draft::source::words;

/// The longest entry of a list of members, in words.
const ENTRY_MAX: usize = 16;
/// The longest id that is made of a name, in characters.
const ID_MAX: usize = 24;
/// Words that the names of bodies have.
const SORTS: [&str; 26] = [
    "organization",
    "organisation",
    "office",
    "union",
    "programme",
    "program",
    "fund",
    "commission",
    "commissioner",
    "agency",
    "council",
    "institute",
    "university",
    "bank",
    "centre",
    "center",
    "network",
    "secretariat",
    "rapporteur",
    "representative",
    "department",
    "association",
    "committee",
    "alliance",
    "forum",
    "community",
];

/// A body that the data does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewBody {
    /// The id that it gets: its acronym in capitals.
    pub id: String,
    /// The entry of the list, as the report prints it.
    pub entry: String,
    /// Its name, as the report prints it.
    pub name: String,
    /// Its acronym as the report prints it, if that is not the id.
    pub alias: Option<String>,
    /// What it is in ICAT, by the heading of the list.
    pub role: Role,
}

impl NewBody {
    /// Reads an entry of a list of members or partners: "Name (ACRONYM)", "ACRONYM \u{2013} Name" or a name alone.
    pub(super) fn read(entry: &str, role: Role) -> Option<Self> {
        let printed = entry;
        let entry = entry.trim().trim_end_matches(['.', ';', ',', '*']);
        let (name, acronym) = match (entry.strip_suffix(')').and_then(|rest| rest.rsplit_once(" (")), dashed(entry)) {
            (Some((name, acronym)), _) | (None, Some((acronym, name))) => (name.trim(), acronym.trim()),
            (None, None) => (entry, ""),
        };
        let is_name = name.starts_with(char::is_uppercase)
            && !name.contains(['.', ':', ';', '@', '(', ')'])
            && (2..=ENTRY_MAX).contains(&words(name).len())
            && (is_acronym(acronym) || acronym.is_empty() && words(name).iter().any(|w| SORTS.contains(&w.1.as_str())));
        is_name.then_some(())?;
        let id = id_of(if acronym.is_empty() { name } else { acronym });
        (id.len() > 1).then(|| Self {
            entry: printed.to_owned(),
            name: name.to_owned(),
            alias: Some(acronym.to_owned()).filter(|acronym| !acronym.is_empty() && *acronym != id),
            id,
            role,
        })
    }

    /// Returns the entry of `entities.json`, on one line.
    #[must_use]
    pub fn to_json(&self, year: u16) -> String {
        let text = |words: &str| serde_json::Value::from(words).to_string();
        let alias = self.alias.as_ref().map_or_else(String::new, |alias| format!("\"aliases\": [{}], ", text(alias)));
        let (id, name, role) = (text(&self.id), text(&self.name), text(self.role.word()));
        format!("{{\"id\": {id}, \"name\": {name}, {alias}\"roles\": [{{\"year\": {year}, \"role\": {role}}}]}}")
    }
}

/// Returns `entities.json` with more bodies at its end; as it is where its end is not that of a list.
#[must_use]
pub fn added(entities: &str, bodies: &[NewBody], year: u16) -> String {
    let Some((head, tail)) = entities.rfind(']').map(|at| entities.split_at(at)) else { return entities.to_owned() };
    let head = head.trim_end();
    let mut out = head.to_owned();
    for (n, body) in bodies.iter().enumerate() {
        out.push_str(if n == 0 && head.ends_with('[') { "\n    " } else { ",\n    " });
        out.push_str(&body.to_json(year));
    }
    format!("{out}\n  {tail}")
}

/// Returns the acronym and the name of "FAO \u{2013} Food and Agriculture Organization".
fn dashed(entry: &str) -> Option<(&str, &str)> {
    let found = [" \u{2013} ", " \u{2014} ", " - ", ": "].iter().find_map(|dash| entry.split_once(*dash))?;
    is_acronym(found.0).then_some(found)
}

fn is_acronym(word: &str) -> bool {
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    capitals > 1 && word.len() <= ID_MAX && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '/' | ' '))
}

/// Returns an id: the letters A to Z, digits and hyphens.
fn id_of(name: &str) -> String {
    let mut id = String::new();
    for word in name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        if !id.is_empty() && id.len() + word.len() + 1 > ID_MAX {
            break;
        }
        if !id.is_empty() {
            id.push('-');
        }
        id.push_str(&word.to_ascii_uppercase());
    }
    id
}

#[cfg(test)]
mod tests {
    use super::{NewBody, added};
    use crate::corpus::Role;

    #[test]
    fn entries_of_lists_of_members_are_read() {
        for (entry, id, name, alias) in [
            ("World Beekeepers Union (WBU)", "WBU", "World Beekeepers Union", None),
            (
                "UN-Bees \u{2013} United Nations Bee Programme",
                "UN-BEES",
                "United Nations Bee Programme",
                Some("UN-Bees"),
            ),
            ("The Bee Centre", "THE-BEE-CENTRE", "The Bee Centre", None),
        ] {
            let body = NewBody::read(entry, Role::Member).expect("it is a body");
            assert_eq!((body.id.as_str(), body.name.as_str(), body.alias.as_deref()), (id, name, alias));
        }
        for entry in ["The members met twice.", "Geneva", "Contact: a@b.org (UN)", "Two of the new ones"] {
            assert_eq!(NewBody::read(entry, Role::Member), None, "{entry}");
        }
    }

    #[test]
    fn bodies_are_added_at_the_end_of_the_file() {
        let body = NewBody::read("World Beekeepers Union (WBU)", Role::Partner).expect("it is a body");
        let file =
            "{\n  \"schema\": 2,\n  \"entities\": [\n    {\"id\": \"A\", \"name\": \"A b\", \"roles\": []}\n  ]\n}\n";
        let after = added(file, &[body], 2031);
        assert_eq!(
            after,
            "{\n  \"schema\": 2,\n  \"entities\": [\n    {\"id\": \"A\", \"name\": \"A b\", \"roles\": []},\n    {\"id\": \"WBU\", \"name\": \"World \
             Beekeepers Union\", \"roles\": [{\"year\": 2031, \"role\": \"partner\"}]}\n  ]\n}\n"
        );
    }
}

//! The fields of a publication, from the entry of a list.

use crate::draft::propose::tongues;
use crate::draft::source::words;

/// The series that entries name, in lower case.
const SERIES: [&str; 16] = [
    "issue brief",
    "joint statement",
    "statement",
    "call to action",
    "joint press release",
    "press release",
    "policy brief",
    "guidance note",
    "issue paper",
    "toolkit",
    "insight briefing",
    "annual report",
    "policy paper",
    "fact sheet",
    "briefing note",
    "working paper",
];
/// What leads to an address at the end of an entry.
const LEADING_TO_ADDRESS: [&str; 7] =
    [" available online at", " available at", " accessible at", " available from", " to be found at", " at", " see"];
/// The longest list of those who published something, in bytes.
const WHO_MAX: usize = 90;
/// The longest place and year in brackets, "(Washington, D.C., 2030)", in words.
const PLACE_MAX: usize = 6;
/// The longest entry, in words.
const ENTRY_MAX: usize = 60;

/// How many words stand before a title in quotation marks at the most, and how many say when something was issued.
const BEFORE_TITLE: usize = 6;
const ISSUED_MAX: usize = 12;
/// How many words a title has at least that nothing else marks.
const TITLE_MIN: usize = 3;

/// What an entry says of a publication.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::draft) struct Publication {
    /// Its title.
    pub(in crate::draft) title: String,
    /// The year in which it came out.
    pub(in crate::draft) published: Option<u16>,
    /// Its languages.
    pub(in crate::draft) languages: Vec<String>,
    /// Whether it is only announced.
    pub(in crate::draft) upcoming: bool,
    /// Its series.
    pub(in crate::draft) series: Option<String>,
    /// Who published it, as the entry names it.
    pub(in crate::draft) by: Option<String>,
}

/// Reads the entry of a list of publications: "ICAT (2022), Issue Brief 12, Title", "Title, 2022", "Title (2016) (ENG |
/// FR)". `is_body` says that words are the name of a body.
pub(in crate::draft) fn publication(text: &str, is_body: &dyn Fn(&str) -> bool) -> Publication {
    let mut found = Publication::default();
    let mut rest = text.trim().trim_end_matches(['.', ';']).trim();
    // At the end: an address, languages, years, what is to come.
    if let Some((head, last)) = rest.rsplit_once(' ')
        && (last.starts_with("www.") || last.starts_with("http"))
    {
        rest = head.trim_end().trim_end_matches(['.', ';']);
    }
    for leading in LEADING_TO_ADDRESS {
        if let Some(head) = rest.strip_suffix(leading) {
            rest = head.trim_end_matches([',', ';', ':', '.', ' ', '(']);
        }
    }
    if let Some(title) = told_title(text) {
        rest = title;
    }
    if let Some(quoted) = quoted_title(text) {
        found.published = quoted.told.contains("published").then(|| last_year(quoted.told)).flatten();
        found.languages = languages_after(quoted.told);
        found.upcoming = quoted.told.starts_with("will ") || says_upcoming(quoted.told);
        rest = quoted.title;
    } else if let Some((title, told)) = issued(rest) {
        found.published = last_year(told);
        found.languages = tongues::at_end(rest).map(|(_, languages)| languages).unwrap_or_default();
        rest = title;
    }
    rest = from_end(rest, &mut found, is_body);
    rest = from_beginning(rest, &mut found, is_body);
    let lower = rest.to_lowercase();
    found.series = SERIES.iter().find(|series| lower.starts_with(**series)).map(|series| match *series {
        "joint press release" => "press release".to_owned(),
        series => series.to_owned(),
    });
    if let Some(series) = SERIES.iter().find(|series| lower.starts_with(**series)) {
        let tail = rest.get(series.len()..).unwrap_or_default();
        let number = tail.trim_start().trim_start_matches("No.").trim_start_matches("no.").trim_start();
        let number = number.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_counted = tail.trim_start().len() != number.len();
        if let Some(title) = number
            .strip_prefix(',')
            .or_else(|| number.strip_prefix(':').filter(|_| is_counted))
            .map(str::trim_start)
            .filter(|title| words(title).len() > 1)
            && (tail.len() != number.len() || !matches!(*series, "toolkit" | "annual report" | "insight briefing"))
            && !title.starts_with(char::is_lowercase)
        {
            rest = title;
        }
    }
    // "The Title Issue Brief (June 2017) assesses"
    let told = told_title(text).and_then(|_| {
        SERIES.iter().find_map(|series| {
            let head = lower.strip_suffix(*series)?;
            rest.get(..head.len()).filter(|head| words(head).len() > 2)
        })
    });
    let rest = told.map_or(rest, str::trim_end);
    let rest = match rest.rsplit_once(", with ") {
        Some((head, with)) if is_body(with.trim_start_matches("the ")) => head,
        _ => rest,
    };
    let title = without_authors(rest.trim()).trim_matches(['“', '”', '"']);
    // "The" before what stands for no title, and a symbol of the United Nations before it.
    let title = match title.split_once(' ') {
        Some((symbol, tail)) if symbol.matches('/').count() >= 2 && symbol.starts_with(char::is_uppercase) => {
            tail.trim()
        }
        _ => title,
    };
    title.clone_into(&mut found.title);
    found
}

impl Publication {
    /// Adds what a card says below its title: the day, who published it, and its languages.
    pub(in crate::draft) fn of_card(self, day: &str, by: &str, languages: &[String]) -> Self {
        Self {
            published: last_year(day),
            languages: languages.to_vec(),
            by: Some(by.to_owned()).filter(|by| !by.is_empty()),
            ..self
        }
    }
}

/// Reads what stands at the beginning of an entry: who published it, and when. Returns what stands after it.
fn from_beginning<'t>(rest: &'t str, found: &mut Publication, is_body: &dyn Fn(&str) -> bool) -> &'t str {
    if let Some((who, tail)) = rest.split_once('(')
        && let Some((inside, tail)) = tail.split_once(')')
        && (are_bodies(who, is_body) || are_acronyms(who) || who.trim().is_empty())
        && (words(inside).len() == 1 && last_year(inside).is_some()
            || words(inside).len() <= 3 && says_upcoming(inside)
            || edition(inside).is_some())
    {
        // "(2023, Arabic edition 2024)"
        if let Some((year, language)) = edition(inside) {
            found.published = found.published.or(Some(year));
            if found.languages.is_empty() {
                found.languages = vec![language];
            }
        }
        found.published = found.published.or(last_year(inside));
        found.upcoming |= says_upcoming(inside);
        found.by = found.by.take().or(Some(who.trim().to_owned()).filter(|who| !who.is_empty()));
        return tail.trim_start_matches([',', '.', ':', ' ']);
    }
    // "UNODC, Title", "ILO and IOM: Title", "ILO. Title": the longest list of names.
    let ends = rest.match_indices([',', ':', '.']).map(|(at, _)| at);
    let who = ends.take_while(|at| *at < WHO_MAX).filter(|&at| {
        rest.get(..at).is_some_and(|who| are_bodies(who, is_body))
            && rest.get(at + 1..).is_some_and(|tail| tail.starts_with(' '))
    });
    let Some((who, tail)) = who.last().and_then(|at| Some((rest.get(..at)?, rest.get(at + 1..)?.trim_start()))) else {
        return rest;
    };
    found.by = found.by.take().or(Some(who.to_owned()));
    // "UNU, Title, Geneva, 2031": the place is no part of the title.
    let place = tail.rsplit_once(", ").filter(|(title, place)| {
        let is_name =
            place.split(' ').all(|word| word.starts_with(char::is_uppercase) || matches!(word, "and" | "de" | "la"));
        found.published.is_some() && is_name && (1..=4).contains(&words(place).len()) && words(title).len() > 1
    });
    place.map_or(tail, |(title, _)| title)
}

/// Returns whether words are the names of bodies and nothing else: "ILO", "UNICRI and UNU".
fn are_bodies(names: &str, is_body: &dyn Fn(&str) -> bool) -> bool {
    let names = names.trim();
    let bare = |name: &str| is_body(name.trim().trim_start_matches("the ").trim_start_matches("The "));
    let mut parts =
        names.split(" and ").flat_map(|part| part.split([',', '&', '/'])).filter(|part| !part.trim().is_empty());
    !names.is_empty() && (bare(names) || names.len() < WHO_MAX && parts.all(bare))
}

/// Returns whether words are acronyms and nothing else, whomever they stand for.
fn are_acronyms(names: &str) -> bool {
    let is_acronym = |word: &str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        (2..=14).contains(&bare.len()) && bare.chars().filter(|c| c.is_uppercase()).count() * 3 >= bare.len() * 2
    };
    !names.trim().is_empty() && names.split_whitespace().all(|word| word == "and" || word == "&" || is_acronym(word))
}

/// Reads what stands at the end of an entry, such as languages, years and who published it. Returns what stands before.
fn from_end<'t>(mut rest: &'t str, found: &mut Publication, is_body: &dyn Fn(&str) -> bool) -> &'t str {
    loop {
        let before = rest;
        if let Some((head, languages)) = tongues::at_end(rest).filter(|_| found.languages.is_empty()) {
            found.languages = languages;
            rest = head;
        }
        // ", second edition", "(updated in 2019)", "Home (coe.int)"
        if let Some((head, last)) = rest.rsplit_once(", ")
            && words(last).len() <= 3
            && last.ends_with("edition")
        {
            rest = head;
        }
        if let Some((head, inside)) = rest.strip_suffix(')').and_then(|rest| rest.rsplit_once(" ("))
            && (["updated", "revised", "last updated"].iter().any(|word| inside.starts_with(word)) || is_domain(inside))
        {
            let page = head.rsplit_once(' ').filter(|(title, _)| is_domain(inside) && words(title).len() > 1);
            rest = page.map_or(head, |(title, _)| title);
        }
        if let Some((head, inside)) = rest.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')) {
            // "(ILO, June 2033, English, French)"
            let inside = match tongues::at_end(inside).filter(|_| found.languages.is_empty()) {
                Some((before, languages)) => {
                    found.languages = languages;
                    before
                }
                None => inside,
            };
            let who = tail_year(inside).map(|(who, _)| who.trim_end_matches([',', ' ']));
            if let Some(who) = who.filter(|who| are_bodies(who, is_body) || are_acronyms(who)) {
                found.published = found.published.or(last_year(inside));
                found.by = Some(who.to_owned());
                rest = head.trim_end();
            } else if let Some(year) = last_year(inside)
                .filter(|_| words(inside).len() <= 3 || words(inside).len() <= PLACE_MAX && tail_year(inside).is_some())
            {
                found.published = found.published.or(Some(year));
                found.upcoming |= says_upcoming(inside);
                rest = head.trim_end();
            } else if says_upcoming(inside) {
                found.upcoming = true;
                rest = head.trim_end();
            }
        }
        // "A Title (ILO", where what follows in the brackets is read.
        if let Some((head, who)) = rest.rsplit_once(" (")
            && !who.contains(')')
            && (are_bodies(who, is_body) || are_acronyms(who))
        {
            found.by = found.by.take().or(Some(who.to_owned()));
            rest = head;
        }
        if let Some((head, year)) = tail_year(rest) {
            found.published = found.published.or(Some(year));
            rest = head;
        }
        if let Some(head) = ["forthcoming", "upcoming"].iter().find_map(|word| rest.strip_suffix(word)) {
            found.upcoming = true;
            rest = head;
        }
        rest = rest.trim_end_matches([',', ';', ' ', '-', '–']);
        // Who published it, after its title: ", UNODC", ". Geneva: ILO", "? ILO and IOM".
        if (found.published.is_some() || found.upcoming) && found.by.is_none() {
            let cut =
                |sign: &str| rest.rmatch_indices(sign).map(|(at, sign)| (at, at + sign.len())).collect::<Vec<_>>();
            let ends = [", ", ". ", "? ", "! ", ".” ", ".\" "].iter().flat_map(|sign| cut(sign));
            let who = ends.filter_map(|(at, from)| Some((at, rest.get(from..)?))).filter(|(at, who)| {
                let name = who.rsplit_once(": ").map_or(*who, |(_, name)| name);
                are_bodies(name, is_body) && words(rest.get(..*at).unwrap_or_default()).len() > 1
            });
            if let Some((at, who)) = who.min() {
                found.by = Some(who.to_owned());
                let keeps = usize::from(rest.get(at..).is_some_and(|tail| tail.starts_with(['?', '!'])));
                rest = rest.get(..at + keeps).unwrap_or(rest);
            }
        }
        if rest == before {
            break;
        }
    }
    rest
}

/// Returns whether words are the name of a site, such as "coe.int".
fn is_domain(words: &str) -> bool {
    words.contains('.')
        && !words.ends_with('.')
        && words.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-'))
}

/// Returns a title without the authors before it: "Lasocik Z., Wieczorek L., Title".
fn without_authors(title: &str) -> &str {
    let mut rest = title;
    while let Some((name, tail)) = rest.split_once(", ") {
        let is_author = name.split_once(' ').is_some_and(|(family, initials)| {
            family.starts_with(char::is_uppercase)
                && initials.ends_with('.')
                && initials.chars().all(|c| c.is_uppercase() || matches!(c, '.' | ' ' | '-'))
        });
        if !is_author || tail.is_empty() {
            break;
        }
        rest = tail;
    }
    rest
}

/// Returns whether a text has the form of an entry that ends with the languages in which it is to be had: "(ENG | FR)", or
/// with a year before them, ". 2031. English, French".
pub(in crate::draft) fn lists_languages(text: &str) -> bool {
    let Some((head, _)) = tongues::at_end(text) else { return false };
    let count = words(head).len();
    let is_bracketed = text.trim_end_matches(['.', ';', ' ']).ends_with(')')
        && text
            .rsplit_once('(')
            .is_some_and(|(_, inside)| inside.starts_with(char::is_uppercase) && !inside.contains("vailable"));
    count > 2 && count <= ENTRY_MAX && (is_bracketed || last_year(head).is_some() || says_upcoming(head))
}

/// Returns whether a text ends with a list of languages, whatever stands before it.
pub(in crate::draft) fn ends_with_languages(text: &str) -> bool {
    tongues::at_end(text).is_some()
}

/// Returns whether a text tells of one publication, with its title and its date in front: "Title (March 2014). This paper
/// examines", "The Title Issue Brief (June 2017) assesses".
pub(in crate::draft) fn tells_of_publication(text: &str) -> bool {
    told_title(text).is_some() || quoted_title(text).is_some()
}

/// Returns the title, with its date, of a publication that a text tells of.
fn told_title(text: &str) -> Option<&str> {
    let (head, rest) = text.split_once(" (")?;
    let (inside, tail) = rest.split_once(')')?;
    let month = inside.split(' ').rev().nth(1).is_some_and(|word| MONTHS.contains(&word));
    last_year(inside).filter(|_| words(inside).len() <= 3 && month)?;
    let bare = head.strip_prefix("The ").unwrap_or(head);
    let long: Vec<&str> = bare.split(' ').filter(|word| word.chars().count() > 3).collect();
    let capitals = long.iter().filter(|word| word.starts_with(char::is_uppercase)).count();
    let is_title = long.len() >= 3 && capitals * 4 >= long.len() * 3 && words(bare).len() <= 40 && !bare.contains(". ");
    let tells = tail.starts_with(". This ") || {
        let verb = tail.trim_start().split(' ').next().unwrap_or_default();
        verb.len() > 3 && verb.ends_with('s') && verb.chars().all(char::is_lowercase)
    };
    (is_title && tells).then(|| text.get(text.len() - bare.len() - rest.len() - 2..text.len() - tail.len()))?
}

/// A title in quotation marks, and the words after it.
struct QuotedTitle<'t> {
    title: &'t str,
    told: &'t str,
}

/// Reads an item about a publication whose title stands in quotation marks: "Issue Brief 3, “A Title”, was published in
/// May", "“A Title” is available in English".
fn quoted_title(text: &str) -> Option<QuotedTitle<'_>> {
    const TOLD: [&str; 10] = [
        "was published",
        "were published",
        "is available",
        "was issued",
        "was released",
        "was launched",
        "came out",
        "appeared",
        "will appear",
        "will be published",
    ];
    let (before, rest) = text.split_once('“')?;
    let (title, tail) = rest.split_once('”')?;
    let told = tail.trim_start_matches([',', ' ']);
    let told = told.split_once(", ").filter(|(aside, _)| !is_told(aside, &TOLD)).map_or(told, |(_, told)| told);
    let is_title = words(title).len() >= 3 && title.starts_with(char::is_uppercase);
    (is_title && words(before).len() <= BEFORE_TITLE && is_told(told, &TOLD)).then_some(QuotedTitle { title, told })
}

fn is_told(words: &str, told: &[&str]) -> bool {
    told.iter().any(|begin| words.starts_with(begin))
}

/// Returns the languages that words about a work name: "was published in May 2031 in English, French and Tok Pisin".
fn languages_after(told: &str) -> Vec<String> {
    let mut ends = told.match_indices(" in ").map(|(at, sign)| told.get(at + sign.len()..).unwrap_or_default());
    ends.find_map(|rest| tongues::language_list(rest.split(" at http").next()?)).unwrap_or_default()
}

/// Returns a title and what says after it when it came out: "A Title, issued in January 2031".
fn issued(entry: &str) -> Option<(&str, &str)> {
    let begins = [", issued in ", ", published in ", ", released in ", ", launched in "];
    let at = begins.iter().filter_map(|begin| entry.find(begin)).min()?;
    let told = entry.get(at..)?;
    (last_year(told).is_some() && words(told).len() <= ISSUED_MAX).then(|| (entry.get(..at).unwrap_or_default(), told))
}

/// Returns whether an item is nothing but a title and when it came out, or who with: "A Long Title, 2031", "A Title (2031, in
/// English)". `label` holds the words of its first link.
pub(in crate::draft) fn is_titled(text: &str, label: Option<&str>) -> bool {
    let bare = text.trim_end_matches(['.', ';']);
    let linked = label.filter(|label| words(label).len() >= TITLE_MIN && bare.starts_with(*label));
    let rest = linked.and_then(|label| bare.get(label.len()..));
    let inside = bare.strip_suffix(')').and_then(|bare| bare.rsplit_once(" ("));
    let title =
        inside.filter(|(_, inside)| last_year(inside).is_some() && words(inside).len() <= PLACE_MAX).map(|one| one.0);
    let title =
        title.or_else(|| tail_year(bare).map(|(title, _)| title)).or_else(|| issued(bare).map(|(title, _)| title));
    let is_title = |title: &str| {
        let long: Vec<&str> = title.split(' ').filter(|word| word.chars().count() > 3).collect();
        let capitals = long.iter().filter(|word| word.starts_with(char::is_uppercase)).count();
        words(title).len() >= TITLE_MIN && capitals * 3 >= long.len() * 2 && title.starts_with(char::is_uppercase)
    };
    // What stands behind the title of a link says when, with whom and in which languages.
    let is_short =
        |rest: &str| words(rest).len() <= ISSUED_MAX && (rest.is_empty() || rest.starts_with([',', ' ', '.', '(']));
    title.is_some_and(is_title) || linked.is_some_and(is_title) && rest.is_some_and(is_short)
}

/// Returns the year of a work and the language of another edition of it: "2023, Arabic edition 2024".
fn edition(inside: &str) -> Option<(u16, String)> {
    let (first, rest) = inside.split_once(", ")?;
    let (language, _) = rest.split_once(" edition")?;
    Some((year(first)?, tongues::language_list(language)?.into_iter().next()?))
}

fn says_upcoming(words: &str) -> bool {
    let lower = words.to_lowercase();
    lower.contains("forthcoming") || lower.contains("upcoming")
}

fn year(word: &str) -> Option<u16> {
    let year = word.parse().ok()?;
    (word.len() == 4 && (1950..=2100).contains(&year)).then_some(year)
}

fn last_year(text: &str) -> Option<u16> {
    words(text).iter().rev().find_map(|(_, word)| year(word))
}

/// The months, as they are printed.
pub(in crate::draft) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Returns a year at the end of an entry, and what stands before it.
fn tail_year(text: &str) -> Option<(&str, u16)> {
    let (head, last) = text.rsplit_once(' ')?;
    let year = year(last)?;
    let head = head.trim_end();
    // After a comma or the like, or a month.
    let head = match MONTHS.iter().find_map(|month| head.strip_suffix(month)) {
        Some(before) => before.trim_end(),
        None => head,
    };
    head.ends_with([',', '?', '.', ';', '–', '-', ')', '”', '!']).then(|| (head.trim_end_matches([',', ';']), year))
}

#[cfg(test)]
mod tests {
    use super::publication;

    #[test]
    fn entries_say_title_year_series_and_languages() {
        let is_body = |words: &str| matches!(words, "ICAT" | "UNODC");
        for (text, title, published, series) in [
            (
                "ICAT (2022), Issue Brief 12, Addressing vulnerability",
                "Addressing vulnerability",
                Some(2022),
                Some("issue brief"),
            ),
            ("Before You Go, 2022", "Before You Go", Some(2022), None),
            ("What is the Role of Sanctions? 2022", "What is the Role of Sanctions?", Some(2022), None),
            ("Preventing Trafficking (2014) (ENG | FR)", "Preventing Trafficking", Some(2014), None),
            ("Toolkit on Organ Removal, 2022", "Toolkit on Organ Removal", Some(2022), Some("toolkit")),
            ("A/HRC/50/33 Trafficking in agriculture, 2022", "Trafficking in agriculture", Some(2022), None),
            ("Survey Report of Efforts", "Survey Report of Efforts", None, None),
            ("Left on the Bench (UNODC and WARC, June 2033, English, French)", "Left on the Bench", Some(2033), None),
            (
                "Who Pays? (2030). Languages: all official languages of the United Nations",
                "Who Pays?",
                Some(2030),
                None,
            ),
            ("Out at Sea. XYZ, forthcoming.", "Out at Sea. XYZ", None, None),
            ("UPU (2024). Passports in Parcels", "Passports in Parcels", Some(2024), None),
            (
                "Insight Briefing: Credit Repair for Survivors, 2022",
                "Insight Briefing: Credit Repair for Survivors",
                Some(2022),
                Some("insight briefing"),
            ),
        ] {
            let found = publication(text, &is_body);
            assert_eq!(
                (found.title.as_str(), found.published, found.series.as_deref()),
                (title, published, series),
                "{text}"
            );
        }
        assert_eq!(publication("Preventing Trafficking (2014) (ENG | FR)", &is_body).languages, ["English", "French"]);
        assert!(publication("A brief (forthcoming, May 2018)", &is_body).upcoming);
    }
}

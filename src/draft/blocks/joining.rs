//! What belongs together: the parts of a word, and paragraphs that a page, a column, a
//! picture or a footnote tears.

use std::collections::HashMap;

use crate::draft::blocks::following::is_address_line;
use crate::draft::blocks::shape::{ends_openly, ends_sentence, is_credit};
use crate::draft::blocks::titles::is_capitals;
use crate::draft::blocks::{Block, BlockKind};
use crate::draft::extract::Extracted;
use crate::draft::source::{is_torn, is_torn_apart, words};
use crate::search::ENGLISH;
use crate::text::fold_plain;

/// How many words a paragraph has to have to be torn where it has no end.
const TORN_MIN: usize = 8;
/// How many blocks may stand between the two parts of a torn paragraph.
const APART_MAX: usize = 5;

/// How the words of a source are spelled, to tell a hyphen of a word from that of a line's end.
#[derive(Debug, Default)]
pub(in crate::draft) struct Spelling {
    words: HashMap<String, u32>,
    /// The words with hyphens, by their letters.
    hyphened: HashMap<String, String>,
    /// Those of names, as they are printed, by their letters.
    of_names: HashMap<String, String>,
}

impl Spelling {
    /// Reads the words that stand within the lines of a source. What stands at an end of a line may be torn.
    pub(super) fn of<'n>(source: &Extracted, names: impl IntoIterator<Item = &'n str>) -> Self {
        let mut words: HashMap<String, u32> = HashMap::new();
        for line in &source.lines {
            let count = line.text.split(' ').count();
            let is_whole = |n: usize, word: &str| n > 0 && n + 1 < count || word.contains('-') && !word.ends_with('-');
            let within = line.text.split(' ').enumerate().filter(|(n, word)| is_whole(*n, word));
            for (_, word) in within {
                *words.entry(fold_plain(word.trim_matches(|c: char| !c.is_alphanumeric()))).or_default() += 1;
            }
        }
        let hyphened = words.keys().filter(|word| word.contains('-'));
        let hyphened = hyphened.map(|word| (word.replace('-', ""), word.clone())).collect();
        let of_names = names.into_iter().flat_map(|name| name.split(' ')).filter(|word| word.contains('-'));
        let of_names = of_names.map(|word| (fold_plain(word).replace('-', ""), word.to_owned()));
        let of_names = of_names.filter(|(letters, _)| !ENGLISH.has(letters)).collect();
        Self { words, hyphened, of_names }
    }

    /// Sets the hyphens into names again that a conversion took for those of lines' ends: "Secretary-General", of which it
    /// made one word.
    pub(super) fn mend_names(&self, text: &mut String) {
        let is_torn = |word: &str| word.chars().skip(1).any(char::is_uppercase) && word.chars().any(char::is_lowercase);
        let may_be = |word: &&str| is_torn(word) && !word.contains('-');
        let mended = |word: &str| Some(word).filter(may_be).and_then(|word| self.of_names.get(&fold_plain(word)));
        if text.split(' ').any(|word| mended(word).is_some()) {
            let words = text.split(' ').map(|word| mended(word).map_or(word, String::as_str));
            *text = words.collect::<Vec<_>>().join(" ");
        }
    }

    /// Sets the hyphen into a word again that a conversion took for that of a line's end: "nonpunishment", where the text has
    /// "non-punishment" elsewhere. Returns the word, if it is one.
    fn with_hyphen(&self, word: &str) -> Option<String> {
        let core = word.trim_matches(|c: char| !c.is_alphanumeric());
        let hyphened = self.hyphened.get(&fold_plain(core))?;
        let is_plain = hyphened.len() == core.len() + 1 && core.is_ascii() && !ENGLISH.has(&fold_plain(core));
        let at = hyphened.find('-').filter(|_| is_plain && self.words.get(&fold_plain(core)).is_none_or(|n| *n < 2))?;
        Some(word.replacen(core, &format!("{}-{}", core.get(..at)?, core.get(at..)?), 1))
    }

    fn has(&self, word: &str) -> bool {
        self.words.contains_key(word)
    }

    /// Joins the parts of words that a conversion tore within a line, such as "Princi pals". Returns whether there were any.
    pub(super) fn mend(&self, text: &mut String) -> bool {
        let parts: Vec<&str> = text.split(' ').collect();
        let mut out: Vec<String> = Vec::with_capacity(parts.len());
        let mut is_mended = false;
        for part in parts {
            let hyphened = self.with_hyphen(part);
            is_mended |= hyphened.is_some();
            let part = hyphened.as_deref().unwrap_or(part);
            // "Princi - pals"
            let hyphen = (out.last().is_some_and(|last| last == "-") && out.len() > 1).then(|| out.pop()).flatten();
            let is_one = out.last().is_some_and(|head| {
                let tail = part.trim_end_matches(|c: char| !c.is_alphanumeric());
                let is_plain = tail.chars().all(char::is_lowercase) && head.chars().skip(1).all(char::is_lowercase);
                let lower = fold_plain(head);
                is_plain && self.words.get(&lower).is_none_or(|times| *times < 2) && is_torn(&lower, &fold_plain(tail))
            });
            match out.last_mut().filter(|_| is_one) {
                Some(head) => {
                    head.push_str(part);
                    is_mended = true;
                }
                None => {
                    out.extend(hyphen);
                    out.push(part.to_owned());
                }
            }
        }
        if is_mended {
            *text = out.join(" ");
        }
        is_mended
    }
}

/// Returns what stands between two parts of a text, after taking the hyphen of a torn word off the first.
pub(in crate::draft) fn between(first: &mut String, second: &str, spelling: &Spelling) -> &'static str {
    if first.ends_with('\u{ad}') {
        first.pop();
        return "";
    }
    let is_address = first.rsplit(' ').next().is_some_and(|word| {
        word.trim_start_matches('(').starts_with("http")
            && (word.starts_with('(') && !word.ends_with(')')
                || word.ends_with(['-', '/', '_', '.', '=', '&', '?', '%']))
    });
    if is_address && !second.starts_with("http") {
        return "";
    }
    // "pub -" and "lic", as a layout sets a torn word.
    if let Some(head) = first.strip_suffix(" -") {
        let (head, tail) = (last_word(head), first_word(second));
        if is_torn_apart(&fold_plain(head), &fold_plain(tail)) {
            first.truncate(first.len() - 2);
            return "";
        }
    }
    let before = first.strip_suffix('-').and_then(|rest| rest.chars().next_back());
    if !before.is_some_and(char::is_alphanumeric) {
        return if first.ends_with('/') && !first.ends_with(" /") { "" } else { " " };
    }
    if !second.starts_with(char::is_lowercase) {
        let head = first.trim_end_matches('-').rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let tail: String = second.chars().take_while(|c| c.is_alphanumeric()).collect();
        let (whole, apart) = (fold_plain(&format!("{head}{tail}")), fold_plain(&format!("{head}-{tail}")));
        if spelling.has(&whole) && !spelling.has(&apart) {
            first.pop();
        }
        // "Anti-" and "Trafficking" keep the hyphen; "pre-" and "and post-" are two words.
        return "";
    }
    let head =
        first.trim_end_matches('-').rsplit(|c: char| !c.is_alphanumeric() && c != '-').next().unwrap_or_default();
    let tail: String = second.chars().take_while(|c| c.is_alphanumeric() || *c == '-').collect();
    if matches!(tail.as_str(), "and" | "or" | "to") {
        return " ";
    }
    let (head, tail) = (fold_plain(head), fold_plain(&tail));
    let whole = format!("{head}{tail}");
    let hyphened = format!("{head}-{tail}");
    let is_spelled = |word: &str| spelling.has(word);
    let is_word = |word: &str| word.split('-').all(|part| ENGLISH.has(part) || is_spelled(part));
    let is_one = match (is_spelled(&whole), is_spelled(&hyphened)) {
        (true, false) => true,
        (false, true) => false,
        _ => is_word(&whole) || !(is_word(&head) && is_word(&tail)),
    };
    if is_one {
        first.pop();
    }
    ""
}

fn last_word(text: &str) -> &str {
    text.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default()
}

fn first_word(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default()
}

/// Joins paragraphs that were torn apart.
pub(super) fn torn(
    blocks: Vec<Block>,
    is_wrapped: bool,
    spelling: &Spelling,
    is_known_heading: &dyn Fn(&str) -> bool,
) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    for block in blocks {
        match open_above(&out, &block, is_wrapped, is_known_heading) {
            Some(at) => {
                let is_over = at + 1 < out.len() || out.get(at).is_some_and(|open| open.page != block.page);
                let lines = (out.get(at).map_or(0, |open| open.lines.1), block.lines.0);
                if let Some(open) = out.get_mut(at) {
                    let is_word = open.text.ends_with('-');
                    let between = between(&mut open.text, &block.text, spelling);
                    let is_sure = block.text.starts_with(char::is_lowercase) && !is_over;
                    if !is_sure || is_word {
                        open.doubts.push(format!("joined from lines {} and {}", lines.0, lines.1));
                    }
                    open.take_in(block, between);
                }
            }
            None => out.push(block),
        }
    }
    out
}

fn first_of(text: &str) -> &str {
    text.split(' ').next().unwrap_or_default()
}

/// Returns whether a word is an address of mail or of a site: "icat@example.org", "www.example.org".
fn is_electronic_address(word: &str) -> bool {
    let bare = word.trim_end_matches(['.', ',', ';']);
    bare.starts_with("www.") || bare.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
}

/// Returns the paragraph above that a block goes on with, if it does.
fn open_above(
    blocks: &[Block],
    block: &Block,
    is_wrapped: bool,
    is_known_heading: &dyn Fn(&str) -> bool,
) -> Option<usize> {
    if block.kind != BlockKind::Paragraph || is_address_line(&block.text) || is_credit(&block.text) {
        return None;
    }
    if is_electronic_address(first_of(&block.text)) || block.text.starts_with("Table ") {
        return None;
    }
    // An entry of a list of publications that a column tears.
    if block.text.starts_with("Available ") {
        let above = blocks.last().filter(|above| above.is_prose() && !above.text.contains("vailable "));
        return above.map(|_| blocks.len() - 1);
    }
    let begins_low = block.text.starts_with(char::is_lowercase);
    let long = words(&block.text).len();
    // An address ends the entry that it stands below.
    if blocks.last().is_some_and(|last| is_address_line(&last.text)) && !begins_low {
        return None;
    }
    for at in (0..blocks.len()).rev().take(APART_MAX) {
        let open = &blocks[at];
        let passes = matches!(open.kind, BlockKind::Note(_) | BlockKind::Caption | BlockKind::Quote(_))
            || is_address_line(&open.text)
            || is_credit(&open.text);
        if passes {
            continue;
        }
        if open.is_heading() && begins_low && long <= 8 && at + 1 == blocks.len() && !ends_sentence(&block.text) {
            return Some(at);
        }
        let is_address_of_letter = open.text.starts_with("Dear ") && words(&open.text).len() <= 8;
        if is_address_of_letter
            || !open.is_prose()
            || ends_sentence(&open.text)
            || is_capitals(&open.text)
            || is_known_heading(&open.text)
        {
            return None;
        }
        if block.text.starts_with('(') && at + 1 == blocks.len() {
            return Some(at);
        }
        let count = words(&open.text).len();
        let is_item = matches!(open.kind, BlockKind::Item(_));
        let is_weak = ends_openly(&open.text);
        let is_torn = if begins_low {
            count >= 4 || is_weak
        } else if is_weak {
            !open.stands_alone && !is_known_heading(&block.text)
        } else {
            // A name that was torn: "the Vienna", "Migration Conference, in October".
            let capital = |word: Option<&str>| word.is_some_and(|word| word.starts_with(char::is_uppercase));
            let mut next = block.text.split(' ');
            !is_item
                && !open.stands_alone
                && count >= TORN_MIN
                && long >= 4
                && ends_sentence(&block.text)
                && !is_known_heading(&block.text)
                && capital(open.text.rsplit(' ').next())
                && capital(next.next())
                && (capital(next.next()) || (is_wrapped && open.page != block.page))
        };
        // A list of items without ends is no torn text.
        let is_list = is_item && begins_low && !is_weak && open.text.ends_with([';', ',']);
        return (is_torn && !is_list).then_some(at);
    }
    None
}

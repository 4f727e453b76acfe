//! Text as a terminal shows it: folding, width, truncation, wrapping, and making foreign text harmless.

mod foreign;

pub use foreign::{bare_noun, bare_word};

use std::borrow::Cow;
use std::ops::Range;

use textwrap::WordSeparator;
use textwrap::core::{Word, break_words};
use textwrap::wrap_algorithms::wrap_first_fit;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Case-folded text without diacritics, with a mapping back to the original.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// For each byte of `text`, and one past its end, the byte offset in the original where its character starts.
    origin: Vec<u32>,
}

impl Folded {
    /// Maps a byte range of `text` back to the original, widened to whole characters of the original.
    #[must_use]
    pub fn original(&self, folded: Range<usize>) -> Range<usize> {
        let at = |i: usize| self.origin.get(i).or(self.origin.last()).map_or(0, |&o| o as usize);
        let start = at(folded.start);
        let mut end = folded.end;
        while end < self.text.len() && at(end) == at(folded.end.saturating_sub(1)) {
            end += 1;
        }
        start..at(end).max(start)
    }
}

/// Folds one character: to lower case, without diacritics, with typographic quotes and dashes in their plain forms.
fn fold_char(c: char, push: &mut impl FnMut(char)) {
    match c {
        'a'..='z' | '0'..='9' | ' ' => push(c),
        'A'..='Z' => push(c.to_ascii_lowercase()),
        _ if c.is_ascii() => push(c),
        _ => {
            for part in std::iter::once(c).nfkd().flat_map(char::to_lowercase).nfkd().filter(|&p| !is_combining_mark(p))
            {
                plain_form(part, push);
            }
        }
    }
}

/// Pushes the plain form of a letter or sign that does not decompose.
fn plain_form(c: char, push: &mut impl FnMut(char)) {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2032}' | '\u{00b4}' => push('\''),
        '\u{201c}' | '\u{201d}' | '\u{201e}' => push('"'),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => push('-'),
        'ß' => "ss".chars().for_each(push),
        'æ' => "ae".chars().for_each(push),
        'ø' => push('o'),
        'ł' => push('l'),
        'ı' => push('i'),
        'đ' => push('d'),
        _ => push(c),
    }
}

/// Folds a text, and keeps the mapping back to its bytes.
#[must_use]
pub fn fold(text: &str) -> Folded {
    let mut folded = Folded { text: String::with_capacity(text.len()), origin: Vec::with_capacity(text.len() + 1) };
    for (at, plain, other) in runs(text) {
        push_lowercase(plain, &mut folded.text);
        let end = at + plain.len();
        folded.origin.extend(index(at)..index(end));
        for (offset, c) in other.char_indices() {
            fold_char(c, &mut |p| {
                folded.text.push(p);
                folded.origin.resize(folded.text.len(), index(end + offset));
            });
        }
    }
    folded.origin.push(index(text.len()));
    folded
}

/// Folds a text without the mapping back.
#[must_use]
pub fn fold_plain(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

/// Folds a text and appends it to `folded`.
pub fn fold_into(text: &str, folded: &mut String) {
    for (_, plain, other) in runs(text) {
        push_lowercase(plain, folded);
        other.chars().for_each(|c| fold_char(c, &mut |p| folded.push(p)));
    }
}

/// Splits a text into runs, in turns of ASCII and of what is not. Each pair comes with the byte offset at which it begins.
fn runs(text: &str) -> impl Iterator<Item = (usize, &str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let at = text.len() - rest.len();
        let (plain, more) = rest.split_at(rest.bytes().position(|b| !b.is_ascii()).unwrap_or(rest.len()));
        let (other, more) = more.split_at(more.bytes().position(|b| b.is_ascii()).unwrap_or(more.len()));
        rest = more;
        Some((at, plain, other))
    })
}

fn push_lowercase(ascii: &str, folded: &mut String) {
    let from = folded.len();
    folded.push_str(ascii);
    if let Some(new) = folded.get_mut(from..) {
        new.make_ascii_lowercase();
    }
}

/// Converts a byte offset for storage. Texts are a paragraph long, so none comes near the limit of the type.
fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Returns the number of columns that a text takes in a terminal.
#[must_use]
pub fn width(text: &str) -> usize {
    if is_plain(text) { text.len() } else { text.width() }
}

/// Returns whether each byte of a text is a character that takes a column.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// Cuts a text to at most `columns`, with an ellipsis if something is cut off.
#[must_use]
pub fn truncate(text: &str, columns: usize) -> Cow<'_, str> {
    if width(text) <= columns {
        return Cow::Borrowed(text);
    }
    if columns == 0 {
        return Cow::Borrowed("");
    }
    // Where an accent may follow, the letter before it is not plain.
    let plain = text.get(..columns).filter(|text| is_plain(text)).and_then(|text| text.get(..columns - 1));
    let mut cut = plain.unwrap_or_default().to_owned();
    if plain.is_none() {
        let mut used = 0;
        for grapheme in text.graphemes(true) {
            let w = grapheme.width();
            if used + w > columns - 1 {
                break;
            }
            used += w;
            cut.push_str(grapheme);
        }
    }
    cut.truncate(cut.trim_end().len());
    cut.push('…');
    Cow::Owned(cut)
}

/// Cuts names to at most `columns`. Those that differ at their end alone, and would look the same, keep their last words and
/// lose what stands before these.
#[must_use]
pub fn truncate_names<'n>(names: &[&'n str], columns: usize) -> Vec<Cow<'n, str>> {
    let cut: Vec<Cow<'_, str>> = names.iter().map(|name| truncate(name, columns)).collect();
    let looks_as_another = |at: usize| (0..names.len()).any(|other| cut[other] == cut[at] && names[other] != names[at]);
    let is_cut = |at: usize| matches!(cut[at], Cow::Owned(_));
    let told_apart = |at: usize| {
        if is_cut(at) && looks_as_another(at) {
            Cow::Owned(without_middle(names[at], columns))
        } else {
            cut[at].clone()
        }
    };
    (0..names.len()).map(told_apart).collect()
}

/// Cuts what stands before the last words of a name that is wider than `columns`. Of these words, as many are kept as half of
/// the columns have room for.
#[must_use]
pub fn without_middle(name: &str, columns: usize) -> String {
    if width(name) <= columns {
        return name.to_owned();
    }
    let words = name.match_indices(' ').map(|(at, _)| at + 1).chain([0]);
    let last =
        words.filter_map(|at| name.get(at..)).filter(|end| width(end) * 2 <= columns).max_by_key(|end| end.len());
    let Some(last) = last else { return truncate(name, columns).into_owned() };
    let beginning = truncate(name, columns - width(last));
    format!("{beginning}{last}")
}

/// Wraps a text to lines of at most `columns`. Returns the byte range of each line, without the spaces at the breaks.
#[must_use]
pub fn wrap(text: &str, columns: usize) -> Vec<Range<usize>> {
    wrap_after(text, columns, 0)
}

/// Like [`wrap`], if `used` columns of the first line are already taken.
#[must_use]
pub fn wrap_after(text: &str, columns: usize, used: usize) -> Vec<Range<usize>> {
    let columns = columns.max(1);
    #[allow(clippy::cast_precision_loss)]
    let widths = [columns.saturating_sub(used).max(1), columns].map(|width| width as f64);
    let mut at = 0;
    let mut lines = Vec::new();
    for line in text.split('\n') {
        let mut words = break_words(WordSeparator::AsciiSpace.find_words(line), columns);
        let widths = if lines.is_empty() { &widths[..] } else { &widths[1..] };
        if lines.is_empty() && used > 0 {
            // Without it, the first word would always stand on the first line.
            words.insert(0, Word::from(""));
        }
        for words in wrap_first_fit(&words, widths) {
            let len = words.iter().map(|word| word.len() + word.whitespace.len()).sum::<usize>();
            let part = text.get(at..at + len).unwrap_or_default();
            let start = at + (len - part.trim_start_matches(' ').len());
            lines.push(start..start + part.trim_matches(' ').len());
            at += len;
        }
        at += 1;
    }
    lines
}

/// Maximum number of combining marks on one letter. Vietnamese and Hebrew need two or three, Burmese at most five.
pub const MARKS_MAX: usize = 5;

/// Returns whether a character could move the cursor, change the terminal, reorder text or hide in it, and so must
/// never reach the screen: control and format characters, everything that Unicode calls default ignorable, the blank
/// braille pattern, and noncharacters.
#[must_use]
pub fn is_harmful(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_control();
    }
    c.is_control()
        || u32::from(c) & 0xfffe == 0xfffe
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
            | '\u{fdd0}'..='\u{fdef}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
            | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d159}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}

/// Returns whether a character combines with the letter before it, as an accent does.
#[must_use]
pub fn joins(c: char) -> bool {
    !c.is_ascii() && (is_combining_mark(c) || c.width() == Some(0))
}

/// Decides, character by character, what must not reach the screen: harmful characters, and combining marks that pile
/// up on one letter.
#[derive(Debug, Default)]
struct Inspector {
    /// Number of combining or zero-width characters in a row.
    piled: usize,
}

impl Inspector {
    fn refuses(&mut self, c: char) -> bool {
        self.piled = if joins(c) { self.piled + 1 } else { 0 };
        is_harmful(c) || self.piled > MARKS_MAX
    }
}

/// Returns the first character of a text that must not reach the screen.
#[must_use]
pub fn first_harmful(text: &str) -> Option<char> {
    if text.bytes().all(|b| (0x20..0x7f).contains(&b)) {
        return None;
    }
    let mut gate = Inspector::default();
    text.chars().find(|&c| gate.refuses(c))
}

/// Replaces every character that must not reach the screen with the replacement character U+FFFD.
#[must_use]
pub fn harmless(text: &str) -> Cow<'_, str> {
    if first_harmful(text).is_none() {
        return Cow::Borrowed(text);
    }
    let mut gate = Inspector::default();
    Cow::Owned(text.chars().map(|c| if gate.refuses(c) { '\u{fffd}' } else { c }).collect())
}

/// Formats bytes as hexadecimal digits.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}

/// Formats a number with thousands separators: 12,345.
#[must_use]
pub fn grouped(n: usize) -> String {
    let digits = n.to_string();
    if digits.len() <= 3 {
        return digits;
    }
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// Formats a count with its noun: "1 passage", "23 passages".
#[must_use]
pub fn count(n: usize, noun: &str) -> String {
    let plural = match noun {
        "body" => "bodies".to_owned(),
        "activity" => "activities".to_owned(),
        "entity" => "entities".to_owned(),
        "entry" => "entries".to_owned(),
        "priority" => "priorities".to_owned(),
        _ => format!("{noun}s"),
    };
    format!("{} {}", grouped(n), if n == 1 { noun } else { &plural })
}

/// Returns words as a list in a sentence: "a, b and c".
#[must_use]
pub fn listed(words: &[impl AsRef<str>]) -> String {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    match words.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        _ => words.concat(),
    }
}

/// Returns a text with its first letter as a capital.
#[must_use]
pub fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Returns whether a text is in capitals, as acronyms are: two or more, and no small letter.
#[must_use]
pub fn is_in_capitals(text: &str) -> bool {
    text.chars().filter(|c| c.is_uppercase()).count() > 1 && !text.chars().any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_drops_case_and_diacritics_and_finds_the_way_back() {
        let folded = fold("Türkiye’s ÉCOLE ß");
        assert_eq!(folded.text, "turkiye's ecole ss");
        let at = folded.text.find("ecole").expect("folded");
        assert_eq!("Türkiye’s ÉCOLE ß".get(folded.original(at..at + 5)), Some("ÉCOLE"));
        let at = folded.text.find("ss").expect("folded");
        assert_eq!("Türkiye’s ÉCOLE ß".get(folded.original(at..at + 1)), Some("ß"));
    }

    #[test]
    fn a_composed_and_a_decomposed_letter_fold_alike() {
        assert_eq!(fold("Siobh\u{e1}n").text, fold("Siobha\u{301}n").text);
        let folded = fold("Siobha\u{301}n");
        assert_eq!(folded.original(0..6), 0..8);
    }

    proptest::proptest! {
        #[test]
        fn lines_are_those_of_the_library(
            text in "( ?( |[a-z]{1,5}|[a-z]{9,25}|\u{e9}|\u{4e00}{1,9}|e\u{301}|-|\n)){0,30}",
            columns in 1_usize..30,
            used in 0_usize..12,
        ) {
            // The library takes what is used from the first line of each paragraph.
            let pad = " ".repeat(if text.contains('\n') { 0 } else { used.min(columns - 1) });
            let options = textwrap::Options::new(columns)
                .initial_indent(&pad)
                .wrap_algorithm(textwrap::WrapAlgorithm::FirstFit)
                .word_splitter(textwrap::WordSplitter::NoHyphenation);
            let wanted: Vec<String> = textwrap::wrap(&text, options).iter().map(|l| l.trim_matches(' ').to_owned()).collect();
            let lines: Vec<&str> = wrap_after(&text, columns, pad.len()).into_iter().map(|r| &text[r]).collect();
            proptest::prop_assert_eq!(lines, wanted);
        }

        #[test]
        fn what_is_cut_is_as_wide_as_there_is_room(text in "([ -~]{0,9}|\u{e9}|\u{4e00}|e\u{301}){0,9}", columns in 0_usize..40) {
            let cut = truncate(&text, columns);
            proptest::prop_assert!(text.width() <= columns || columns == 0 || cut.ends_with('…'));
            proptest::prop_assert!(cut.width() <= columns, "{cut:?}");
            let kept = cut.trim_end_matches('…');
            proptest::prop_assert!(text.starts_with(kept));
            // No letter more would fit, but for blanks before the ellipsis.
            let next = text[kept.len()..].trim_start().graphemes(true).next().map_or(0, UnicodeWidthStr::width);
            let blanks = text[kept.len()..].len() - text[kept.len()..].trim_start().len();
            proptest::prop_assert!(cut.width() == text.width() || columns == 0 || cut.width() + blanks + next > columns);
        }
    }

    #[test]
    fn wrapping_gives_ranges_that_rebuild_the_words() {
        let text = "One two  three four-and-a-half five.";
        for columns in 1..40 {
            let lines = wrap(text, columns);
            let words: String = lines.iter().filter_map(|r| text.get(r.clone())).collect::<String>().replace(' ', "");
            assert_eq!(words, text.replace(' ', ""), "at {columns} columns");
            assert!(columns < 4 || lines.iter().all(|r| text.get(r.clone()).is_some_and(|l| width(l) <= columns)));
        }
    }

    #[test]
    fn names_that_differ_at_their_end_are_told_apart() {
        let names =
            ["Sexual exploitation", "Sexual exploitation of children", "Child labour", "Women and girls in crises"];
        let cut = ["Sexual exploitati…", "Sexual ex…children", "Child labour", "Women and girls i…"];
        assert_eq!(truncate_names(&names, 18), cut);
        let cut = ["Sexual…", "Sexual…", "Child…", "Women…"];
        assert_eq!(truncate_names(&names, 7), cut, "no word has room");
        let names = ["Special Representative on Violence in Schools", "Special Representative on Violence in Conflict"];
        assert_eq!(truncate_names(&names, 30), ["Special Representat…in Schools", "Special Representa…in Conflict"]);
        assert!(truncate_names(&names, 30).iter().all(|name| width(name) <= 30));
    }

    #[test]
    fn truncation_never_cuts_a_letter_from_its_accent() {
        assert_eq!(truncate("Siobha\u{301}n Mullally", 8), "Siobha\u{301}n…");
        assert_eq!(truncate("日本語", 4), "日…");
        assert_eq!(truncate("short", 5), "short");
        assert_eq!(truncate("short", 0), "");
    }

    #[test]
    fn harmful_characters_are_replaced() {
        assert_eq!(harmless("a\u{1b}[31mb\u{202e}"), "a\u{fffd}[31mb\u{fffd}");
        assert!(matches!(harmless("plain"), Cow::Borrowed(_)));
        assert_eq!(harmless("a\u{ad}b\u{e0041}\u{fdd0}\u{1fffe}"), "a\u{fffd}b\u{fffd}\u{fffd}\u{fffd}");
    }

    #[test]
    fn marks_may_stand_on_a_letter_but_not_pile_up() {
        for fine in ["Siobha\u{301}n", "e\u{328}\u{304}\u{301}", "\u{5e9}\u{5c1}\u{5b8}\u{5bd}", "မြို့", "क्षेत्र", "ที่ปรึกษา"]
        {
            assert_eq!(first_harmful(fine), None, "{fine}");
        }
        let piled = format!("z{}", "\u{301}".repeat(30_000));
        assert_eq!(first_harmful(&piled), Some('\u{301}'));
        assert_eq!(harmless(&piled).matches('\u{301}').count(), MARKS_MAX);
        assert!(first_harmful(&format!("\u{1100}{}", "\u{1161}".repeat(30))).is_some(), "vowels that take no column");
    }

    #[test]
    fn what_hides_is_harmful_and_what_stands_beside_it_is_not() {
        let hidden = "\u{80}\u{9b}\u{ad}\u{34f}\u{61c}\u{115f}\u{1160}\u{17b4}\u{180b}\u{180f}\u{200b}\u{200d}\u{200f}\u{2028}\u{202a}\u{202e}\
                      \u{2060}\u{2065}\u{206f}\u{2800}\u{3164}\u{fdd0}\u{fdef}\u{fe00}\u{fe0f}\u{feff}\u{ffa0}\u{fff0}\u{fff9}\u{fffb}\u{fffe}\
                      \u{ffff}\u{1bca0}\u{1d173}\u{1d17a}\u{1fffe}\u{e0000}\u{e0001}\u{e007f}\u{e0100}\u{e0fff}\u{10ffff}";
        hidden.chars().for_each(|c| assert!(is_harmful(c), "{c:?}"));
        "\u{a0}\u{ac}\u{ae}\u{1100}\u{1161}\u{2007}\u{2010}\u{2027}\u{202f}\u{27ff}\u{2801}\u{3163}\u{fdcf}\u{fe10}\u{ff9f}\u{fffc}\u{fffd}🚌é中"
            .chars()
            .for_each(|c| assert!(!is_harmful(c), "{c:?}"));
    }

    #[test]
    fn counts_read_as_people_say_them() {
        assert_eq!(count(1, "passage"), "1 passage");
        assert_eq!(count(1234, "passage"), "1,234 passages");
        assert_eq!(count(2, "body"), "2 bodies");
    }
}

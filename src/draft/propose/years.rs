//! The years that a text prints.

use crate::draft::source::words;

/// Returns the years that a text prints, and those within a period that it prints.
pub(in crate::draft) fn years(text: &str) -> Vec<u16> {
    let mut years: Vec<u16> = Vec::new();
    let mut last: Option<(usize, u16)> = None;
    for (at, word) in words(text) {
        let before = text.get(..at.start).unwrap_or_default();
        let after = text.get(at.end..).unwrap_or_default();
        let is_symbol = before.ends_with(['/', '('])
            && (after.starts_with('/') || before.trim_end_matches('(').ends_with(char::is_numeric))
            || before.ends_with(['$', '€', '£'])
            || before.ends_with(['/', '.', '#', ',']) && before.chars().rev().nth(1).is_some_and(char::is_alphanumeric);
        let counts = ["some ", "about ", "over ", "nearly ", "more than ", "around ", "almost "];
        let lower = before.to_lowercase();
        let is_count =
            counts.iter().any(|word| lower.ends_with(word)) && after.starts_with(' ') && !after.starts_with(" to ");
        let is_symbol = is_symbol || is_count;
        let is_year = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
        if let Some(year) =
            word.parse::<u16>().ok().filter(|year| is_year && (1900..=2100).contains(year) && !is_symbol)
        {
            if let Some((end, from)) = last
                && is_span(text.get(end..at.start).unwrap_or_default())
                && from < year
                && year - from < 30
            {
                years.extend(from + 1..year);
            }
            years.push(year);
            last = Some((at.end, year));
        } else if let Some((end, from)) = last
            && word.len() == 2
            && matches!(text.get(end..at.start), Some("-" | "–" | "/"))
            && let Ok(short) = word.parse::<u16>()
        {
            let to = from / 100 * 100 + short;
            if to > from && to - from < 15 {
                years.extend(from + 1..=to);
            }
            last = None;
        }
    }
    years.sort_unstable();
    years.dedup();
    years
}

fn is_span(between: &str) -> bool {
    matches!(between.trim(), "-" | "–" | "—" | "to" | "until")
}

#[cfg(test)]
mod tests {
    use super::years;

    #[test]
    fn years_are_printed_alone_or_as_a_period() {
        for (text, wanted) in [
            ("in 2019 and 2021", vec![2019, 2021]),
            ("for 2018–2020", vec![2018, 2019, 2020]),
            ("for 2021-23", vec![2021, 2022, 2023]),
            ("A/RES/2022/12, $2000, 2,019 people, room 20194", vec![]),
        ] {
            assert_eq!(years(text), wanted, "{text}");
        }
    }
}

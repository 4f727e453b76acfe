//! The stem of an English word, so that word forms meet: survivor and survivors, prosecute and prosecution.

/// Endings that are cut off, longest first, with the least that must be left and what takes their place.
const ENDINGS: &[(&str, usize, &str)] = &[
    ("ization", 3, "iz"),
    ("isation", 3, "iz"),
    ("ation", 4, ""),
    ("ement", 4, ""),
    ("izing", 3, "iz"),
    ("ising", 4, "iz"),
    ("ment", 4, ""),
    ("ized", 3, "iz"),
    ("ised", 4, "iz"),
    ("ity", 4, ""),
    ("ive", 4, ""),
    ("ize", 3, "iz"),
    ("ise", 4, "iz"),
    ("ion", 4, ""),
    ("ing", 4, ""),
    ("ied", 2, "y"),
    ("ed", 4, ""),
    ("er", 5, ""),
    ("or", 6, ""),
    ("ly", 4, ""),
    ("al", 5, ""),
    ("e", 3, ""),
];

/// The stem of a folded word. Words of up to three letters and words with digits are their own stem.
#[must_use]
pub fn stem(word: &str) -> String {
    if word.len() <= 3 || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return word.to_owned();
    }
    let one = singular(word);
    for &(ending, least, instead) in ENDINGS {
        if let Some(left) = one.strip_suffix(ending)
            && left.len() >= least
        {
            let mut stem = format!("{left}{instead}");
            let mut last = stem.bytes().rev();
            if let (Some(a), Some(b)) = (last.next(), last.next())
                && a == b
                && !matches!(a, b'l' | b's' | b'e' | b'o')
            {
                stem.pop();
            }
            return stem;
        }
    }
    one
}

/// A word without the ending of its plural.
fn singular(word: &str) -> String {
    match word {
        _ if word.ends_with("ss") || word.ends_with("us") || word.ends_with("is") => word.to_owned(),
        _ if word.ends_with("ies") && word.len() > 4 => format!("{}y", word.strip_suffix("ies").unwrap_or(word)),
        _ if ["sses", "xes", "ches", "shes"].iter().any(|e| word.ends_with(e)) => {
            word.strip_suffix("es").unwrap_or(word).to_owned()
        }
        _ => word.strip_suffix('s').unwrap_or(word).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn forms_of_a_word_meet() {
        for forms in [
            &["trafficked", "trafficking", "traffickers", "trafficker"][..],
            &["survivor", "survivors"],
            &["prosecute", "prosecution", "prosecutions", "prosecuted", "prosecuting", "prosecutors"],
            &["train", "training", "trainings", "trained", "trainers"],
            &["agency", "agencies"],
            &["mechanism", "mechanisms"],
            &["recruit", "recruitment", "recruiting", "recruiters"],
            &["exploit", "exploitation", "exploiting"],
            &["organization", "organisation", "organizations"],
            &["referral", "referrals"],
            &["victim", "victims"],
            &["plan", "planned", "planning", "plans"],
            &["child"],
        ] {
            let stems: Vec<_> = forms.iter().map(|f| stem(f)).collect();
            assert!(stems.iter().all(|s| s == &stems[0]), "{forms:?} became {stems:?}");
        }
    }

    #[test]
    fn different_words_stay_apart() {
        for (a, b) in [("women", "woman"), ("organ", "organize"), ("nation", "native"), ("policy", "police")] {
            assert_ne!(stem(a), stem(b), "{a} and {b}");
        }
    }
}

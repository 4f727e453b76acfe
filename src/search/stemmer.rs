//! An English stemmer, so that word forms match: survivor and survivors, prosecute and prosecution.

/// The suffixes to strip, longest first: the suffix, the minimum length of the remainder, and the replacement.
const ENDINGS: &[(&str, usize, &str)] = &[
    ("ification", 2, "ify"),
    ("ological", 4, "olog"),
    ("ization", 3, "iz"),
    ("isation", 3, "iz"),
    ("ability", 4, "able"),
    ("ibility", 3, "ibl"),
    ("ation", 4, ""),
    ("ative", 4, ""),
    ("ating", 4, ""),
    ("atory", 4, ""),
    ("orial", 5, ""),
    ("erial", 5, ""),
    ("ology", 4, "olog"),
    ("ement", 4, ""),
    ("izing", 3, "iz"),
    ("ising", 4, "iz"),
    ("ance", 4, ""),
    ("ancy", 4, ""),
    ("ence", 5, ""),
    ("ency", 5, ""),
    ("iary", 4, ""),
    ("able", 5, ""),
    ("ably", 5, ""),
    ("ator", 4, ""),
    ("ated", 4, ""),
    ("ness", 4, ""),
    ("ment", 4, ""),
    ("ship", 5, ""),
    ("ized", 3, "iz"),
    ("ised", 4, "iz"),
    ("ate", 4, ""),
    ("ant", 4, ""),
    ("ent", 5, ""),
    ("ity", 4, ""),
    ("ive", 4, ""),
    ("ize", 3, "iz"),
    ("ise", 4, "iz"),
    ("ion", 4, ""),
    ("ing", 4, ""),
    ("ied", 2, "y"),
    ("ism", 5, ""),
    ("ist", 5, ""),
    ("ful", 4, ""),
    ("ial", 5, ""),
    ("ian", 3, ""),
    ("ean", 5, ""),
    ("ia", 3, ""),
    ("an", 5, ""),
    ("ed", 4, ""),
    ("er", 5, ""),
    ("or", 6, ""),
    ("ly", 4, ""),
    ("al", 5, ""),
    ("a", 5, ""),
    ("e", 3, ""),
];

/// Exceptions, sorted: irregular forms, and words that a suffix rule would mistake for forms of other words.
const ODD: &[(&str, &str)] = &[
    ("accountability", "accountable"),
    ("accountable", "accountable"),
    ("activist", "activist"),
    ("activity", "activity"),
    ("authority", "authority"),
    ("children", "child"),
    ("commissioner", "commissioner"),
    ("committee", "committee"),
    ("designate", "designate"),
    ("designation", "designate"),
    ("detention", "detain"),
    ("directive", "directive"),
    ("director", "director"),
    ("driver", "driver"),
    ("emergency", "emergency"),
    ("expansion", "expand"),
    ("experiment", "experiment"),
    ("factor", "factor"),
    ("foundation", "foundation"),
    ("general", "general"),
    ("georgia", "georgia"),
    ("guardian", "guardian"),
    ("india", "india"),
    ("indian", "india"),
    ("initial", "initial"),
    ("initiative", "initiative"),
    ("integrity", "integrity"),
    ("international", "international"),
    ("introduction", "introduc"),
    ("judgement", "judgment"),
    ("judgment", "judgment"),
    ("leader", "leader"),
    ("media", "media"),
    ("memoranda", "memorandum"),
    ("minority", "minority"),
    ("nationality", "nationality"),
    ("nigeria", "nigeria"),
    ("nigerian", "nigeria"),
    ("officer", "officer"),
    ("official", "official"),
    ("operator", "operator"),
    ("organ", "organ"),
    ("partner", "partner"),
    ("personal", "personal"),
    ("plane", "plane"),
    ("positive", "positive"),
    ("practise", "practic"),
    ("practiz", "practic"),
    ("priority", "priority"),
    ("publication", "publication"),
    ("recognition", "recogniz"),
    ("reduction", "reduc"),
    ("reference", "reference"),
    ("refugee", "refugee"),
    ("remediation", "remediation"),
    ("repatriate", "repatri"),
    ("repatriation", "repatri"),
    ("reporter", "reporter"),
    ("specialist", "specialist"),
    ("state", "state"),
    ("submission", "submit"),
    ("survival", "survival"),
    ("taken", "take"),
    ("took", "take"),
    ("trafficker", "trafficker"),
    ("undertaken", "undertak"),
    ("undertook", "undertak"),
    ("university", "university"),
    ("user", "user"),
    ("victim", "victim"),
    ("worker", "worker"),
];

/// The maximum number of suffixes to strip in a row, as from `organizationally`.
const CUTS: usize = 3;

/// Returns the stem of a folded word. A word of up to three letters, or with anything but `a` to `z` in it, such as a
/// digit, is its own stem.
#[must_use]
pub fn stem(word: &str) -> String {
    if word.len() <= 3 || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return word.to_owned();
    }
    let mut stem = singular(word);
    for _ in 0..CUTS {
        if let Ok(at) = ODD.binary_search_by(|(odd, _)| (*odd).cmp(stem.as_str())) {
            return ODD[at].1.to_owned();
        }
        // Most endings are ruled out by their last letter.
        let last = stem.bytes().last();
        let mut fitting = ENDINGS.iter().filter(|(ending, ..)| ending.bytes().last() == last);
        let cut = fitting.find_map(|&(ending, least, instead)| {
            let left = stem.strip_suffix(ending).filter(|left| left.len() >= least)?;
            Some((left.len(), instead))
        });
        let Some((left, instead)) = cut else { break };
        stem.truncate(left);
        stem.push_str(instead);
        let mut last = stem.bytes().rev();
        if let (Some(a), Some(b)) = (last.next(), last.next())
            && a == b
            && !matches!(a, b'l' | b's' | b'e' | b'o')
        {
            stem.pop();
        }
    }
    stem
}

/// The first two bytes of a word; the second is 0 if there is none.
pub(crate) type Beginning = [u8; 2];

/// Returns the first two bytes of a word.
pub(crate) fn beginning(word: &str) -> Beginning {
    let mut bytes = word.bytes();
    [bytes.next().unwrap_or_default(), bytes.next().unwrap_or_default()]
}

/// Returns how words begin that have a stem: as the stem, or as an irregular form does. A word that begins otherwise has another
/// stem, which is found out faster than the stem.
pub(crate) fn beginnings(stem: &str) -> impl Iterator<Item = Beginning> {
    let odd = ODD.iter().filter(move |(_, of)| *of == stem).map(|(odd, _)| beginning(odd));
    std::iter::once(beginning(stem)).chain(odd)
}

/// How the words begin that are looked for, as a filter: a word that begins otherwise is none of them.
#[derive(Debug, Clone)]
pub(crate) struct Beginnings([u64; Self::BITS / 64]);

impl Beginnings {
    const BITS: usize = 1024;

    fn bit([first, second]: Beginning) -> (usize, u64) {
        let hash = usize::from(first) * 31 + usize::from(second);
        (hash % Self::BITS / 64, 1 << (hash % 64))
    }

    /// Returns whether a word may be looked for.
    pub(crate) fn may_have(&self, word: &str) -> bool {
        let (at, bit) = Self::bit(beginning(word));
        self.0[at] & bit != 0
    }
}

impl FromIterator<Beginning> for Beginnings {
    fn from_iter<I: IntoIterator<Item = Beginning>>(beginnings: I) -> Self {
        let mut all = Self([0; Self::BITS / 64]);
        for (at, bit) in beginnings.into_iter().map(Self::bit) {
            all.0[at] |= bit;
        }
        all
    }
}

/// Returns a word without its plural ending.
pub(crate) fn singular(word: &str) -> String {
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
            &["trafficked", "trafficking"][..],
            // Who does it is not what all reports are about.
            &["traffickers", "trafficker"],
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
            &["identify", "identification", "identified", "identifying", "identifies"],
            &["coordinate", "coordination", "coordinator", "coordinated", "coordinating"],
            &["stateless", "statelessness"],
            &["vulnerable", "vulnerability", "vulnerabilities"],
            &["legislation", "legislative"],
            &["coherence", "coherent", "coherently"],
            &["effect", "effective", "effectively", "effectiveness"],
            &["partner", "partners", "partnership", "partnered", "partnering"],
            &["participate", "participation", "participants", "participatory"],
            &["sustain", "sustainable", "sustainability"],
            &["terror", "terrorism", "terrorist"],
            &["guide", "guidance", "guides"],
            &["migrant", "migration", "migrate"],
            &["ukraine", "ukrainian"],
            &["moldova", "moldovan"],
            &["child", "children"],
            &["technology", "technological", "technologies"],
            &["plan", "planned", "planning", "plans"],
        ] {
            let stems: Vec<_> = forms.iter().map(|f| stem(f)).collect();
            assert!(stems.iter().all(|s| s == &stems[0]), "{forms:?} became {stems:?}");
        }
    }

    #[test]
    fn a_word_begins_as_its_stem_or_as_an_irregular_form_of_it() {
        let odd = super::ODD.iter().map(|(odd, _)| (*odd).to_owned());
        let words = include_str!("../../assets/words.txt").lines().flat_map(crate::search::tokenizer::parts);
        for word in odd.chain(words) {
            let stem = stem(&word);
            assert!(super::beginnings(&stem).any(|begins| begins == super::beginning(&word)), "{word} {stem}");
        }
    }

    #[test]
    fn odd_words_stand_in_order_and_a_stem_is_its_own_stem() {
        assert!(super::ODD.is_sorted());
        for word in ["organizationally", "partnership", "recognition", "identification", "nigerian"] {
            assert_eq!(stem(&stem(word)), stem(word), "{word}");
        }
    }

    #[test]
    fn different_words_stay_apart() {
        for (a, b) in [
            ("women", "woman"),
            ("organ", "organize"),
            ("nation", "native"),
            ("state", "statement"),
            ("niger", "nigeria"),
            ("victim", "victory"),
            ("organ", "organic"),
            ("private", "privilege"),
            ("policy", "police"),
            ("officers", "office"),
            ("reporters", "reports"),
            ("workers", "work"),
            ("remediation", "remedy"),
            ("planes", "plans"),
            ("minorities", "minors"),
            ("nationality", "nations"),
            ("personal", "persons"),
            ("accountability", "account"),
            ("authorities", "authors"),
            ("university", "universal"),
            ("international", "internal"),
        ] {
            assert_ne!(stem(a), stem(b), "{a} and {b}");
        }
    }
}

//! Collects the problems found while loading, and checks the rules that fields have in common.

use std::collections::BTreeMap;
use std::fmt::Display;

use crate::corpus::load::limits;
use crate::corpus::load::place::{FieldLocation, PathStep, Place, lines};
use crate::corpus::load::rules::{Later, quoted};
use crate::corpus::load::{DataFile, rules};
use crate::corpus::strings::Str;
use crate::error::{Problem, Problems};

/// The problems found so far. Line numbers are computed once everything is read, and only for the problems that are
/// kept.
#[derive(Default)]
pub(crate) struct FoundProblems<'f> {
    problems: Problems,
    /// The location of each problem that is kept: the file and the path in it. `None` if the line is already known.
    places: Vec<Option<(&'f DataFile, Vec<PathStep>)>>,
}

impl<'f> FoundProblems<'f> {
    /// Reports a problem with a whole file.
    pub(crate) fn in_file(&mut self, file: &str, message: impl Display) {
        self.add(|| Problem { file: file.to_owned(), message: message.to_string(), ..Problem::default() });
    }

    /// Reports a problem whose location is known. `make` is called only if the problem is kept.
    pub(crate) fn add(&mut self, make: impl FnOnce() -> Problem) {
        let places = &mut self.places;
        self.problems.add(|| {
            places.push(None);
            make()
        });
    }

    /// Reports a problem with something in an object. Its line is computed later.
    pub(crate) fn tell(&mut self, place: &Place<'f, '_>, at: impl Into<FieldLocation>, message: impl Display) {
        let (places, at) = (&mut self.places, at.into());
        self.problems.add(|| {
            places.push(Some((place.file, place.steps(at))));
            Problem {
                file: place.file.name.clone(),
                line: 0,
                id: place.id.to_owned(),
                field: at.field.to_owned(),
                message: message.to_string(),
            }
        });
    }

    /// Reports a problem with a field of an object, given by the path to the object. Its line is computed later.
    pub(crate) fn at(
        &mut self,
        file: &'f DataFile,
        object: &[PathStep],
        id: &str,
        field: &'static str,
        message: impl Display,
    ) {
        let places = &mut self.places;
        self.problems.add(|| {
            let path = object.iter().copied().chain([PathStep::Key(field)]).collect();
            places.push(Some((file, path)));
            let (id, field) = (id.to_owned(), field.to_owned());
            Problem { file: file.name.clone(), line: 0, id, field, message: message.to_string() }
        });
    }

    /// Returns `true` if there are no problems.
    pub(crate) fn is_empty(&self) -> bool {
        self.problems.is_empty()
    }

    /// Returns the problems, with their line numbers filled in.
    pub(crate) fn into_problems(mut self) -> Problems {
        let mut files: Vec<&DataFile> = Vec::new();
        for (file, _) in self.places.iter().flatten() {
            if !files.iter().any(|known| std::ptr::eq(*known, *file)) {
                files.push(file);
            }
        }
        for file in files {
            let rows = self.problems.kept.iter_mut().zip(&self.places).filter_map(|(problem, place)| {
                let (of, way) = place.as_ref()?;
                std::ptr::eq(*of, file).then_some((problem, way.as_slice()))
            });
            let (problems, ways): (Vec<_>, Vec<_>) = rows.unzip();
            problems.into_iter().zip(lines(file.text, &ways)).for_each(|(problem, line)| problem.line = line);
        }
        self.problems
    }

    /// Checks that a string is not empty, is harmless, and has at most `most` characters.
    pub(crate) fn plain(&mut self, place: &Place<'f, '_>, at: impl Into<FieldLocation>, words: &str, most: usize) {
        let at = at.into();
        rules::plain(words, most, |wrong| self.tell(place, at, wrong));
    }

    /// Like [`FoundProblems::plain`], but the string may be empty.
    pub(crate) fn plain_or_empty(
        &mut self,
        place: &Place<'f, '_>,
        at: impl Into<FieldLocation>,
        words: &str,
        most: usize,
    ) {
        if !words.is_empty() {
            self.plain(place, at, words, most);
        }
    }

    /// Checks a URL.
    pub(crate) fn url(&mut self, place: &Place<'f, '_>, at: impl Into<FieldLocation>, url: &str) {
        let at = at.into();
        rules::url(url, |wrong| self.tell(place, at, wrong));
    }

    /// Checks names in other languages, by the code of the language.
    pub(crate) fn names(&mut self, place: &Place<'f, '_>, names: &BTreeMap<Str, Vec<Str>>) {
        for (language, names) in names {
            if !matches!(language.len(), 2 | 3) || !language.bytes().all(|b| b.is_ascii_lowercase()) {
                let message = format!("{} is no code of a language, such as \"fr\"", quoted(language));
                self.tell(place, "names", message);
            }
            for name in self.list(place, "names", names, limits::FEW) {
                self.plain(place, "names", name, limits::NAME);
            }
        }
    }

    /// Checks that a year is plausible.
    pub(crate) fn year(&mut self, place: &Place<'f, '_>, at: impl Into<FieldLocation>, year: u16) {
        if !rules::YEARS.contains(&year) {
            self.tell(place, at, format_args!("{year} is no plausible year"));
        }
    }

    /// Checks that a list has at most `most` items, and returns the items to look at: the first `most`.
    pub(crate) fn list<'l, T>(
        &mut self,
        place: &Place<'f, '_>,
        field: &'static str,
        list: &'l [T],
        most: usize,
    ) -> &'l [T] {
        match list.get(..most) {
            Some(first) if list.len() > most => {
                self.tell(place, field, format_args!("has {} entries; at most {most} are taken", list.len()));
                first
            }
            _ => list,
        }
    }

    /// Reports duplicates in a list. Items are compared by `key`; `shown` formats one for the message. Looks only at
    /// the first [`limits::SOME`] items.
    pub(crate) fn once<T, K: PartialEq>(
        &mut self,
        place: &Place<'f, '_>,
        field: &'static str,
        list: &[T],
        key: impl Fn(&T) -> K,
        shown: impl Fn(&T) -> String,
    ) {
        if list.len() < 2 {
            return;
        }
        let mut keys = Vec::new();
        for (n, item) in list.iter().take(limits::SOME).enumerate() {
            let key = key(item);
            if keys.contains(&key) {
                self.tell(place, (field, n), Later(|| format!("{} stands twice", shown(item))));
            } else {
                keys.push(key);
            }
        }
    }

    /// Returns `true` if there is room for one more item below the limit `most`; otherwise reports a problem.
    pub(crate) fn room(&mut self, file: &str, have: usize, most: usize, what: &str) -> bool {
        if have == most {
            self.in_file(
                file,
                format_args!("brings the {what} to more than {most}, which is all that can be told apart"),
            );
        }
        have < most
    }

    /// Checks the id of a passage or a report. Calls `tell` with what is wrong with it.
    pub(crate) fn id(&mut self, id: &str, mut tell: impl FnMut(&mut Self, std::fmt::Arguments<'_>)) {
        let shown = quoted(id);
        if id.is_empty() || !id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
            tell(self, format_args!("{shown} is not made of lower-case letters, digits and hyphens"));
        } else if id.starts_with('-') {
            tell(self, format_args!("{shown} begins with a hyphen; begin with a letter or a digit"));
        } else if id.len() > limits::ID {
            tell(self, format_args!("{shown} has {} characters; at most {} are taken", id.len(), limits::ID));
        }
    }
}

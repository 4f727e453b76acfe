//! Completion with Tab: the first candidate, then one after the other, round and round. Tab never leaves a prompt.

use crate::search::complete::Completion;
use crate::tui::widgets::input::Input;
use crate::tui::widgets::list_state::Direction;

/// The completion at the cursor of a prompt.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Completing {
    /// The candidates, if there are any.
    pub candidates: Option<Completion>,
    /// The candidate that stands in the prompt now, if Tab has put one there.
    pub chosen: Option<usize>,
}

impl Completing {
    /// Starts anew with the candidates for what is typed now.
    pub fn restart(&mut self, candidates: Option<Completion>) {
        *self = Self { candidates, chosen: None };
    }

    /// Puts the next or the previous candidate in the prompt. Returns `false` if there is none.
    pub fn turn(&mut self, input: &mut Input, direction: Direction) -> bool {
        let Some(candidates) = &mut self.candidates else { return false };
        let len = candidates.values.len();
        let at = match (self.chosen, direction) {
            (None, Direction::Forward) => 0,
            (None, Direction::Backward) => len - 1,
            (Some(at), Direction::Forward) => (at + 1) % len,
            (Some(at), Direction::Backward) => (at + len - 1) % len,
        };
        let Some(value) = candidates.values.get(at) else { return false };
        // What ends in a colon goes on with a value.
        let end = if len == 1 && !value.ends_with(':') { " " } else { "" };
        let value = format!("{value}{end}");
        input.complete(candidates.typed, &value);
        candidates.typed = value.len();
        self.chosen = Some(at);
        true
    }

    /// Returns whether Tab has put the only candidate there is, so that the next one would complete something else.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.chosen.is_some() && self.candidates.as_ref().is_some_and(|candidates| candidates.values.len() == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: &[&str], typed: usize) -> Completing {
        let values: Vec<String> = values.iter().map(|&value| value.to_owned()).collect();
        let candidates = Completion { typed, labels: values.clone(), values };
        Completing { candidates: Some(candidates), chosen: None }
    }

    #[test]
    fn candidates_come_one_after_the_other_round_and_round() {
        let mut input = Input::default();
        input.replace("entity:i");
        let mut completing = of(&["ICAO", "ICMPD", "IOM"], 1);
        let mut press = |direction| {
            assert!(completing.turn(&mut input, direction));
            input.text().to_owned()
        };
        assert_eq!(press(Direction::Forward), "entity:ICAO");
        assert_eq!(press(Direction::Forward), "entity:ICMPD");
        assert_eq!(press(Direction::Forward), "entity:IOM");
        assert_eq!(press(Direction::Forward), "entity:ICAO");
        assert_eq!(press(Direction::Backward), "entity:IOM");
    }

    #[test]
    fn the_only_candidate_ends_in_a_blank_and_the_name_of_a_filter_in_its_colon() {
        let mut input = Input::default();
        input.replace("entity:unod");
        let mut completing = of(&["UNODC"], 4);
        assert!(completing.turn(&mut input, Direction::Forward) && completing.is_done());
        assert_eq!(input.text(), "entity:UNODC ");
        input.replace("pri");
        assert!(of(&["priority:"], 3).turn(&mut input, Direction::Forward));
        assert_eq!(input.text(), "priority:");
        assert!(!Completing::default().turn(&mut input, Direction::Forward));
    }
}

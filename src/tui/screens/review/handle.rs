//! Key handling in the review.

use std::sync::Arc;

use crate::draft::readings_file::HOW;
use crate::draft::review::Field;
use crate::tui::command::Command;
use crate::tui::message::{Effect, Message, Replacement};
use crate::tui::outcome::{ScreenOutcome, Shared};
use crate::tui::screens::review::{ReviewPrompt, ReviewScreen, Tabbed, is_of_claim};
use crate::tui::widgets::edit::edit;

/// How many passages a page key goes on.
const PAGE: usize = 10;

/// Handles input in the review.
pub(crate) fn handle(screen: &mut ReviewScreen, shared: &Shared<'_>, input: &Message) -> ScreenOutcome {
    if screen.prompt.is_some() {
        return type_line(screen, shared, input);
    }
    let (size, n) = (shared.size, screen.selected);
    let Some(command) = input.command() else { return ScreenOutcome::Handled };
    let field = match command {
        Command::SetHeadline => Some(Field::Headline),
        Command::SetText => Some(Field::Text),
        Command::SetKind => Some(Field::Kind),
        Command::SetBodies => Some(Field::Bodies),
        Command::SetPlaces => Some(Field::Places),
        Command::SetYears => Some(Field::Years),
        Command::SetPriorities => Some(Field::Priorities),
        Command::SetTopics => Some(Field::Topics),
        Command::SetWork => Some(Field::Work),
        Command::SetTitle => Some(Field::Title),
        Command::SetPublished => Some(Field::Published),
        Command::Annotate => Some(Field::Editorial),
        Command::SetPartners => Some(Field::Partners),
        Command::SetLinks => Some(Field::Links),
        Command::SetHeading => Some(Field::Heading),
        _ => None,
    };
    if let Some(field) = field {
        if field == Field::Partners && screen.claim.is_none() {
            return ScreenOutcome::notice("Partners are those of a claim; C goes through the claims, A adds one.");
        }
        screen.ask(ReviewPrompt::Field(field));
        return ScreenOutcome::Handled;
    }
    match command {
        Command::Back if screen.claim.is_some() => screen.choose_claim(None, size),
        Command::NextClaim => {
            let count = screen.review.passage(n).map_or(0, |passage| passage.claims.len());
            if count == 0 {
                return ScreenOutcome::notice("The passage has no claims: it is one. A adds one.");
            }
            let next = screen.claim.map_or(0, |claim| claim + 1);
            screen.choose_claim((next < count).then_some(next), size);
        }
        Command::AddClaim => screen.ask(ReviewPrompt::NewClaim),
        Command::Back => return ScreenOutcome::notice("Every step is written; q leaves the review."),
        Command::Search => screen.ask(ReviewPrompt::Find),
        Command::TakeUp if screen.read[1].is_empty() => {
            return ScreenOutcome::notice("This dataset has no readings.json to say that in.");
        }
        Command::TakeUp => {
            screen.commitments = screen.review.commitments(shared.corpus, n);
            screen.ask(ReviewPrompt::Commitment);
        }
        Command::Open => return accept(screen, shared),
        Command::JoinPassages => return changed(screen, shared, n, |screen| screen.review.join(n)),
        Command::RemovePassage if screen.claim.is_some() => {
            let claim = screen.claim.unwrap_or_default();
            return changed(screen, shared, n, |screen| screen.review.remove_claim(n, claim));
        }
        Command::RemovePassage => return changed(screen, shared, n, |screen| screen.review.remove(n)),
        Command::SplitPassage => screen.ask(ReviewPrompt::Split),
        Command::Undo => {
            let at = screen.review.undo();
            return gone_to(screen, shared, at);
        }
        Command::Redo => {
            let at = screen.review.redo();
            return gone_to(screen, shared, at);
        }
        Command::NextMatch | Command::PreviousMatch => {
            match screen.review.next_open(n, command == Command::NextMatch) {
                Some(next) => screen.select(next, size),
                None => return ScreenOutcome::notice(ALL_ACCEPTED),
            }
        }
        Command::Down => screen.select(n + 1, size),
        Command::Up => screen.select(n.saturating_sub(1), size),
        Command::Top => screen.select(0, size),
        Command::Bottom => screen.select(usize::MAX, size),
        Command::PageDown => screen.select(n + PAGE, size),
        Command::PageUp => screen.select(n.saturating_sub(PAGE), size),
        Command::HalfDown => {
            screen.scroll += 5;
            screen.lay_out(size);
        }
        Command::HalfUp => screen.scroll = screen.scroll.saturating_sub(5),
        _ => {}
    }
    ScreenOutcome::Handled
}

/// What is said when nothing is left.
const ALL_ACCEPTED: &str = "Every passage is accepted.";

/// Accepts the passage and goes to the next one that is left; asks for the headline first if it is still to be written.
fn accept(screen: &mut ReviewScreen, shared: &Shared<'_>) -> ScreenOutcome {
    let n = screen.selected;
    if !screen.review.is_open(n) {
        return match screen.review.next_open(n, true) {
            Some(next) => {
                screen.select(next, shared.size);
                ScreenOutcome::Handled
            }
            None => ScreenOutcome::notice(ALL_ACCEPTED),
        };
    }
    if screen.review.accept(n).is_err() {
        screen.ask(ReviewPrompt::Accept);
        return ScreenOutcome::Handled;
    }
    let next = screen.review.next_open(n, true).unwrap_or(n);
    gone_to(screen, shared, Some(next))
}

/// Handles input in the line at the top.
fn type_line(screen: &mut ReviewScreen, shared: &Shared<'_>, input: &Message) -> ScreenOutcome {
    let Some((prompt, line)) = &mut screen.prompt else { return ScreenOutcome::Handled };
    let (prompt, n) = (*prompt, screen.selected);
    match input.command() {
        Some(Command::Back) => screen.prompt = None,
        Some(Command::NextPane) => screen.complete(shared.corpus, true),
        Some(Command::PreviousPane) => screen.complete(shared.corpus, false),
        Some(Command::Open) => {
            let (text, at) = (line.text().to_owned(), line.before().len());
            let corpus = shared.corpus;
            return match prompt {
                ReviewPrompt::Field(field) => changed(screen, shared, n, |s| match s.claim {
                    Some(claim) if is_of_claim(field) => s.review.set_claim(corpus, n, claim, field, &text),
                    _ => s.review.set(corpus, n, field, &text),
                }),
                ReviewPrompt::NewClaim => changed(screen, shared, n, |s| {
                    s.claim = Some(s.review.add_claim(corpus, n, &text)?);
                    Ok(())
                }),
                ReviewPrompt::Accept => {
                    let outcome = changed(screen, shared, n, |s| {
                        s.review.set(corpus, n, Field::Headline, &text)?;
                        s.review.accept(n)
                    });
                    if screen.prompt.is_none() {
                        let next = screen.review.next_open(n, true).unwrap_or(n);
                        screen.select(next, shared.size);
                    }
                    outcome
                }
                ReviewPrompt::Find => match screen.review.find(n, &text) {
                    Some(at) => {
                        screen.prompt = None;
                        screen.select(at, shared.size);
                        ScreenOutcome::Handled
                    }
                    None => ScreenOutcome::notice("No passage has these words."),
                },
                ReviewPrompt::Commitment => {
                    text.trim().clone_into(&mut screen.chosen.0);
                    if corpus.find_passage(&screen.chosen.0).is_none() {
                        return ScreenOutcome::notice("That is no passage; Tab goes through the open commitments.");
                    }
                    screen.ask(ReviewPrompt::How);
                    ScreenOutcome::Handled
                }
                ReviewPrompt::How => {
                    if !HOW.contains(&text.trim()) {
                        return ScreenOutcome::notice("Type done, partly or no record.");
                    }
                    text.trim().clone_into(&mut screen.chosen.1);
                    screen.ask(ReviewPrompt::Why);
                    ScreenOutcome::Handled
                }
                ReviewPrompt::Why => {
                    let (commitment, how) = screen.chosen.clone();
                    changed(screen, shared, n, |s| s.review.take_up(corpus, n, &commitment, &how, &text))
                }
                ReviewPrompt::Split => changed(screen, shared, n, |s| {
                    if s.review.value(n, Field::Text) == text {
                        s.review.split(corpus, n, at)
                    } else {
                        Err("The text was changed; e changes it, and S only splits it.".to_owned())
                    }
                }),
            };
        }
        _ => {
            edit(line, input);
            screen.tabbed = Tabbed::default();
        }
    }
    ScreenOutcome::Handled
}

/// Makes a change and writes the file; if it fails, says why and keeps the line.
fn changed(
    screen: &mut ReviewScreen,
    shared: &Shared<'_>,
    n: usize,
    change: impl FnOnce(&mut ReviewScreen) -> Result<(), String>,
) -> ScreenOutcome {
    let claims = screen.review.claims();
    match change(screen) {
        Ok(()) => {
            screen.prompt = None;
            let outcome = gone_to(screen, shared, Some(n));
            match claims.saturating_sub(screen.review.claims()) {
                0 => outcome,
                lost => {
                    let words = format!("{} gone with that; u brings it back.", crate::text::count(lost, "claim"));
                    ScreenOutcome::Tell(words, Box::new(outcome))
                }
            }
        }
        Err(why) => ScreenOutcome::Notice(why),
    }
}

/// Goes to the passage of a change, and has the file written.
fn gone_to(screen: &mut ReviewScreen, shared: &Shared<'_>, at: Option<usize>) -> ScreenOutcome {
    let Some(at) = at else { return ScreenOutcome::Handled };
    let claim = screen.claim.filter(|_| at == screen.selected);
    screen.select(at, shared.size);
    screen.choose_claim(claim, shared.size);
    let [report, readings] = &screen.read;
    let text = screen.review.json().to_owned();
    let mut files = vec![Replacement { path: screen.review.path.clone(), read: Arc::clone(report), text }];
    screen.has_readings |= screen.review.has_new_readings();
    if screen.has_readings {
        let text = screen.review.readings_json().to_owned();
        files.push(Replacement { path: screen.dir.join("readings.json"), read: Arc::clone(readings), text });
    }
    let history = screen.history.clone().map(|path| (path, Box::new(screen.review.history())));
    ScreenOutcome::Effect(Effect::Replace(screen.dir.clone(), files, history))
}

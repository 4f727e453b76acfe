//! `data review`: which draft to review, beside which source.

use std::path::Path;

use crate::cli::data::draft;
use crate::corpus::load::Files;
use crate::draft::review;
use crate::error::{Error, Result};
use crate::text;
use crate::tui::app::ReviewStart;

/// Returns the draft to review: the one that is named, or the only one that has passages left.
///
/// # Errors
/// If there is no such draft, or the source cannot be read.
pub(crate) fn start(dir: Option<&Path>, report: Option<&str>, source: Option<&str>) -> Result<ReviewStart> {
    let Some(dir) = dir else {
        return Err(Error::run(
            "name the directory of your data; `data eject DIR` writes one, `data draft` adds a report",
        ));
    };
    let files = Files::from_dir(dir)?;
    let reports: Vec<(String, &str)> = files.reports.iter().map(|(id, file)| (id.clone(), file.text)).collect();
    let drafts = review::drafts(&reports);
    let id = match (report, drafts.as_slice()) {
        (Some(id), _) if reports.iter().any(|report| report.0 == id) => id.to_owned(),
        (Some(id), _) => {
            let ids = reports.iter().map(|report| report.0.as_str()).collect::<Vec<_>>().join(", ");
            return Err(Error::run(format!(
                "--report {}: there is no such report; there are {ids}",
                text::harmless(id)
            )));
        }
        (None, [(id, _)]) => id.clone(),
        (None, []) => {
            return Err(Error::run(format!(
                "{}: no report has passages that are still drafts; --report ID opens another",
                dir.display()
            )));
        }
        (None, more) => {
            let ids: Vec<String> = more.iter().map(|(id, left)| format!("{id} ({left} left)")).collect();
            return Err(Error::run(format!("--report: several reports have drafts; name one of {}", ids.join(", "))));
        }
    };
    let source = source.map(|path| {
        let name = Path::new(path).file_name().unwrap_or_default().to_string_lossy().into_owned();
        draft::read(path).map(|text| (name, text))
    });
    Ok(ReviewStart { dir: dir.to_owned(), id, source: source.transpose()?, reviews: None })
}

//! The access date: the user's current date, or the one that `SOURCE_DATE_EPOCH` sets for reproducible output.

use std::sync::OnceLock;

use time::{Date, Month, OffsetDateTime, UtcOffset};

/// The offset of the user's clock from UTC.
static ZONE: OnceLock<UtcOffset> = OnceLock::new();

/// Reads the user's time zone from the system.
///
/// This works only while the program has a single thread, so call it at the very start.
pub fn read_zone() {
    ZONE.get_or_init(|| UtcOffset::current_local_offset().unwrap_or(UtcOffset::UTC));
}

/// Returns the user's current date; the date in UTC if the time zone is unknown.
#[must_use]
pub fn local_day() -> Date {
    let zone = ZONE.get().copied().unwrap_or(UtcOffset::UTC);
    OffsetDateTime::now_utc().to_offset(zone).date()
}

/// Returns the access date: the date of `SOURCE_DATE_EPOCH` if it is set, else the user's current date.
///
/// # Errors
/// If `SOURCE_DATE_EPOCH` is not a valid timestamp. The message is a sentence that says so.
pub fn today() -> Result<Date, String> {
    match std::env::var_os("SOURCE_DATE_EPOCH").filter(|set| !set.is_empty()) {
        Some(set) => epoch_day(&set.to_string_lossy()),
        None => Ok(local_day()),
    }
}

/// Returns the UTC date of a number of seconds since 1970.
fn epoch_day(seconds: &str) -> Result<Date, String> {
    let moment = seconds.parse::<i64>().ok().and_then(|s| OffsetDateTime::from_unix_timestamp(s).ok());
    let known = moment.map(OffsetDateTime::date).filter(|date| (0..=9999).contains(&date.year()));
    known.ok_or_else(|| {
        format!(
            "SOURCE_DATE_EPOCH: \"{seconds}\" is no number of seconds since 1970; correct it, unset it, or give --accessed"
        )
    })
}

/// Formats a date like `2026-11-25`.
#[must_use]
pub fn day(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day())
}

/// Parses a date like `2026-11-25`.
///
/// # Errors
/// If it is not a valid date. The message is a sentence that says so.
pub fn read_day(typed: &str) -> Result<Date, String> {
    let wrong = || format!("\"{typed}\" is no day; write it like 2026-11-25");
    let parts: Vec<&str> = typed.trim().split('-').collect();
    let [year, month, day] = parts.as_slice() else { return Err(wrong()) };
    if year.len() != 4 || !parts.iter().all(|part| part.bytes().all(|b| b.is_ascii_digit())) {
        return Err(wrong());
    }
    let (Ok(year), Ok(month), Ok(day)) = (year.parse::<i32>(), month.parse::<u8>(), day.parse::<u8>()) else {
        return Err(wrong());
    };
    let month = Month::try_from(month).map_err(|_| wrong())?;
    Date::from_calendar_date(year, month, day).map_err(|_| wrong())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_since_1970_name_a_day() {
        assert_eq!(epoch_day("0").map(day), Ok("1970-01-01".to_owned()));
        assert_eq!(epoch_day("1732579199").map(day), Ok("2024-11-25".to_owned()));
        assert_eq!(epoch_day("1732579200").map(day), Ok("2024-11-26".to_owned()));
        for wrong in ["x", "1.5", "1732579200 ", "99999999999999999999", "999999999999"] {
            assert!(epoch_day(wrong).is_err_and(|said| said.contains("SOURCE_DATE_EPOCH")), "{wrong}");
        }
    }

    #[test]
    fn a_day_is_read_as_it_is_written() {
        assert_eq!(read_day(" 2026-11-25 ").map(day), Ok("2026-11-25".to_owned()));
        for wrong in ["", "2026", "2026-13-01", "2026-02-30", "+2026-01-01", "2026-+1-01", "2026-11-25-1"] {
            assert!(read_day(wrong).is_err(), "{wrong}");
        }
    }
}

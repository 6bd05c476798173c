//! A cell of a sheet as text.

use calamine::DataRef;

/// A cell as text; dates in ISO form without a zone, as workbooks have none.
pub(super) fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty | DataRef::Error(_) => String::new(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::DateTime(time) if time.is_datetime() => {
            let (year, month, day, hour, minute, second, milli) = time.to_ymd_hms_milli();
            // Excel counts in days: 17:00:00 may come as 16:59:59.999.
            let date = jiff::civil::Date::new(
                i16::try_from(year).unwrap_or(1900),
                i8::try_from(month).unwrap_or(1),
                i8::try_from(day).unwrap_or(1),
            );
            let at = date.ok().and_then(|date| {
                let seconds = i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second);
                let millis = seconds * 1000 + i64::from(milli) + 500;
                date.to_datetime(jiff::civil::Time::midnight())
                    .checked_add(jiff::SignedDuration::from_secs(millis / 1000))
                    .ok()
            });
            at.map_or_else(
                || time.as_f64().to_string(),
                |at| at.strftime("%Y-%m-%d %H:%M:%S").to_string(),
            )
        }
        DataRef::DateTime(time) => time.as_f64().to_string(),
    }
}

/// Whether a cell holds a word, as the name of a column is: no number, no date.
pub(super) fn is_word(value: &DataRef<'_>) -> bool {
    let text = match value {
        DataRef::SharedString(text) => text,
        DataRef::String(text) => text.as_str(),
        _ => return false,
    };
    text.trim().parse::<f64>().is_err()
}

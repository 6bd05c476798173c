//! English.

mod labels;
mod sentences;

use super::{Names, Style, Words};

pub static WORDS: Words = Words {
    tag: "en",
    style: &STYLE,
    labels: &labels::LABELS,
    names: &NAMES,
    sentences: &sentences::English,
};

static STYLE: Style = Style {
    decimal: ".",
    group: ",",
    grouped_from: 1_000,
    percent: "%",
    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    short_months: [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ],
    weekdays: [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ],
    ordinal: |day| day.to_string(),
    of_month: " ",
    of_year: " ",
};

static NAMES: Names = Names {
    emotions: &[
        ("frustrated", "Frustrated"),
        ("angry", "Angry"),
        ("disappointed", "Disappointed"),
        ("satisfied", "Satisfied"),
        ("delighted", "Delighted"),
        ("grateful", "Grateful"),
        ("confused", "Confused"),
        ("worried", "Worried"),
    ],
    categories: &[
        ("performance", "Performance"),
        ("bug", "Bugs"),
        ("usability", "Usability"),
        ("feature_request", "Feature requests"),
        ("billing", "Billing"),
        ("security", "Security"),
        ("login", "Login"),
        ("data", "Data"),
        ("general", "General"),
    ],
    aspects: &[
        ("product_quality", "Product quality"),
        ("customer_service", "Customer service"),
        ("user_experience", "User experience"),
        ("performance", "Performance"),
        ("value", "Value for money"),
        ("features", "Features"),
    ],
    trajectories: &[
        ("disgruntled_to_satisfied", "From negative to positive"),
        ("satisfied_to_disgruntled", "From positive to negative"),
        ("consistently_positive", "Positive throughout"),
        ("consistently_negative", "Negative throughout"),
        ("volatile", "Up and down"),
        ("neutral_stable", "Calm"),
    ],
};

//! Sentences of support mail by mood. `{…}` are filled in by `text.rs`.

/// How a text is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mood {
    /// Content or grateful.
    Positive,
    /// Matter of fact.
    Neutral,
    /// Annoyed, worried or angry.
    Negative,
}

pub(crate) const TITLES_NEGATIVE: &[&str] = &[
    "{feature} is broken again after {version}",
    "{Feature} fails with {code}",
    "Terrible performance in {product} since this morning",
    "URGENT: {feature} down for all users at {customer}",
    "Data missing after using {feature}",
    "{product} keeps crashing, very frustrating",
    "Charged twice, nobody answers",
    "Cannot log in to {product} - {code}",
    "{Feature} unusable on {place}",
    "Wrong numbers in {feature}, this is a serious problem",
    "{customer}: {feature} lost our changes",
    "Still no fix for {code} in {feature}",
];

pub(crate) const TITLES_NEUTRAL: &[&str] = &[
    "How do we set up {feature} for {n} users?",
    "Question about {feature} in {product}",
    "Request: access to {feature} for {customer}",
    "Change the billing address of {customer}",
    "{product}: add {n} licences",
    "Documentation for {feature}",
    "Which API version does {feature} use?",
    "Schedule for the {version} upgrade",
    "Export of all records from {product}",
    "Feature request: filter in {feature} by region",
];

pub(crate) const TITLES_POSITIVE: &[&str] = &[
    "Thanks for the great work on {feature}",
    "{Feature} in {version} works perfectly, small suggestion",
    "Happy with {product}, question about more seats",
    "Love the new {product} release",
    "Praise for your support team from {customer}",
];

pub(crate) const OPENINGS: &[&str] = &[
    "Hello,",
    "Hi team,",
    "Hi,",
    "Good morning,",
    "Dear support,",
    "Hello {agent},",
    "",
    "",
    "",
];

pub(crate) const CLOSINGS: &[&str] = &[
    "Regards,\n{person}",
    "Best,\n{person}",
    "{person}, {customer}",
    "Thanks,\n{person}",
    "",
    "",
    "",
];

pub(crate) const NEGATIVE: &[&str] = &[
    "Since {version} {feature} fails with {code} every single time.",
    "This is the third time this month and I am really frustrated.",
    "{n} of our people cannot work, which is unacceptable.",
    "We lost {min} minutes of work and the data is gone.",
    "Your last answer did not help at all.",
    "I am very disappointed, we pay a lot for {product}.",
    "The page is horribly slow, it takes {min} seconds to load.",
    "Nobody called back although it was promised.",
    "Our customers are angry and so am I.",
    "If this is not fixed soon we will have to cancel the contract.",
    "The error message is useless: \"{code}\".",
    "It crashed again during {feature}, awful timing.",
    "We were charged {money} twice, please explain this mess.",
    "The workaround is terrible and breaks other things.",
    "Sadly {feature} is worse than before.",
    "This bug is blocking our month-end close.",
    "I have waited for {n} days now without a useful reply.",
    "The import destroyed {n} records, this is a disaster.",
    "Support keeps asking for the same logs, which is annoying.",
    "It fails on {place}, it fails everywhere, I hate this screen.",
    "We are losing money every hour, {money} so far.",
    "Why was {feature} changed without a warning? This is ridiculous.",
    "The totals in {feature} are wrong and our auditors complain.",
    "After the update {feature} became painfully slow on {place}.",
    "Your hotline hung up on me twice, what a shame.",
    "I cannot log in any more and the reset mail never arrives.",
    "Since {clock} everything is down and the status page says nothing!!!",
    "{n} orders are stuck and our customers are furious.",
    "The last fix made the problem worse.",
    "We do not trust {feature} any longer.",
    "It is embarrassing to explain these failures to our own board.",
    "Another outage, another lost afternoon.",
];

pub(crate) const NEUTRAL: &[&str] = &[
    "We use {product} {version} on {place}.",
    "The log shows {code} at {clock}.",
    "Please tell us which settings {feature} needs.",
    "There are {n} users in our workspace.",
    "I attached the export and a screenshot.",
    "Steps: open {product}; choose {feature}; press Save; wait {min} minutes.",
    "The ticket was moved to the {component} team.",
    "We will look at it on Monday.",
    "Can you confirm the time zone of {feature}?",
    "The account belongs to {customer}.",
    "See also https://status.example.com/incidents/{n} for the schedule.",
    "The request id is {id}.",
    "Deploy at {clock}; then check the logs.",
    "Contract number {id}, plan Business.",
    "Version before the update was {version}.",
    "It concerns {feature} and {feature2}.",
    "We changed the setting as described.",
    "Could you send the list of columns?",
    "The meeting is set for {clock}.",
    "Assigned to {agent} for review.",
    "The file has {n} rows and {min} columns.",
    "We plan to move {n} users next month.",
    "Our order number is {id}.",
    "The setting is under {component}, second tab.",
    "We opened {feature} at {clock} and closed it at {clock}.",
    "The same account is used by {person}.",
    "The contact at {customer} is {person}.",
    "Which format does {feature} expect for dates?",
];

pub(crate) const POSITIVE: &[&str] = &[
    "Thank you, {feature} works perfectly now!",
    "Great support, {agent} was friendly and very helpful.",
    "The new version is so much faster, we love it.",
    "That solved it, brilliant.",
    "Excellent, exactly what we needed.",
    "I am really happy with the quick answer.",
    "The fix in {version} is wonderful, well done.",
    "Our team at {customer} is delighted.",
    "Everything runs smoothly again, thanks a lot!",
    "Nice improvement of {feature}, good job.",
    "Perfect, you can close this with our thanks.",
    "It is a pleasure to work with your team.",
    "Awesome, saved us {min} minutes a day 🎉",
    "I appreciate the clear explanation.",
    "{product} is a great product and we recommend it.",
    "Impressive how fast {feature} is now, even with {n} users.",
    "Thanks to {agent} we met our deadline.",
    "The new {feature} is a joy to use.",
    "Super, all {n} orders went through.",
    "We are very pleased with how this was handled.",
    "Best support we have had in years!",
    "Glad to say that the problem is gone.",
    "The documentation was clear and helpful.",
];

/// What the other side answers, matter of fact.
pub(crate) const ANSWERS: &[&str] = &[
    "We could reproduce {code} with {version} and passed it to {component}.",
    "Please send the log of {feature} from {clock} on.",
    "A fix is part of {version}, the rollout takes {n} days.",
    "I changed the setting of {customer}; please try {feature} once more.",
    "This is documented under Settings > {component}.",
    "The incident lasted {min} minutes; {feature} is back since {clock}.",
    "I have added {n} licences to the account.",
    "Our engineers look into {feature} at the moment.",
    "{person}: see the comment above; the request id is {id}.",
    "We refunded {money} to the card on file.",
];

/// Comments in languages the English lexicon does not speak.
pub(crate) const OTHER_LANGUAGES: &[&str] = &[
    "Seit dem Update auf {version} geht {product} nicht mehr, bitte dringend prüfen.",
    "Vielen Dank, jetzt läuft alles wieder einwandfrei.",
    "Desde ayer no podemos usar {product}, aparece {code}. Necesitamos ayuda urgente.",
    "Muchas gracias por la ayuda, todo funciona muy bien.",
    "Depuis la mise à jour, {product} est très lent et nos clients se plaignent.",
    "Merci beaucoup, le problème est résolu.",
    "O relatório do {product} está errado desde a versão {version}.",
    "{product} が動作しません。エラー: {code}",
];

/// Bodies as odd as real ones: markup, quotes, separators, formulas, nothing but an emoji.
pub(crate) const ODD: &[&str] = &[
    "+1",
    "👍",
    "=SUM(A1:A{n}) is what the export shows instead of the total",
    "{noformat}\njava.lang.{code}\n\tat com.example.{n}.Main.run(Main.java:{n})\n{noformat}",
    "<p>It says <b>\"{code}\"</b>; see <a href=\"https://example.com/{n}\">here</a></p>",
    "[~accountid:{account}] please check; a;b;c",
    "> I wrote this before\n> and this\n\nmy answer, with a comma, and a \"quote\"",
    "h3. Steps\n# open {product}\n# click {feature}\n# see {code}\n",
    "!image-{n}.png|thumbnail!",
    "- first; second\n- third\r\n- fourth",
    "Ünïcödé ✓ Straße, naïve café, Ελληνικά, العربية",
    "@all -- see {id}",
];

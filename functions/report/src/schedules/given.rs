//! A schedule as a person writes it, and what is wrong with it.

use address::Address;
use brief::Layout;
use endpoint::{Context, Error, Result};
use identity::{Email, is_showable_name};
use jiff::Timestamp;
use schedule::{CatchUp, Coverage, Draft, Repeat, Rule};
use serde::Deserialize;
use utoipa::ToSchema;

use super::refused;
use crate::filters::Filters;

/// The most recipients of a schedule.
pub(crate) const MOST_RECIPIENTS: usize = 100;
/// How many slots are looked at to find two on one day.
const SLOTS_LOOKED_AT: usize = 40;

/// A schedule to be.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct GivenSchedule {
    /// Its name, which the subject of its mails begins with.
    #[schema(min_length = 1, max_length = 100)]
    pub(crate) name: String,
    /// The name of an IANA zone, such as Europe/Berlin; the workspace's when missing.
    #[serde(default)]
    #[schema(max_length = 64)]
    pub(crate) timezone: Option<String>,
    /// When, by that zone's clock.
    pub(crate) repeat: Repeat,
    /// What its reports cover, seen from the day they are due.
    pub(crate) period: Coverage,
    /// Which tickets they are about; all when missing.
    #[serde(default)]
    pub(crate) filters: Filters,
    /// The template their layout is taken from.
    #[serde(default)]
    #[schema(max_length = 36)]
    pub(crate) template_id: Option<String>,
    /// Their layout, where no template is named.
    #[serde(default)]
    pub(crate) layout: Layout,
    /// Who gets them: addresses of the workspace's users, and others, which confirm once that they want mail. The
    /// caller's own when missing.
    #[serde(default)]
    #[schema(max_items = 100)]
    pub(crate) recipients: Vec<String>,
    /// What becomes of slots that nobody delivered in time: the latest one is sent late (`latest`, when missing), all
    /// are, or none.
    #[serde(default)]
    pub(crate) catch_up: CatchUp,
    /// False: nothing of it is due.
    #[serde(default = "yes")]
    pub(crate) enabled: bool,
    /// Slots before this moment are skipped.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub(crate) paused_until: Option<Timestamp>,
}

fn yes() -> bool {
    true
}

/// A schedule that can be kept.
#[derive(Debug)]
pub(crate) struct Checked {
    pub(crate) name: String,
    pub(crate) rule: Rule,
    pub(crate) recipients: Vec<Email>,
    pub(crate) given: GivenSchedule,
}

impl GivenSchedule {
    /// What of it can be kept; `own` is the caller's address.
    pub(crate) async fn checked(self, cx: &Context, workspace: i64, own: &str) -> Result<Checked> {
        let zone = zone(cx, workspace, self.timezone.clone()).await?;
        let rule = rule(zone, &self.repeat, self.period, cx.clock.now())?;
        self.filters.check()?;
        layout(&self.layout)?;
        Ok(Checked {
            name: name(&self.name)?,
            rule,
            recipients: recipients(&self.recipients, own)?,
            given: self,
        })
    }
}

/// The zone that was named, or the one that the workspace goes by.
pub(crate) async fn zone(cx: &Context, workspace: i64, named: Option<String>) -> Result<String> {
    if let Some(zone) = named {
        return Ok(zone);
    }
    let select = "SELECT timezone FROM workspaces WHERE id = $1";
    let (zone,) = cx.records.query_one(select, (workspace,)).await?;
    Ok(zone)
}

/// A rule that can fire and whose slots cover something.
pub(crate) fn rule(
    zone: String,
    repeat: &Repeat,
    period: Coverage,
    now: Timestamp,
) -> Result<Rule> {
    let draft = Draft {
        zone,
        repeat: repeat.clone(),
    };
    let rule = Rule::new(&draft).map_err(|error| refused(&error))?;
    if period == Coverage::SinceLastDelivery && twice_a_day(&rule, now) {
        let detail = "reports since the last delivery cover whole days, and this schedule is due more than once on a day";
        return Err(Error::invalid("period_too_short", detail)
            .field("period")
            .remedy("take another period, or a schedule that is due at most once a day"));
    }
    Ok(rule)
}

fn twice_a_day(rule: &Rule, now: Timestamp) -> bool {
    let days: Vec<_> = rule
        .after(now)
        .take(SLOTS_LOOKED_AT)
        .map(|slot| slot.planned().date())
        .collect();
    days.windows(2).any(|two| two[0] == two[1])
}

/// A name that can be seen and fits in a subject.
pub(crate) fn name(text: &str) -> Result<String> {
    let name = text.trim();
    if (1..=100).contains(&name.chars().count()) && is_showable_name(name) {
        return Ok(name.to_owned());
    }
    let detail = "a name has 1 to 100 characters, all of which can be seen";
    Err(Error::invalid("invalid_name", detail)
        .field("name")
        .remedy("type the name anew, without line breaks and marks of the direction of writing"))
}

/// A layout that names each section at most once.
pub(crate) fn layout(layout: &Layout) -> Result<()> {
    if layout.repeated().is_some() {
        return Err(Error::invalid("section_twice", "a section is named twice")
            .field("layout.sections")
            .remedy("name each section once"));
    }
    Ok(())
}

fn recipients(given: &[String], own: &str) -> Result<Vec<Email>> {
    if given.len() > MOST_RECIPIENTS {
        let detail = format!("a schedule has at most {MOST_RECIPIENTS} recipients");
        return Err(Error::invalid("too_many_recipients", detail)
            .field("recipients")
            .remedy("send to the address of a mailing list"));
    }
    let own = [own.to_owned()];
    let given = if given.is_empty() { &own } else { given };
    let mut recipients: Vec<Email> = Vec::with_capacity(given.len());
    for (place, text) in given.iter().enumerate() {
        let address = address(text, &format!("recipients[{place}]"))?;
        if !recipients.contains(&address) {
            recipients.push(address);
        }
    }
    Ok(recipients)
}

/// An address that mail can be sent to.
pub(crate) fn address(text: &str, field: &str) -> Result<Email> {
    let wrong = |why: String| {
        Error::invalid("invalid_email", why)
            .field(field)
            .remedy("type the address anew, such as name@example.org")
    };
    let email = Email::parse_new(text).map_err(|error| wrong(error.to_string()))?;
    // What any mail server takes, too.
    let taken: Result<Address, _> = email.as_str().parse();
    taken.map_err(|error| wrong(error.to_string()))?;
    Ok(email)
}

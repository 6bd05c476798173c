//! The links of a mail, and what they do: end it, or confirm that it is wanted.

pub(crate) mod answer;
pub(crate) mod asked;
mod token;

use endpoint::{Context, Result};
use identity::{Permission, Role};

use crate::ledger::Held;
pub(crate) use token::{Purpose, Token};

/// Where the links of a mail lead; none of them where nobody said where the application is reached.
#[derive(Debug, Default, Clone)]
pub(crate) struct Links {
    /// Ends these mails with one request, as mail programs send it (RFC 8058).
    pub(crate) unsubscribe: Option<String>,
    /// The page that ends them.
    pub(crate) page: Option<String>,
    /// The page that confirms an address.
    pub(crate) confirm: Option<String>,
    /// The history of deliveries.
    pub(crate) deliveries: Option<String>,
}

/// The links of a row's mail.
pub(crate) async fn links(cx: &Context, held: &Held, public_url: Option<&str>) -> Result<Links> {
    let Some(url) = public_url else {
        return Ok(Links::default());
    };
    let deliveries = sees_deliveries(cx, held).await?;
    let deliveries = deliveries.then(|| format!("{url}/reports?delivery={}", held.id));
    if held.kind == "notice" {
        return Ok(Links {
            deliveries,
            ..Links::default()
        });
    }
    let token = async |purpose| {
        let token = Token {
            purpose,
            workspace: held.schedule.workspace,
            schedule: held.schedule.id.clone(),
            address: held.recipient.clone(),
        };
        token.signed(cx).await
    };
    if held.kind == "confirm" {
        let confirm = token(Purpose::Confirm).await?;
        return Ok(Links {
            confirm: Some(format!("{url}/mail?confirm={confirm}")),
            ..Links::default()
        });
    }
    let end = token(Purpose::Unsubscribe).await?;
    Ok(Links {
        unsubscribe: Some(format!("{url}/api/report/unsubscribe?token={end}")),
        page: Some(format!("{url}/mail?unsubscribe={end}")),
        confirm: None,
        deliveries,
    })
}

/// Whether the recipient is a user who sees the history, so that a link to it leads somewhere.
async fn sees_deliveries(cx: &Context, held: &Held) -> Result<bool> {
    let user: Option<(String,)> = cx
        .records
        .query_optional(
            "SELECT role FROM users WHERE workspace_id = $1 AND email = $2 AND is_active",
            (held.schedule.workspace, held.recipient.as_str()),
        )
        .await?;
    let role = user.and_then(|(role,)| role.parse::<Role>().ok());
    let sees_all = role == Some(Role::Admin);
    Ok(sees_all || (role.is_some_and(may_schedule) && held.recipient == held.schedule.owner))
}

fn may_schedule(role: Role) -> bool {
    role.may(Permission::ReportsSchedule)
}

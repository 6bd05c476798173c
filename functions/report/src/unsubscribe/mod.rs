//! The links of a mail, and what they do: end it, or confirm that it is wanted.

pub(crate) mod answer;
mod token;

use endpoint::{Context, Result};

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
    let deliveries = Some(format!("{url}/reports?delivery={}", held.id));
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

//! Who calls: a user with a live session, proven by an access token.

use axum::extract::{FromRef, FromRequestParts};
use http::{HeaderMap, header, request::Parts};
use identity::{AccessClaims, AccessTokenError, Permission, Role, UserId, WorkspaceId};

use crate::{Context, Error, Result};

/// The signed-in user behind a request. As a parameter of a handler it refuses everyone else with 401.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The user.
    pub user: UserId,
    /// Their workspace: every statement must be limited to it.
    pub workspace: WorkspaceId,
    /// Their role at this moment, as the records say.
    pub role: Role,
    /// The session the access token belongs to.
    pub session: String,
    /// Their normalized email address.
    pub email: String,
}

impl Caller {
    /// Refuses with 403 unless the caller's role has the permission.
    pub fn may(&self, permission: Permission) -> Result<()> {
        if self.role.may(permission) {
            return Ok(());
        }
        let detail = format!(
            "a user of the role {} has no permission {permission}",
            self.role
        );
        Err(Error::forbidden("forbidden", detail).remedy("ask an administrator of the workspace"))
    }

    /// The caller a request's headers prove.
    pub async fn of(headers: &HeaderMap, cx: &Context) -> Result<Self> {
        let token = bearer(headers)?;
        let claims = cx
            .signing_key()
            .await?
            .verify(token, cx.clock.now())
            .map_err(refused)?;
        live(cx, claims)
            .await?
            .ok_or_else(|| Error::unauthorized("session_ended", "the session has ended"))
    }
}

fn bearer(headers: &HeaderMap) -> Result<&str> {
    let value = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok());
    value
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, token)| token.trim())
        .ok_or_else(|| {
            Error::unauthorized("no_token", "this operation needs an access token")
                .remedy("sign in and send authorization: Bearer <access token>")
        })
}

fn refused(error: AccessTokenError) -> Error {
    match error {
        AccessTokenError::Invalid => Error::unauthorized("invalid_token", error.to_string()),
        AccessTokenError::Expired => {
            Error::unauthorized("expired_token", error.to_string()).remedy("refresh it")
        }
    }
}

/// The caller, if the session is neither ended nor expired and the user still active.
async fn live(cx: &Context, claims: AccessClaims) -> Result<Option<Caller>> {
    let row: Option<(String, String)> = cx
        .records
        .query_optional(
            "SELECT u.email, u.role FROM sessions s JOIN users u ON u.id = s.user_id \
             WHERE s.id = $1 AND u.id = $2 AND u.workspace_id = $3 AND s.revoked_at IS NULL AND s.expires_at > $4 \
             AND u.is_active = $5",
            (claims.sid.as_str(), claims.sub.0, claims.ws.0, cx.clock.now(), true),
        )
        .await?;
    row.map(|(email, role)| {
        let role = role.parse().map_err(Error::internal)?;
        Ok(Caller {
            user: claims.sub,
            workspace: claims.ws,
            role,
            session: claims.sid,
            email,
        })
    })
    .transpose()
}

impl<S> FromRequestParts<S> for Caller
where
    S: Send + Sync,
    Context: FromRef<S>,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        // The guard has already asked; an extension is nothing a client can set.
        if let Some(caller) = parts.extensions.get::<Self>() {
            return Ok(caller.clone());
        }
        Self::of(&parts.headers, &Context::from_ref(state)).await
    }
}

#[cfg(test)]
mod tests {
    use axum::{Router, routing};
    use jiff::SignedDuration;

    use super::*;
    use crate::testing::App;

    async fn who(caller: Caller) -> Result<String> {
        caller.may(Permission::UploadsWrite)?;
        Ok(format!(
            "{} {} {}",
            caller.email, caller.role, caller.workspace.0
        ))
    }

    fn app() -> App {
        App::new(|cx| Router::new().route("/", routing::get(who)).with_state(cx))
    }

    #[test]
    fn a_live_session_names_its_user() {
        let app = app();
        let token = app.sign_in(Role::Analyst);
        assert_eq!(
            app.get("/").bearer(&token).send().text(),
            "analyst@workspace-1.example analyst 1"
        );
    }

    #[test]
    fn a_role_that_may_not_is_told_so() {
        let app = app();
        let token = app.sign_in(Role::Viewer);
        let answer = app.get("/").bearer(&token).send();
        assert_eq!(
            (answer.status, answer.code()),
            (403, "forbidden".to_owned())
        );
    }

    #[test]
    fn without_a_token_nobody_gets_in() {
        let app = app();
        let answer = app.get("/").send();
        assert_eq!((answer.status, answer.code()), (401, "no_token".to_owned()));
        assert_eq!(answer.header("www-authenticate"), Some("Bearer"));
        assert_eq!(
            app.get("/")
                .header("authorization", "Basic YTpi")
                .send()
                .code(),
            "no_token"
        );
        assert_eq!(app.get("/").bearer("a.b.c").send().code(), "invalid_token");
    }

    #[test]
    fn a_token_ends_with_its_time_its_session_and_its_user() {
        let app = app();
        let token = app.sign_in(Role::Admin);
        app.execute("UPDATE users SET is_active = (1 = 0)");
        assert_eq!(app.get("/").bearer(&token).send().code(), "session_ended");
        app.execute("UPDATE users SET is_active = (1 = 1), role = 'viewer'");
        assert_eq!(
            app.get("/").bearer(&token).send().status,
            403,
            "the records have the last word on the role"
        );
        app.execute("UPDATE sessions SET revoked_at = created_at");
        assert_eq!(app.get("/").bearer(&token).send().code(), "session_ended");
        app.cx.clock.advance(SignedDuration::from_mins(15));
        assert_eq!(app.get("/").bearer(&token).send().code(), "expired_token");
    }
}

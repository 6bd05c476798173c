//! `POST /api/auth/logout`: ends a session.

use axum::{
    extract::{FromRequestParts, State},
    response::{IntoResponse, Response},
};
use endpoint::{Caller, Context, Error, Problem, Result, audit};
use http::{StatusCode, header, request::Parts};
use identity::{RefreshToken, Secret};
use serde_json::json;

use crate::{
    cookie::{self, Channel},
    session,
};

/// The session a request proves: by its access token, or by the refresh cookie from our own page.
pub(crate) struct Proven {
    session: String,
    user: identity::UserId,
    workspace: identity::WorkspaceId,
}

impl FromRequestParts<Context> for Proven {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, cx: &Context) -> Result<Self> {
        let refused = match Caller::of(&parts.headers, cx).await {
            Ok(caller) => {
                return Ok(Self {
                    session: caller.session,
                    user: caller.user,
                    workspace: caller.workspace,
                });
            }
            Err(error) => error,
        };
        let by_cookie = match cookie::presented(&parts.headers, &parts.uri) {
            Some(token) => session_of(cx, &token).await?,
            None => None,
        };
        by_cookie.ok_or(refused)
    }
}

/// Ends the session of the access token, or else of the refresh cookie, and takes the cookie away.
#[utoipa::path(post, path = "/api/auth/logout", tag = "auth", operation_id = "logout",
    description = "Needs the access token, or the refresh cookie and `x-requested-with: undertone`.",
    extensions(("x-permission" = json!("public"))),
    responses((status = 204), (status = 401, body = Problem)))]
pub(crate) async fn post(
    State(cx): State<Context>,
    channel: Channel,
    proven: Proven,
) -> Result<Response> {
    sign_out(&cx, &proven).await?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    response
        .headers_mut()
        .extend(cookie::clear(channel).map(|cookie| (header::SET_COOKIE, cookie)));
    Ok(response)
}

async fn session_of(cx: &Context, token: &Secret) -> Result<Option<Proven>> {
    let signed = RefreshToken::read(&cx.signing_key().await?, token.expose());
    let (session, hash) = match signed {
        Some(signed) => (signed.session, String::new()),
        // It may be one of an earlier release.
        None => (String::new(), token.hash()),
    };
    let row: Option<(String, i64, i64)> = cx
        .records
        .query_optional(
            "SELECT id, user_id, workspace_id FROM sessions \
             WHERE (id = $1 OR id = (SELECT session_id FROM refresh_tokens WHERE token_hash = $2)) \
             AND expires_at > $3 AND revoked_at IS NULL",
            (session, hash, cx.clock.now()),
        )
        .await?;
    Ok(row.map(|(session, user, workspace)| Proven {
        session,
        user: identity::UserId(user),
        workspace: identity::WorkspaceId(workspace),
    }))
}

async fn sign_out(cx: &Context, proven: &Proven) -> Result<()> {
    let (tx, now) = (cx.records.begin().await?, cx.clock.now());
    session::end(&tx, &proven.session, now).await?;
    let entry = audit::Entry {
        workspace: Some(proven.workspace),
        user: Some(proven.user),
        action: "sign_out",
        resource: &format!("user:{}", proven.user.0),
        details: json!({}),
    };
    audit::record(&tx, entry, now).await?;
    Ok(tx.commit().await?)
}

#[cfg(test)]
mod tests {
    use crate::testing::{app_with_ada, sign_in_ada};

    #[test]
    fn the_access_token_ends_its_session() {
        let app = app_with_ada();
        let access = sign_in_ada(&app).json()["access_token"]
            .as_str()
            .unwrap()
            .to_owned();
        let answer = app.post("/api/auth/logout").bearer(&access).send();
        assert_eq!(answer.status, 204);
        assert!(
            answer
                .header("set-cookie")
                .unwrap()
                .starts_with("undertone_refresh=; Path=/api/auth; Max-Age=0;")
        );
        assert_eq!(
            app.get("/api/auth/me").bearer(&access).send().code(),
            "session_ended"
        );
        assert_eq!(
            app.post("/api/auth/logout").bearer(&access).send().code(),
            "session_ended"
        );
    }

    #[test]
    fn the_cookie_ends_it_from_our_page_only() {
        let app = app_with_ada();
        let cookie = sign_in_ada(&app)
            .header("set-cookie")
            .unwrap()
            .split(';')
            .next()
            .unwrap()
            .to_owned();
        let call = || app.post("/api/auth/logout").header("cookie", &cookie);
        assert_eq!(call().send().code(), "no_token");
        assert_eq!(
            call().header("x-requested-with", "undertone").send().status,
            204
        );
        assert_eq!(
            call().header("x-requested-with", "undertone").send().status,
            401
        );
    }

    #[test]
    fn other_sessions_stay() {
        let app = app_with_ada();
        let token = |answer: endpoint::testing::Answer| {
            answer.json()["access_token"].as_str().unwrap().to_owned()
        };
        let (one, other) = (token(sign_in_ada(&app)), token(sign_in_ada(&app)));
        assert_eq!(app.post("/api/auth/logout").bearer(&one).send().status, 204);
        assert_eq!(app.get("/api/auth/me").bearer(&other).send().status, 200);
    }
}

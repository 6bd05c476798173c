//! An installation with one user, made as a real one is.

use endpoint::testing::{Answer, App, block_on};
use serde_json::json;

use crate::bootstrap_token;

/// The administrator's address.
pub(crate) const ADA: &str = "ada@example.org";

/// The administrator's password.
pub(crate) const PASSWORD: &str = "correct horse battery";

/// An installation whose first administrator, user 1, was made by bootstrap.
pub(crate) fn app_with_ada() -> App {
    let app = App::new(|cx| crate::router(cx).0);
    let token = block_on(bootstrap_token::expected(&app.cx)).unwrap();
    let made = app
        .post("/api/auth/bootstrap")
        .json(&json!({"token": token, "email": ADA, "password": PASSWORD}))
        .send();
    assert_eq!(made.status, 201, "{}", made.text());
    app
}

/// Opens a session of the administrator.
pub(crate) fn sign_in_ada(app: &App) -> Answer {
    app.post("/api/auth/login")
        .json(&json!({"email": ADA, "password": PASSWORD}))
        .send()
}

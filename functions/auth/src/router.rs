//! Every route of the function.

use axum::{Router, middleware};
use endpoint::Context;
use utoipa::openapi::OpenApi;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    bootstrap, bootstrap_token, change_password, change_user, change_workspace, create_workspace,
    list_users, login, logout, me, refresh, register,
};

/// What answers the routes of this function, and what documents them.
pub fn router(cx: Context) -> (Router, OpenApi) {
    let operations = OpenApiRouter::new()
        .routes(routes!(bootstrap::get, bootstrap::post))
        .routes(routes!(login::post))
        .routes(routes!(refresh::post))
        .routes(routes!(logout::post))
        .routes(routes!(me::get))
        .routes(routes!(change_password::post))
        .routes(routes!(register::post))
        .routes(routes!(list_users::get))
        .routes(routes!(change_user::patch))
        .routes(routes!(create_workspace::post))
        .routes(routes!(change_workspace::patch));
    let (router, document) = endpoint::guarded(operations, cx.clone());
    (
        router.layer(middleware::from_fn_with_state(
            cx,
            bootstrap_token::announce_once,
        )),
        document,
    )
}

#[cfg(test)]
mod tests {
    use endpoint::testing::App;

    #[test]
    fn every_operation_answers_whom_it_says() {
        let mut document = None;
        let app = App::new(|cx| {
            let (router, made) = super::router(cx);
            document = Some(made);
            router
        });
        assert_eq!(
            app.broken_promises(&document.unwrap()),
            Vec::<String>::new()
        );
    }
}

//! Who may try how often to sign in, and that strangers lock nobody out; refresh tokens within and after their grace.

use std::{
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use system_tests::{
    Answer, App, Client, PASSWORD, Role, change_records, eventually, records, run_all,
};

/// An app with an administrator.
struct Place {
    app: App,
    admin: Client,
}

#[test]
fn strangers_lock_nobody_out_and_tokens_are_used_once() {
    let app = App::start();
    let admin = app.bootstrap();
    age_rows(&app, &admin);
    let place = Place { app, admin };
    run_all(
        &place,
        &[
            ("a client over its limit", over_its_limit),
            ("an account that strangers try", stranger),
            ("a stolen access token", stolen),
            ("a refresh token within its grace", within_grace),
            ("a refresh token after its grace", after_grace),
            ("old rows go by time", old_rows),
        ],
    );
}

/// Signs in from `127.0.0.<from>`, `right` or with a wrong password.
fn sign_in(place: &Place, from: u8, email: &str, right: bool) -> Answer {
    let password = if right { PASSWORD } else { "not the password" };
    let body = json!({"email": email, "password": password});
    let client = place.app.visitor().from(from);
    client.post("/api/auth/login", &body)
}

/// Another user's address, who has signed in from 127.0.0.1.
fn user(place: &Place) -> String {
    let user = place.app.user(&place.admin, Role::Analyst);
    let email = user.json("/api/auth/me")["email"].clone();
    email.as_str().expect("an address").to_owned()
}

/// So many attempts of a subject in this window and the next, should that begin meanwhile.
fn spend(place: &Place, subjects: &str, failures: u32) {
    let next = match place.app.dialect() {
        "postgres" => "window_start + interval '15 minutes'",
        _ => "window_start + 900000000",
    };
    let sql = format!(
        "UPDATE login_attempts SET failures = {failures} WHERE subject LIKE '{subjects}'; \
         INSERT INTO login_attempts (subject, window_start, failures) SELECT subject, {next}, failures \
         FROM login_attempts WHERE subject LIKE '{subjects}' ON CONFLICT DO NOTHING"
    );
    change_records(&place.app, &sql);
}

fn attempts(place: &Place) -> Value {
    let sql = "SELECT count(*), CAST(sum(failures) AS bigint) FROM login_attempts";
    records(&place.app, sql)[0].clone()
}

fn over_its_limit(place: &Place) {
    let (over, email) = (2, user(place));
    assert_eq!(sign_in(place, over, &email, false).status, 401);
    spend(place, &format!("client:127.0.0.{over}"), 500);
    let before = attempts(place);
    for _ in 0..12 {
        assert_eq!(sign_in(place, over, &email, false).status, 429);
    }
    thread::scope(|scope| {
        for part in 0..4 {
            scope.spawn(move || {
                for number in 0..500 {
                    let anybody = format!("somebody-{part}-{number}@example.com");
                    assert_eq!(sign_in(place, over, &anybody, false).status, 429);
                }
            });
        }
    });
    assert_eq!(attempts(place), before, "nothing was counted or added");
    let begun = Instant::now();
    let owner = sign_in(place, 9, &email, true);
    assert_eq!(owner.status, 200, "{}", owner.text());
    assert!(begun.elapsed() < Duration::from_secs(5));
}

fn stranger(place: &Place) {
    let email = user(place);
    for _ in 0..10 {
        assert_eq!(sign_in(place, 3, &email, false).status, 401);
    }
    let limited = sign_in(place, 3, &email, true);
    assert_eq!(limited.status, 429, "{}", limited.text());
    let seconds: u64 = limited.header("retry-after").parse().expect("seconds");
    assert!((1..=900).contains(&seconds), "{seconds}");
    assert_eq!(sign_in(place, 1, &email, true).status, 200);

    // Nineteen more such strangers.
    spend(place, "account:%", 190);
    for _ in 0..10 {
        assert_eq!(sign_in(place, 4, &email, false).status, 401);
    }
    assert_eq!(sign_in(place, 5, &email, true).status, 429);
    assert_eq!(sign_in(place, 1, &email, true).status, 200);
    change_records(
        &place.app,
        "DELETE FROM login_attempts WHERE subject LIKE 'account:%'",
    );
}

fn stolen(place: &Place) {
    let email = user(place);
    let session = sign_in(place, 1, &email, true).expect(200);
    let token = session["access_token"].as_str().expect("a token");
    let change = |from: u8, current: &str| {
        let body = json!({"current": current, "new": "staple battery horse"});
        let client = place.app.visitor().from(from).with_token(token);
        client.post("/api/auth/password", &body).status
    };
    for _ in 0..10 {
        assert_eq!(change(6, "not the password"), 400);
    }
    assert_eq!(change(6, PASSWORD), 429);
    assert_eq!(sign_in(place, 6, &email, true).status, 200);
    assert_eq!(change(1, PASSWORD), 204);
}

fn refresh(place: &Place, token: &str) -> Answer {
    let body = json!({"refresh_token": token});
    place.app.visitor().post("/api/auth/refresh", &body)
}

fn refreshed(place: &Place, token: &str) -> String {
    let session = refresh(place, token).expect(200);
    let token = session["refresh_token"].as_str();
    token.expect("a token").to_owned()
}

fn begun(place: &Place) -> String {
    let session = sign_in(place, 1, &user(place), true).expect(200);
    let token = session["refresh_token"].as_str();
    token.expect("a token").to_owned()
}

/// How many tokens are kept of a token's session.
fn kept(place: &Place, token: &str) -> usize {
    let (session, _) = token.split_once('.').expect("a session");
    let sql = format!("SELECT token_hash FROM refresh_tokens WHERE session_id = '{session}'");
    records(&place.app, &sql).len()
}

fn within_grace(place: &Place) {
    let token = begun(place);
    let mut given: Vec<String> = thread::scope(|scope| {
        let some = || (0..10).map(|_| refreshed(place, &token)).collect();
        let windows: Vec<_> = (0..5).map(|_| scope.spawn(some)).collect();
        let given = windows.into_iter().map(thread::ScopedJoinHandle::join);
        given
            .flat_map(|given: Result<Vec<_>, _>| given.expect("answers"))
            .collect()
    });
    assert_eq!(given.len(), 50);
    given.dedup();
    assert_eq!(given.len(), 1, "one and the same token");
    assert_ne!(given[0], token);
    assert_eq!(kept(place, &token), 1);
    assert_ne!(refreshed(place, &given[0]), given[0]);
}

fn after_grace(place: &Place) {
    let token = begun(place);
    let next = refreshed(place, &token);
    let earlier = match place.app.dialect() {
        "postgres" => "used_at - interval '11 seconds'",
        _ => "used_at - 11000000",
    };
    let sql = format!("UPDATE refresh_tokens SET used_at = {earlier}");
    change_records(&place.app, &sql);
    let again = refresh(place, &token);
    assert_eq!(
        (again.status, again.code().as_str()),
        (401, "reused_refresh_token")
    );
    assert_eq!(refresh(place, &next).code(), "invalid_refresh_token");
}

/// Rows of each kind that are long over.
fn age_rows(app: &App, admin: &Client) {
    let user = admin.json("/api/auth/me")["id"].clone();
    let old = match app.dialect() {
        "postgres" => "timestamp '2020-01-01'",
        _ => "1577836800000000",
    };
    let sql = format!(
        "INSERT INTO login_attempts (subject, window_start, failures) VALUES ('old', {old}, 1); \
         INSERT INTO sessions (id, workspace_id, user_id, created_at, expires_at) VALUES ('old', 1, {user}, {old}, {old}); \
         INSERT INTO refresh_tokens (token_hash, workspace_id, session_id, created_at, expires_at, used_at) \
             SELECT 'old', 1, id, {old}, {old}, {old} FROM sessions WHERE id <> 'old'; \
         INSERT INTO known_clients (workspace_id, user_id, network_hash, signed_in_at) VALUES (1, {user}, 'old', {old})"
    );
    change_records(app, &sql);
}

fn old_rows(place: &Place) {
    let left = "SELECT subject FROM login_attempts WHERE subject = 'old' \
                UNION ALL SELECT id FROM sessions WHERE id = 'old' \
                UNION ALL SELECT token_hash FROM refresh_tokens WHERE token_hash = 'old' \
                UNION ALL SELECT network_hash FROM known_clients WHERE network_hash = 'old'";
    // The worker looks once a minute.
    eventually("old rows are gone", Duration::from_secs(150), || {
        records(&place.app, left).is_empty().then_some(())
    });
}

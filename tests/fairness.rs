//! One client, however greedy or slow, keeps nobody else waiting.

use std::{
    fs,
    io::Write,
    net::TcpStream,
    process::Command,
    sync::atomic::{AtomicBool, AtomicU32, Ordering},
    thread,
    time::{Duration, Instant},
};

use serde_json::json;
use system_tests::{Answer, App, Client, PASSWORD, Role, Upload, eventually};

const SMALL: &str =
    "Issue key,Summary,Created\r\nA-1,Login fails on the dashboard,2026-03-01 10:00\r\n";
/// Nobody waits longer because of somebody else.
const SOON: Duration = Duration::from_secs(1);
/// How many idle connections one client tries to have.
const IDLE: u64 = 10_000;

/// Does something up to three times: the machine may be busy with other tests, the app may not.
fn soon(what: &str, ask: impl Fn() -> Answer, status: u16) -> Answer {
    let mut took = Vec::new();
    for _ in 0..3 {
        let begun = Instant::now();
        let answer = ask();
        assert_eq!(answer.status, status, "{what}: {}", answer.text());
        took.push(begun.elapsed());
        if begun.elapsed() <= SOON {
            return answer;
        }
    }
    panic!("{what} took {took:?}");
}

/// Somebody else signs in, looks at the dashboard and uploads.
fn others_are_served(app: &App, admin: &Client, host: u8) {
    static NUMBER: AtomicU32 = AtomicU32::new(1);
    let visitor = app.visitor().from(host);
    let own = json!({"email": "ada@example.com", "password": PASSWORD});
    let answer = soon("sign-in", || visitor.post("/api/auth/login", &own), 200);
    let token = answer.json()["access_token"]
        .as_str()
        .expect("a token")
        .to_owned();
    let client = visitor.with_token(&token);
    let dashboard = "/api/support/analytics?start_date=2026-03-01&end_date=2026-03-31";
    soon("the dashboard", || client.get(dashboard), 200);
    soon("jobs", || client.get("/api/jobs"), 200);
    soon("a search", || client.get("/api/search?q=login"), 200);
    let upload = || {
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let more = format!("{SMALL}B-{number},All is fine,2026-03-02 10:00\r\n");
        client.upload(&Upload::bytes("more.csv", more)).0
    };
    soon("an upload", upload, 202);
    soon(
        "their own account",
        || admin.from(host).get("/api/auth/me"),
        200,
    );
}

/// Sends the beginning of a request and leaves it there.
fn slow(client: &Client, head: &str) -> TcpStream {
    let mut stream = client.connection().expect("a connection");
    stream
        .write_all(format!("{head}\r\nhost: a\r\n").as_bytes())
        .expect("a head is taken");
    stream
}

fn in_flight(app: &App, component: &str) -> u64 {
    counted(app, "undertone_requests_in_flight", component)
}

/// A metric of a component; 0 before it is there.
fn counted(app: &App, metric: &str, component: &str) -> u64 {
    let metrics = app.operator().get("/.well-known/undertone/metrics").text();
    let name = format!("{metric}{{component=\"{component}\"}} ");
    let line = metrics.lines().find_map(|line| line.strip_prefix(&name));
    line.and_then(|value| value.parse().ok())
        .unwrap_or_default()
}

/// So many tickets, each with that summary.
fn tickets(count: u32, summary: &str) -> Upload {
    let rows = (0..count).map(|number| format!("C-{number},{summary},2026-03-01 10:00\r\n"));
    let rows: String = rows.collect();
    Upload::bytes("many.csv", format!("Issue key,Summary,Created\r\n{rows}"))
}

#[test]
fn slow_bodies_stop_nobody() {
    let app = App::start();
    let admin = app.bootstrap();
    admin.ingest(&Upload::bytes("first.csv", SMALL));
    let greedy = app.visitor().from(2);
    let mut held = Vec::new();
    for length in [200, 100_000].repeat(32) {
        let mut stream = slow(
            &greedy,
            "POST /api/auth/login HTTP/1.1\r\ncontent-type: application/json",
        );
        write!(stream, "content-length: {length}\r\n\r\n{{").expect("a body begins");
        held.push(stream);
    }
    eventually("slow sign-ins have what they get", SOON * 10, || {
        (in_flight(&app, "auth") == 16).then_some(())
    });
    others_are_served(&app, &admin, 3);
    drop(held);

    let analyst = app.user(&admin, Role::Analyst).from(2);
    let upload = Upload::bytes(
        "large.csv",
        format!("{SMALL}{}", "A-2,x,2026-03-01\r\n".repeat(40_000)),
    );
    let held: Vec<_> = (0..32)
        .map(|_| analyst.begin_upload(&upload, 0.2))
        .collect();
    eventually("slow uploads have what they get", SOON * 10, || {
        (in_flight(&app, "upload") == 3).then_some(())
    });
    others_are_served(&app, &admin, 3);
    soon("their own jobs", || analyst.get("/api/jobs"), 200);
    drop(held);
    eventually("nothing is left of them", SOON * 20, || {
        (in_flight(&app, "upload") == 0).then_some(())
    });
}

#[test]
fn exports_that_are_read_slowly_stop_no_search() {
    let app = App::start();
    let admin = app.bootstrap();
    // More than lies in the buffers of a connection that nobody reads.
    let long = "Login fails on the dashboard. ".repeat(35);
    admin.ingest(&tickets(9000, &long));
    admin.ingest(&Upload::bytes(
        "one.csv",
        "Issue key,Summary,Created\r\nD-1,A needle,2026-03-01 10:00\r\n",
    ));
    let greedy = app.user(&admin, Role::Viewer).from(2);
    let held: Vec<_> = (1..=8)
        .map(|blanks| {
            let blanks = " ".repeat(blanks);
            let head = format!(
                "GET /api/tickets.csv?q=login HTTP/1.1\r\nauthorization: Bearer{blanks}{}",
                greedy.token()
            );
            let mut stream = slow(&greedy, &head);
            stream.write_all(b"\r\n").expect("the request ends");
            stream
        })
        .collect();
    eventually("an export is there", SOON * 10, || {
        (in_flight(&app, "analytics") > 0).then_some(())
    });
    thread::sleep(SOON);
    for client in [&admin.from(3), &greedy] {
        soon("a search", || client.get("/api/search?q=login"), 200);
    }
    let export = || admin.from(3).get("/api/tickets.csv?q=needle");
    let answer = soon("somebody else's export", export, 200);
    assert_eq!(answer.text().lines().count(), 2);
    drop(held);
}

#[test]
fn followed_jobs_stop_nobody() {
    let app = App::start();
    let admin = app.bootstrap();
    let job = admin.upload(&tickets(40_000, "Login fails")).job();
    let other = app.user(&admin, Role::Viewer);
    let held: Vec<_> = [&admin, &other]
        .repeat(8)
        .into_iter()
        .map(|client| {
            let client = client.from(2);
            let head = format!(
                "GET /api/job/{job}/events HTTP/1.1\r\nauthorization: Bearer {}",
                client.token()
            );
            let mut stream = slow(&client, &head);
            stream.write_all(b"\r\n").expect("the request ends");
            stream
        })
        .collect();
    eventually("all are followed", SOON * 10, || {
        (in_flight(&app, "upload") == 16).then_some(())
    });
    soon("jobs", || other.from(2).get("/api/jobs"), 200);
    let state = admin.job(&job)["status"].clone();
    assert!(state == "queued" || state == "running", "{state}");
    drop(held);
}

#[test]
fn reports_asked_for_at_once_are_made_a_few_at_a_time() {
    let app = App::start();
    let admin = app.bootstrap();
    admin.ingest(&Upload::bytes("first.csv", SMALL));
    let cores = thread::available_parallelism().expect("cores").get();
    let path = "/api/report/pdf?start_date=2026-03-01&end_date=2026-03-31";
    thread::scope(|scope| {
        for number in 0..24 {
            let client = admin.from(2 + number % 3);
            scope.spawn(move || assert_eq!(client.get(path).status, 200));
        }
    });
    let made = counted(&app, "undertone_instances_total", "report");
    // One more where the minute turns meanwhile: the trigger that looks for due reports has an instance of its own.
    let most = 2 * cores as u64 + 1;
    assert!(made <= most, "{made} instances for {cores} cores");
}

#[test]
fn idle_connections_and_a_flood_stop_nobody() {
    let app = App::start();
    let admin = app.bootstrap();
    admin.ingest(&Upload::bytes("first.csv", SMALL));
    let greedy = admin.from(2);
    let most = allowed_files().saturating_sub(1000).min(IDLE);
    let idle: Vec<_> = (0..most)
        .map(|_| greedy.connection().expect("a connection"))
        .collect();
    others_are_served(&app, &admin, 3);
    let refused = app.operator().get("/.well-known/undertone/metrics").text();
    let refused = refused
        .lines()
        .find_map(|line| line.strip_prefix("undertone_connections_refused_total "));
    let refused: u64 = refused
        .expect("they are counted")
        .parse()
        .expect("a number");
    // Those that said nothing for ten seconds were dropped, and made room for as many.
    assert!(refused >= most / 2, "{refused} of {most} were refused");
    drop(idle);

    let over = AtomicBool::new(false);
    thread::scope(|scope| {
        for thread in 0..64 {
            let (over, greedy) = (&over, &greedy);
            scope.spawn(move || {
                let paths = [
                    "/api/search?q=login",
                    "/api/tickets?q=login",
                    "/api/dashboard/metrics",
                    "/api/jobs",
                ];
                while !over.load(Ordering::Relaxed) {
                    // It may be told to come again, or be refused the connection.
                    let _refused = greedy.try_send("GET", paths[thread % 4], None);
                }
            });
        }
        eventually("the flood is there", SOON * 10, || {
            (in_flight(&app, "analytics") >= 4).then_some(())
        });
        let served = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            others_are_served(&app, &admin, 3);
        }));
        over.store(true, Ordering::Relaxed);
        if let Err(panic) = served {
            std::panic::resume_unwind(panic);
        }
    });
}

/// How many files this process may have open, after it asked for enough.
fn allowed_files() -> u64 {
    let wanted = IDLE + 2000;
    if open_files() < wanted {
        let limit = format!("--nofile={wanted}:{wanted}");
        let pid = std::process::id().to_string();
        // Only root gets more than the hard limit; who gets less tries with less.
        let _refused = Command::new("prlimit")
            .args(["--pid", &pid, &limit])
            .status();
    }
    let allowed = open_files();
    if allowed < wanted {
        eprintln!("only {allowed} open files are allowed: fewer idle connections are tried");
    }
    allowed
}

fn open_files() -> u64 {
    let limits = fs::read_to_string("/proc/self/limits").expect("the limits");
    let line = limits
        .lines()
        .find_map(|line| line.strip_prefix("Max open files"));
    let soft = line.and_then(|line| line.split_whitespace().next());
    soft.and_then(|soft| soft.parse().ok()).expect("a number")
}

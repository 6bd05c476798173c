//! Starting and stopping.

use crate::runtime::{Folder, Runtime};
use std::{fs, thread, time::Duration};

#[test]
fn running_requests_end_before_the_runtime_does() {
    let mut runtime = Runtime::new("");
    let public = runtime.public.clone();
    let running = thread::spawn(move || {
        crate::client::Client::connect(&public)
            .get("/stream?150")
            .body
    });
    thread::sleep(Duration::from_millis(500));
    runtime.terminate();
    let (well, _) = runtime.wait();
    assert!(well, "{}", runtime.log());
    assert_eq!(running.join().unwrap().lines().count(), 10);
    assert!(runtime.log().contains(" stopped\n"));
}

#[test]
fn a_drain_ends() {
    let mut runtime = Runtime::new("[server]\ndrain_ms = 300\n");
    let public = runtime.public.clone();
    let running = thread::spawn(move || {
        crate::client::Client::connect(&public)
            .get("/wait?20000")
            .status
    });
    thread::sleep(Duration::from_millis(500));
    runtime.terminate();
    let (well, took) = runtime.wait();
    assert!(well);
    assert!(took < Duration::from_secs(5), "{took:?}");
    assert_eq!(running.join().unwrap(), 0);
    runtime.logs("WARN  stopped_early");
    let log = runtime.log();
    assert!(!log.contains("trapped") && !log.contains("ERROR"), "{log}");
}

#[test]
fn mistakes_stop_the_start() {
    for (wrong, told) in [
        (
            "[component.other]\nsource = \"none.wasm\"\n",
            "remedy: build it, or correct the path",
        ),
        (
            "[[trigger.cron]]\ncomponent = \"probe\"\ncron_expression = \"* * * * *\"\n",
            "is no cron expression",
        ),
        (
            "[[trigger.http]]\ncomponent = \"probe\"\nroute = \"/...\"\n",
            "the route `/...` stands there twice",
        ),
        (
            "variables = { x = \"{{ none }}\" }\n",
            "there is no variable `none`",
        ),
        (
            "allowed_outbound_hosts = [\"example.com\"]\n",
            "`example.com` has no scheme",
        ),
    ] {
        let told_instead = Folder::new(wrong, "").fails();
        assert!(told_instead.contains(told), "{told_instead}");
        assert!(told_instead.contains("spin.toml:"), "{told_instead}");
    }
}

#[test]
fn a_user_compiles_once_for_all_data_folders() {
    let caches = std::env::temp_dir().join(format!("undertone-{}-home", std::process::id()));
    let first = Folder::new("", "").up_with_caches(&caches);
    assert!(
        first.logs("ready").contains("compiled=2"),
        "{}",
        first.log()
    );
    for done in ["done=1 of=2", "done=2 of=2"] {
        assert!(first.logs(done).contains("INFO  compiled component="));
    }
    let second = Folder::new("", "").up_with_caches(&caches);
    assert!(
        second.logs("ready").contains("cached=2 compiled=0"),
        "{}",
        second.log()
    );
    // Two components of the same sources are one file.
    let code = fs::read_dir(caches.join("undertone"))
        .unwrap()
        .filter(|entry| {
            let path = entry.as_ref().unwrap().path();
            path.extension().is_some_and(|ending| ending == "cwasm")
        });
    assert_eq!(code.count(), 1);
    fs::remove_dir_all(caches).unwrap();
}

#[test]
fn a_user_whose_home_is_none_compiles_into_the_data_folder() {
    let runtime = Folder::new("", "").up_at_home("/dev/null");
    assert_eq!(runtime.get("/").body, "hello");
    let told = runtime.logs(" cache_in_data_folder ");
    assert!(told.contains("/dev/null/.cache/undertone"), "{told}");
    assert!(runtime.folder.path(".undertone/cache").is_dir());
}

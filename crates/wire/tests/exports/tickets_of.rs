//! The tickets of each file.

use super::{line, read};

#[test]
fn every_file_gives_its_tickets() {
    for (name, expected) in FILES {
        let outcome = read(name);
        let lines: Vec<_> = outcome.tickets.iter().map(line).collect();
        assert_eq!(lines, *expected, "{name}");
        assert_eq!(outcome.errors, [], "{name}");
    }
}

const FILES: &[(&str, &[&str])] = &[
    (
        "autotask.csv",
        &[
            "autotask T20260227.0001 [Outlook keeps asking for password] [Hello, again the same problem. > On Mon you wrote: > it is solved] Complete/1 2026-02-27T08:05:11.94Z",
        ],
    ),
    (
        "azure-devops.csv",
        &[
            "azure_devops 12 [Invoice shows wrong total] [] Active/ 2026-02-27T16:05:11Z",
            "azure_devops 13 [Please add dark mode] [] New/ 2026-03-01T08:15:00Z",
        ],
    ),
    (
        // It has no creation date: the day of its last change is told as such.
        "bugzilla-buglist.csv",
        &[
            "bugzilla 1101 [Draft is lost when the network goes away] [] NEW/ 2026-03-02T09:14:33Z",
            "bugzilla 1102 [Search finds nothing after the update] [] RESOLVED/ 2026-03-04T17:02:10Z",
        ],
    ),
    (
        "bugzilla-old-names.csv",
        &[
            "bugzilla 77 [Crash on print when no printer is set] [] RESOLVED/P2 2004-11-02T08:00:00Z",
        ],
    ),
    (
        "freshdesk-api.json",
        &[
            "freshdesk 701 [Cannot log in] [] Open/High 2026-02-27T08:05:11Z",
            "freshdesk 702 [Thanks!] [] 17/Low 2026-02-28T08:05:11Z",
        ],
    ),
    (
        "freshdesk-title-trap.csv",
        &[
            "freshdesk 11 [Cannot log in] [Reset mail never arrives] OpenPending/High 2025-12-03T16:29:08Z",
            "freshdesk 12 [Great help] [Thank you!] Open/Low 2025-12-04T16:29:08Z",
        ],
    ),
    (
        "github-two-repos.jsonl",
        &[
            "github acme/alpha#7 [Crash on start] [It crashes.] open/ 2026-02-27T08:05:11Z",
            "github acme/beta#7 [Please add CSV] [Would love it] closed/ 2026-02-28T08:05:11Z | 2026-03-01T08:05:11Z kim: Done, enjoy!",
        ],
    ),
    (
        "gitlab-api.jsonl",
        &["gitlab 3 [Pipeline is stuck] [] closed/ 2026-02-27T12:10:00.23Z"],
    ),
    (
        "gitlab-issues.csv",
        &["gitlab 41 [Pipeline is stuck] [Nothing moves since noon] Open/ 2026-02-27T12:10:00Z"],
    ),
    (
        "hubspot-connector.csv",
        &[
            "hubspot 8812345 [Cannot log in] [Password reset mail never arrives] New/High 2026-02-27T08:05:00Z",
        ],
    ),
    (
        "hubspot-tickets.csv",
        &[
            "hubspot 8812345 [Cannot log in] [Password reset mail never arrives] Waiting on us/High 2026-02-27T08:05:00Z",
        ],
    ),
    (
        "jira-it.csv",
        &[
            "jira SUP-1 [L'app si blocca] [...] Open/High 2026-02-27T08:05:00Z | 2026-02-27T10:05:00Z kim: ok",
        ],
    ),
    (
        "jira-nl.csv",
        &[
            "jira SUP-1 [De app loopt vast] [...] Open/High 2026-02-27T08:05:00Z | 2026-02-27T10:05:00Z kim: ok",
        ],
    ),
    (
        "jira-sv.csv",
        &[
            "jira SUP-1 [Appen hänger sig] [...] Open/High 2026-02-27T08:05:00Z | 2026-02-27T10:05:00Z kim: ok",
        ],
    ),
    (
        "linear-api.json",
        &[
            "linear OPS-12 [Export times out] [It stops after a minute.] In Progress/High 2026-02-27T08:05:11.241Z | 2026-02-28T09:00:00Z Lea: Same here, very annoying",
        ],
    ),
    (
        "linear-export.csv",
        &[
            "linear OPS-12 [Export times out] [It stops after a minute.] In Progress/High 2026-02-27T08:05:11.241Z",
        ],
    ),
    (
        "redmine-de-cp1252.csv",
        &[
            "redmine 501 [Anmeldung schlägt fehl] [Seit gestern können wir uns nicht mehr anmelden.] Neu/Hoch 2026-02-27T08:05:00Z",
            "redmine 502 [Über uns anpassen] [Bitte Text tauschen.] Gelöst/Normal 2026-02-28T10:30:00Z",
        ],
    ),
    (
        "servicenow-labels-mdy.csv",
        &[
            "servicenow INC0020001 [Printer is on fire again] [] Closed/ 2026-01-09T13:21:33Z",
            "servicenow INC0020002 [Thanks, works now] [] Closed/ 2026-03-12T15:21:08Z",
        ],
    ),
    (
        "servicenow-list.csv",
        &[
            "servicenow INC0010001 [VPN drops every ten minutes] [Third time this week, I cannot work like this.] In Progress/2 - High 2026-02-27T08:05:11Z",
            "servicenow INC0010002 [New laptop] [] Closed/4 - Low 2026-02-28T09:15:00Z",
        ],
    ),
    (
        "trello-board.json",
        &[
            "trello 69a15e470000000000000001 [Customer cannot pay] [Card declined twice] Inbox/ 2026-02-27T09:05:11Z | 2026-03-02T10:00:00Z Kim K: They are furious, please hurry",
            "trello 69a2af470000000000000002 [Refund sent] [] Done/ 2026-02-28T09:03:03Z",
        ],
    ),
    (
        "messages-fr.csv",
        &[
            "generic 37 [Livraison en retard] [Bonjour, ma commande n&#039;est toujours pas arriv&eacute;e.] close/ 2019-12-17T00:00:00Z | 2019-12-18T00:00:00Z seller: Nous sommes d&eacute;sol&eacute;s, elle part aujourd&#039;hui. | 2019-12-20T00:00:00Z customer: Merci, bien re&ccedil;ue !",
            "generic 38 [Facture] [Deux fois d&eacute;bit&eacute;, c&#039;est inadmissible.] open/ 2019-12-20T00:00:00Z",
        ],
    ),
    (
        "twitter-support.csv",
        &[
            "social 10 [] [@help still no refund after 3 weeks & nobody answers] / 2017-10-31T22:10:47Z | 2017-10-31T22:14:02Z help: @u1 We are happy to help! Please DM us. | 2017-10-31T22:20:00Z u1: @help done. thanks",
        ],
    ),
];

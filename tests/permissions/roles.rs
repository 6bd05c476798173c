//! The roles that have each permission.

use system_tests::Role;

/// Which roles have a permission: the table of the documentation, written down a second time.
pub fn allowed(permission: &str) -> &'static [Role] {
    match permission {
        "account:self" | "tickets:read" | "jobs:read" | "reports:read" | "system:read" => {
            &Role::ALL
        }
        "uploads:write" | "sentiment:score" | "labels:write" | "reports:schedule" => {
            &[Role::Analyst, Role::Admin]
        }
        "sentiment:rescore" | "lake:rebuild" | "queue:manage" | "webhooks:manage"
        | "users:manage" | "workspaces:create" => &[Role::Admin],
        other => panic!("the permission {other} is not in the table"),
    }
}

//! Users and workspaces as the API shows them, and the parts of a request that make them.

use std::borrow::Cow;

use endpoint::{Error, Result};
use identity::{
    Email, NewPassword, PasswordHash, Permission, Role, UserId, WORKSPACE_NAME_LENGTH, WorkspaceId,
    is_showable_name,
};
use jiff::Timestamp;
use serde::Serialize;
use stores::{FromRow, Row, Transaction};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{RefOr, Schema},
};

/// The workspace a user belongs to.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Workspace {
    /// Its number.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// The IANA zone that its people go by, where they say nothing else.
    pub timezone: String,
}

/// The permissions' names, for the document.
pub struct PermissionName;

impl PartialSchema for PermissionName {
    fn schema() -> RefOr<Schema> {
        let about = "Something a user may do, as `x-permission` of the operations names it";
        endpoint::one_of(about, Permission::ALL.map(Permission::as_str)).into()
    }
}

impl ToSchema for PermissionName {
    fn name() -> Cow<'static, str> {
        "Permission".into()
    }
}

/// A user with their workspace.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Account {
    /// The user's number.
    pub id: i64,
    /// The normalized email address.
    pub email: String,
    /// Their role.
    #[schema(value_type = RoleName)]
    pub role: Role,
    /// What they may do.
    #[schema(value_type = Vec<PermissionName>)]
    pub permissions: Vec<Permission>,
    /// The one workspace they see.
    pub workspace: Workspace,
    /// When the user was made.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
}

/// A user as administrators of the workspace see them.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct User {
    /// The user's number.
    pub id: i64,
    /// The normalized email address.
    pub email: String,
    /// What they may do.
    #[schema(value_type = RoleName)]
    pub role: Role,
    /// Whether they may sign in.
    pub is_active: bool,
    /// When the user was made.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
}

/// The roles' names, for the document.
#[derive(ToSchema)]
#[schema(as = Role)]
#[expect(dead_code, reason = "read by the schema alone")]
pub enum RoleName {
    /// Reads everything.
    #[schema(rename = "viewer")]
    Viewer,
    /// Uploads and scores as well.
    #[schema(rename = "analyst")]
    Analyst,
    /// Manages users and workspaces as well.
    #[schema(rename = "admin")]
    Admin,
}

impl FromRow for Account {
    fn from_row(row: &mut Row) -> Result<Self, stores::Error> {
        let (id, email, role) = (row.take()?, row.take()?, role(row)?);
        Ok(Self {
            id,
            email,
            role,
            permissions: role.permissions(),
            workspace: Workspace {
                id: row.take()?,
                name: row.take()?,
                timezone: row.take()?,
            },
            created_at: row.take()?,
        })
    }
}

impl FromRow for User {
    fn from_row(row: &mut Row) -> Result<Self, stores::Error> {
        Ok(Self {
            id: row.take()?,
            email: row.take()?,
            role: role(row)?,
            is_active: row.take()?,
            created_at: row.take()?,
        })
    }
}

fn role(row: &mut Row) -> Result<Role, stores::Error> {
    let unreadable = stores::Error::Decode {
        column: "role".to_owned(),
        expected: "a role",
    };
    row.take::<String>()?.parse().map_err(|_| unreadable)
}

/// The columns of an [`Account`], of `users u` joined with `workspaces w`.
pub(crate) const ACCOUNT_COLUMNS: &str =
    "u.id, u.email, u.role, w.id, w.name, w.timezone, u.created_at";

/// The email address of a request, normalized, or what is wrong with it.
pub(crate) fn email(text: &str) -> Result<Email> {
    Email::parse(text).map_err(|error| invalid_email(&error))
}

/// The same for a user who is to be made.
pub(crate) fn new_email(text: &str) -> Result<Email> {
    Email::parse_new(text).map_err(|error| invalid_email(&error))
}

fn invalid_email(error: &dyn std::error::Error) -> Error {
    Error::invalid("invalid_email", error.to_string())
        .field("email")
        .remedy("type the address anew, such as name@example.org")
}

/// A new password that meets the rule, or what is wrong with it. `field` names it in the request.
pub(crate) fn password(text: &str, email: &Email, field: &str) -> Result<NewPassword> {
    NewPassword::parse(text, email).map_err(|error| {
        Error::invalid("weak_password", error.to_string())
            .field(field)
            .remedy("take 12 to 128 characters, such as four unrelated words")
    })
}

/// The hash of a first password that meets the rule, or what is wrong with it.
pub(crate) fn hashed(text: &str, email: &Email, salt: [u8; 16]) -> Result<PasswordHash> {
    password(text, email, "password")?
        .hash(salt)
        .map_err(Error::internal)
}

/// The name of a workspace, trimmed, or what is wrong with it.
pub(crate) fn workspace_name(text: &str, field: &str) -> Result<String> {
    let name = text.trim();
    if WORKSPACE_NAME_LENGTH.contains(&name.chars().count()) && is_showable_name(name) {
        return Ok(name.to_owned());
    }
    let detail = "a workspace's name has 1 to 100 characters, all of which can be seen";
    Err(Error::invalid("invalid_name", detail).field(field).remedy(
        "type the name anew, without control characters and marks of the direction of writing",
    ))
}

/// Inserts a workspace.
pub(crate) async fn insert_workspace(
    tx: &Transaction,
    name: &str,
    now: Timestamp,
) -> Result<WorkspaceId> {
    let insert = "INSERT INTO workspaces (name, created_at) VALUES ($1, $2) RETURNING id";
    let (id,): (i64,) = tx.query_one(insert, (name, now)).await?;
    Ok(WorkspaceId(id))
}

/// Inserts a user, or says that the address is taken.
pub(crate) async fn insert_user(
    tx: &Transaction,
    workspace: WorkspaceId,
    email: &Email,
    hash: &PasswordHash,
    role: Role,
    now: Timestamp,
) -> Result<UserId> {
    let inserted: Option<(i64,)> = tx
        .query_optional(
            "INSERT INTO users (workspace_id, email, hashed_password, role, created_at) \
             VALUES ($1, $2, $3, $4, $5) ON CONFLICT (email) DO NOTHING RETURNING id",
            (
                workspace.0,
                email.as_str(),
                hash.as_str(),
                role.as_str(),
                now,
            ),
        )
        .await?;
    let taken = || {
        Error::conflict("user_exists", format!("there is already a user {email}")).field("email")
    };
    inserted.map(|(id,)| UserId(id)).ok_or_else(taken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_workspaces_are_trimmed_and_bounded() {
        assert_eq!(
            workspace_name("  Support EU ", "name").unwrap(),
            "Support EU"
        );
        for name in ["", "   ", "a\nb", "a\u{202e}b", &"x".repeat(101)] {
            assert_eq!(
                workspace_name(name, "name").unwrap_err().problem().code,
                "invalid_name",
                "{name:?}"
            );
        }
    }

    #[test]
    fn a_weak_password_names_its_field() {
        let error = password("short", &email("a@b.example").unwrap(), "new").unwrap_err();
        assert_eq!(error.problem().field.as_deref(), Some("new"));
        assert_eq!(error.status().as_u16(), 400);
    }
}

//! What each column of a file is read for.

use crate::{Field, Header, Mapping, Origin, Rows, author, mapping::is_vague, read::clock};

/// What a column is read for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Not mapped.
    None,
    /// The ticket key.
    Key,
    /// A point in time.
    Date(Field),
    /// The tracker's own number of the ticket.
    Id,
    /// The hour of the day of creation.
    Clock,
    /// A comment, which starts with a date.
    Comment,
    /// Any other field.
    Other(Field),
    /// When the row's message was written, where no field of the ticket says it.
    At,
    /// Who wrote the row's message, where that is no field of the ticket.
    Author,
    /// The key of the message that the row's answers.
    Answers,
    /// On whose side the row's author is.
    Side,
    /// Whether the row is the present version.
    Present,
    /// The physical line of the record in the upload.
    Line,
    /// Why the record is none.
    Fault,
}

/// The role of each column.
pub(crate) fn roles(mapping: &Mapping, header: &Header, origin: Option<Origin>) -> Vec<Role> {
    let mut roles = vec![Role::None; header.len()];
    // A column mapped twice serves the field that comes first: keys and dates before the others.
    for field in Field::ALL.into_iter().rev() {
        for &column in mapping.columns(field) {
            roles[column] = match field {
                Field::TicketId => Role::Key,
                Field::TrackerId => Role::Id,
                Field::Comments => Role::Comment,
                field if field.is_date() => Role::Date(field),
                field => Role::Other(field),
            };
        }
    }
    if let Some(known @ Role::None) = clock::column(header.names()).map(|column| &mut roles[column])
        // Beside `Date`, not beside what says by itself what it is: there it may be how long something took.
        && let [created] = mapping.columns(Field::CreatedAt)
        && is_vague(&header.name(*created))
    {
        *known = Role::Clock;
    }
    of_rows(mapping, header, &mut roles);
    let controls = origin.map_or(0, Origin::controls);
    for (role, control) in roles
        .iter_mut()
        .zip([Role::Line, Role::Fault])
        .take(controls)
    {
        *role = control;
    }
    roles
}

/// What rows are read for that are messages or versions.
fn of_rows(mapping: &Mapping, header: &Header, roles: &mut [Role]) {
    let mut free = |column: Option<usize>, role: Role| {
        if let Some(known @ Role::None) = column.and_then(|column| roles.get_mut(column)) {
            *known = role;
        }
    };
    match mapping.rows() {
        Rows::Tickets => {}
        Rows::Messages { at, author } => {
            free(at, Role::At);
            free(author, Role::Author);
            free(author::side_column(header), Role::Side);
        }
        Rows::Replies { to } => {
            free(author::side_column(header), Role::Side);
            if let Some(role) = roles.get_mut(to).filter(|role| **role != Role::Key) {
                *role = Role::Answers;
            }
        }
        Rows::Versions => {
            free(Rows::version_column(header), Role::At);
            free(Rows::present_column(header), Role::Present);
        }
    }
}

//! The rows of tickets and their texts, as both stores hold them, and the statements that write them.
//!
//! The fields of these structs are the columns: their names are those of the tables and of the lake's files, and no
//! statement spells them again. Another column of a ticket is a field of [`TicketState`] or of [`TicketMood`], a column in
//! the migrations of both databases, and one in the lake's schema.

pub mod insert;
pub mod lake;
mod row;
mod text;
mod ticket;

pub use row::{ErrorRow, ScoreRow};
pub use text::{EntityRow, TextRow};
pub use ticket::{
    CommentPlace, FormerComment, LakePlace, RevisionRow, TicketMood, TicketState, put_in_place,
    put_moods_in_place, put_states_in_place, state_columns,
};

//! Puts one ticket together, cell by cell.

use std::borrow::Cow;

use super::{
    clock, earliest,
    escaped::prose,
    message::{Message, moment},
    packed, short,
};
use jiff::{Timestamp, civil::Time};

use crate::{
    Comment, CreatedFrom, Field, Fingerprint, Format, IdTime, Inspection, Place, RowError,
    RowErrorKind, Texts, Ticket, TicketKey, Zone, amount, comment, date::DateError,
    fingerprint::Maker, inspect::Role, mapping, nothing, own,
};

pub(super) struct Builder<'a> {
    format: &'a dyn Format,
    inspection: &'a Inspection,
    zones: &'a [Option<Zone>],
    at: Place,
    is_ours: bool,
    ticket: Ticket,
    created: Option<Timestamp>,
    clock: Option<Time>,
    /// Fingerprints of the comments so far, as if each was the first of its kind.
    kinds: Vec<Fingerprint>,
    message: Message,
    errors: Vec<RowError>,
}

impl<'a> Builder<'a> {
    pub fn new(
        format: &'a dyn Format,
        (inspection, zones): (&'a Inspection, &'a [Option<Zone>]),
        key: TicketKey,
        at: Place,
    ) -> Self {
        let ticket = Ticket {
            row: at.row,
            source: format.source().to_owned(),
            key,
            tracker_id: None,
            summary: None,
            description: None,
            status: None,
            priority: None,
            issue_type: None,
            project: None,
            product: None,
            components: Vec::new(),
            assignee: None,
            reporter: None,
            organization: None,
            labels: Vec::new(),
            parent: None,
            created_at: None,
            created_from: CreatedFrom::Unknown,
            updated_at: None,
            resolved_at: None,
            team: None,
            channel: None,
            customer: None,
            satisfaction: None,
            due_at: None,
            first_response_at: None,
            time_spent_seconds: None,
            reopenings: None,
            comments: Vec::new(),
            state_hash: Maker::new().make(),
            opening: None,
        };
        Self {
            format,
            inspection,
            zones,
            at,
            is_ours: own::is_ours(&inspection.header),
            ticket,
            created: None,
            clock: None,
            kinds: Vec::new(),
            message: Message::default(),
            errors: Vec::new(),
        }
    }

    /// Takes a cell that is not empty.
    pub fn cell(&mut self, column: usize, role: Role, bytes: &[u8]) {
        match role {
            Role::None | Role::Line | Role::Fault => {}
            Role::Key => {
                let is_title = self.inspection.mapping.columns(Field::Summary) == [column];
                let text = is_title.then(|| self.text(column, bytes));
                if let Some((_, title)) = text.as_deref().and_then(mapping::parted) {
                    self.other(column, Field::Summary, title);
                }
            }
            Role::Clock => self.clock = clock::read(&self.text(column, bytes)),
            Role::Date(field) => {
                let text = self.text(column, bytes);
                self.date(column, field, &text);
            }
            Role::Comment => {
                let text = self.text(column, bytes);
                self.comment(column, &text);
            }
            Role::At | Role::Author | Role::Answers | Role::Side | Role::Present => {
                let text = self.text(column, bytes);
                let zone = self.zone(column);
                let taken = self.message.take(role, zone, text.trim(), self.inspection);
                if let Err(reason) = taken {
                    self.bad_date(column, &text, reason);
                }
            }
            Role::Id => {
                let text = self.text(column, bytes);
                // What stands for no date stands for no number.
                if !nothing::is_no_date(text.trim()) {
                    self.other(column, Field::TrackerId, &text);
                }
            }
            Role::Other(field) => {
                let text = self.text(column, bytes);
                self.other(column, field, &text);
            }
        }
    }

    /// The ticket, what else the row says as a message, and what was wrong with its row.
    pub fn build(mut self) -> (Ticket, Message, Vec<RowError>) {
        let ticket = &mut self.ticket;
        let of_id = |kind: IdTime| kind.of(ticket.key.as_str());
        let zone = &self.inspection.zone;
        let timed = |at| self.clock.map_or(at, |time| clock::at(at, time, zone));
        let found = self
            .created
            .map(|at| (timed(at), CreatedFrom::Column))
            .or_else(|| earliest::of(ticket))
            .or_else(|| Some((self.inspection.id_time.and_then(of_id)?, CreatedFrom::Id)));
        (ticket.created_at, ticket.created_from) = match found {
            Some((at, from)) => (Some(at), from),
            None => (None, CreatedFrom::Unknown),
        };
        if ticket.team.is_none() && self.format.first_component_is_team() {
            ticket.team = ticket.components.first().cloned();
        }
        ticket.state_hash = ticket.hash_state();
        (self.ticket, self.message, self.errors)
    }

    /// Decodes a cell; what is damaged is reported and shows as `U+FFFD`, NUL bytes are reported and left out.
    fn text<'b>(&mut self, column: usize, bytes: &'b [u8]) -> Cow<'b, str> {
        let (mut text, damaged) = self.inspection.encoding.decode(bytes);
        if self.is_ours {
            text = own::unguarded(text);
        }
        let written = self
            .inspection
            .origin
            .is_some_and(|o| matches!(o.wire, crate::Wire::Json | crate::Wire::Api));
        if written && text.contains('\u{fffd}') {
            let reason = "a letter of the value is lost".to_owned();
            self.error(column, &text, RowErrorKind::LostLetter, reason);
        }
        let nul = text.contains('\0');
        if nul {
            // Before anything is reported: not every database can keep what was left out.
            text = Cow::Owned(text.replace('\0', ""));
        }
        if damaged {
            self.error(
                column,
                &text,
                RowErrorKind::BadEncoding,
                "some bytes are no UTF-8".to_owned(),
            );
        }
        if nul {
            self.error(
                column,
                &text,
                RowErrorKind::NulByte,
                "the value holds a NUL byte".to_owned(),
            );
        }
        text
    }

    fn date(&mut self, column: usize, field: Field, text: &str) {
        let zone = self.zone(column);
        if text.trim().is_empty() || nothing::is_no_date(text.trim()) {
            return;
        }
        let target = match field {
            Field::CreatedAt => &mut self.created,
            Field::UpdatedAt => &mut self.ticket.updated_at,
            Field::DueAt => &mut self.ticket.due_at,
            Field::FirstResponseAt => &mut self.ticket.first_response_at,
            _ => &mut self.ticket.resolved_at,
        };
        if target.is_some() {
            return;
        }
        match moment(self.inspection, zone, text) {
            Ok(at) => *target = Some(at),
            // Nobody was asked how these are written.
            Err(DateError::Ambiguous) if !field.is_past() => {}
            Err(reason) => self.bad_date(column, text, reason),
        }
    }

    fn comment(&mut self, column: usize, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        let (order, zone) = (self.inspection.date_order, &self.inspection.zone);
        if let Some(entries) = comment::entries(text) {
            for entry in entries {
                let read = moment(self.inspection, self.zone(column), entry.date);
                let at = read.map_err(|reason| self.bad_date(column, entry.date, reason));
                let parts = comment::Parts {
                    at: at.ok(),
                    author: Some(entry.author),
                    author_type: entry.author_type,
                    body: entry.body,
                    bad_date: None,
                };
                self.take_comment(column, &parts);
            }
            return;
        }
        let parts = match self.inspection.origin {
            Some(origin) if origin.writes_comments() && text.contains(';') => {
                comment::split_written(text, order, zone)
            }
            _ => comment::split(text, order, zone),
        };
        self.take_comment(column, &parts);
    }

    fn take_comment(&mut self, column: usize, parts: &comment::Parts<'_>) {
        let body = prose(parts.body, self.format);
        if let Some((date, reason)) = parts.bad_date {
            self.bad_date(column, date, reason);
        }
        let fingerprint =
            |occurrence| comment::fingerprint(parts.at, parts.author, &body, occurrence);
        let kind = fingerprint(0);
        let equal = self.kinds.iter().filter(|&&other| other == kind).count();
        self.kinds.push(kind);
        let ordinal = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        self.ticket.comments.push(Comment {
            number: ordinal(self.kinds.len()),
            at: parts.at,
            author: parts.author.map(str::to_owned),
            author_type: parts.author_type,
            fingerprint: if equal == 0 {
                kind
            } else {
                fingerprint(ordinal(equal))
            },
            body: body.into_owned(),
        });
    }

    /// The zone that a column names for its times, else the upload's.
    fn zone(&self, column: usize) -> &'a Zone {
        let named = self.zones.get(column).and_then(Option::as_ref);
        named.unwrap_or(&self.inspection.zone)
    }

    fn other(&mut self, column: usize, field: Field, text: &str) {
        // A system that is known writes no such words; somebody may.
        if self.format.texts() == Texts::Unknown && nothing::is(text.trim()) {
            return;
        }
        if field.is_text() {
            let prose = prose(text, self.format);
            let target = match field {
                Field::Summary => &mut self.ticket.summary,
                _ => &mut self.ticket.description,
            };
            if target.is_none() && !prose.trim().is_empty() {
                *target = Some(prose.into_owned());
            }
            return;
        }
        let (format, header) = (self.format, self.inspection.header.names());
        let name = header.get(column).map_or("", String::as_str);
        let trimmed = text.trim();
        let unpacked = packed::unpacked(trimmed);
        let word = format.word(field, name, trimmed).unwrap_or(&unpacked);
        if word.is_empty() || (field == Field::Assignee && nothing::is_nobody(word)) {
            return;
        }
        if field.is_list() {
            let list = match field {
                Field::Components => &mut self.ticket.components,
                _ => &mut self.ticket.labels,
            };
            let parts = match field {
                Field::Labels => packed::labels(word, self.format),
                _ => packed::listed(word).unwrap_or_else(|| vec![word]),
            };
            let parts = parts.into_iter().map(str::trim);
            let parts = parts.filter(|part| !part.is_empty());
            list.extend(parts.clone().map(|part| short::cut(part).to_owned()));
            for part in parts {
                self.too_long(column, part);
            }
            return;
        }
        if matches!(field, Field::TimeSpentMinutes | Field::Reopenings) {
            self.amount(column, field, text);
            return;
        }
        let ticket = &mut self.ticket;
        let target = match field {
            Field::Status => &mut ticket.status,
            Field::Priority => &mut ticket.priority,
            Field::IssueType => &mut ticket.issue_type,
            Field::Project => &mut ticket.project,
            Field::Product => &mut ticket.product,
            Field::Assignee => &mut ticket.assignee,
            Field::Reporter => &mut ticket.reporter,
            Field::Organization => &mut ticket.organization,
            Field::ParentTicketId => &mut ticket.parent,
            Field::Team => &mut ticket.team,
            Field::Channel => &mut ticket.channel,
            Field::Customer => &mut ticket.customer,
            Field::Satisfaction => &mut ticket.satisfaction,
            Field::TrackerId => &mut ticket.tracker_id,
            Field::Summary
            | Field::Description
            | Field::Components
            | Field::Labels
            | Field::TicketId
            | Field::Comments
            | Field::CreatedAt
            | Field::UpdatedAt
            | Field::ResolvedAt
            | Field::DueAt
            | Field::FirstResponseAt
            | Field::TimeSpentMinutes
            | Field::Reopenings
            | Field::KeyPrefix => {
                return;
            }
        };
        if target.is_none() {
            *target = Some(short::cut(word).to_owned());
            self.too_long(column, word);
        }
    }

    /// Tells of a value that is not kept whole.
    fn too_long(&mut self, column: usize, value: &str) {
        if let Some(reason) = short::excess(value) {
            self.error(column, value, RowErrorKind::TooLong, reason);
        }
    }

    /// Takes a duration or a count.
    fn amount(&mut self, column: usize, field: Field, text: &str) {
        let name = self.inspection.header.name(column);
        let read = match field {
            Field::Reopenings => amount::count(text).map(|count| {
                self.ticket.reopenings.get_or_insert(count);
            }),
            _ => amount::seconds(text, &name, self.format.source()).map(|seconds| {
                self.ticket.time_spent_seconds.get_or_insert(seconds);
            }),
        };
        if let Err(reason) = read {
            let kind = RowErrorKind::UnreadableNumber;
            self.error(column, text, kind, reason.to_owned());
        }
    }

    fn bad_date(&mut self, column: usize, text: &str, reason: DateError) {
        let kind = RowErrorKind::UnreadableDate;
        self.error(column, text, kind, reason.to_string());
    }

    fn error(&mut self, column: usize, value: &str, kind: RowErrorKind, reason: String) {
        let name = self.inspection.header.name(column);
        let error = RowError::new(self.at, Some(&name), Some(value), kind, reason);
        self.errors.push(error);
    }
}

-- Reports that arrive by mail: when they are due, what they hold, and the ledger of every delivery.

-- A layout somebody keeps under a name: sections in their order, language, paper.
CREATE TABLE report_templates (
    id           TEXT    PRIMARY KEY,
    workspace_id INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    user_id      INTEGER NOT NULL,
    name         TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    -- {sections, language, paper} (JSON).
    layout       TEXT    NOT NULL,
    created_at   INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL,
    UNIQUE (workspace_id, name)
);

CREATE TABLE report_schedules (
    id             TEXT    PRIMARY KEY,
    workspace_id   INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    -- Whose it is.
    user_id        INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name           TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    -- Whether it is the one that `/api/report/schedule` shows as its owner's preference.
    is_preference  INTEGER NOT NULL DEFAULT 0 CHECK (is_preference IN (0, 1)),
    -- The name of an IANA zone, by whose clock it goes.
    timezone       TEXT    NOT NULL,
    -- When, by that clock (JSON): daily, weekly, monthly or cron.
    repeat         TEXT    NOT NULL,
    -- What its reports cover, seen from the day they are due.
    period         TEXT    NOT NULL,
    -- Which tickets they are about (JSON).
    filters        TEXT    NOT NULL DEFAULT '{}',
    -- Their layout: a template's, or this one (JSON).
    template_id    TEXT    REFERENCES report_templates (id) ON DELETE SET NULL,
    layout         TEXT    NOT NULL DEFAULT '{}',
    -- What becomes of slots that nobody delivered in time.
    catch_up       TEXT    NOT NULL DEFAULT 'latest' CHECK (catch_up IN ('latest', 'all', 'none')),
    enabled        INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1)),
    paused_until   INTEGER,
    -- Slots up to and including this moment are in the ledger.
    examined_until INTEGER NOT NULL,
    -- The first slot after it; none while nothing is due.
    next_slot_at   INTEGER,
    last_sent_at   INTEGER,
    created_at     INTEGER NOT NULL,
    updated_at     INTEGER NOT NULL,
    -- Its deliveries stay when it goes.
    deleted_at     INTEGER
);
CREATE UNIQUE INDEX report_schedules_preference ON report_schedules (user_id) WHERE is_preference = 1 AND deleted_at IS NULL;
CREATE INDEX report_schedules_workspace_id ON report_schedules (workspace_id, user_id);
CREATE INDEX report_schedules_next_slot_at ON report_schedules (next_slot_at);

CREATE TABLE report_recipients (
    schedule_id  TEXT    NOT NULL REFERENCES report_schedules (id) ON DELETE CASCADE,
    workspace_id INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    address      TEXT    NOT NULL,
    PRIMARY KEY (schedule_id, address)
);

-- Addresses outside the workspace: each confirms once that it wants mail.
CREATE TABLE mail_addresses (
    workspace_id INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    address      TEXT    NOT NULL,
    user_id      INTEGER NOT NULL,
    requested_at INTEGER NOT NULL,
    confirmed_at INTEGER,
    PRIMARY KEY (workspace_id, address)
);

-- A report that was made, for all recipients of its slot.
CREATE TABLE report_documents (
    id           TEXT    PRIMARY KEY,
    workspace_id INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    schedule_id  TEXT    NOT NULL REFERENCES report_schedules (id) ON DELETE CASCADE,
    slot         TEXT    NOT NULL,
    file_name    TEXT    NOT NULL,
    size         INTEGER NOT NULL,
    -- What the mail says of it (JSON).
    figures      TEXT    NOT NULL,
    -- The PDF; none once its time is over.
    pdf          BLOB,
    created_at   INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL,
    UNIQUE (schedule_id, slot)
);
CREATE INDEX report_documents_expires_at ON report_documents (expires_at) WHERE pdf IS NOT NULL;

-- The ledger: one row for each slot of a schedule and recipient, whatever becomes of it.
CREATE TABLE report_deliveries (
    id              TEXT    PRIMARY KEY,
    workspace_id    INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    schedule_id     TEXT    NOT NULL REFERENCES report_schedules (id) ON DELETE CASCADE,
    -- The planned local time and its zone; what a person asked for has `now:` or `test:` and a number of its own.
    slot            TEXT    NOT NULL,
    recipient       TEXT    NOT NULL,
    -- `slot`, `now`, `test`, or `notice`: a failure told to the owner.
    kind            TEXT    NOT NULL DEFAULT 'slot',
    slot_at         INTEGER NOT NULL,
    is_late         INTEGER NOT NULL DEFAULT 0 CHECK (is_late IN (0, 1)),
    status          TEXT    NOT NULL CHECK (status IN ('due', 'rendering', 'sending', 'sent', 'retrying', 'failed', 'skipped', 'unknown', 'kept')),
    -- Why it was skipped or failed: a stable word.
    reason          TEXT,
    -- The first and the last day its report covers.
    first_day       TEXT,
    last_day        TEXT,
    attempts        INTEGER NOT NULL DEFAULT 0,
    -- When it is to be taken up; while somebody holds it, the end of their lease; none once nothing more happens.
    next_attempt_at INTEGER,
    lease_owner     TEXT,
    -- Set just before the message itself is handed over: from here on the server may have it.
    transmitting_at INTEGER,
    message_id      TEXT    NOT NULL,
    -- The step of the dialogue that failed, the server's code and its words.
    failed_step     TEXT,
    server_code     INTEGER,
    server_words    TEXT,
    document_id     TEXT    REFERENCES report_documents (id) ON DELETE SET NULL,
    created_at      INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL,
    sent_at         INTEGER,
    UNIQUE (schedule_id, slot, recipient)
);
CREATE INDEX report_deliveries_next_attempt_at ON report_deliveries (next_attempt_at);
CREATE INDEX report_deliveries_workspace_id ON report_deliveries (workspace_id, created_at);

-- Addresses that get no more reports: of one schedule, or, where that is empty, of the workspace.
CREATE TABLE mail_suppressions (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    workspace_id INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    address      TEXT    NOT NULL,
    schedule_id  TEXT    NOT NULL DEFAULT '',
    reason       TEXT    NOT NULL CHECK (reason IN ('unsubscribed', 'bounced')),
    detail       TEXT    NOT NULL DEFAULT '',
    created_at   INTEGER NOT NULL,
    UNIQUE (workspace_id, address, schedule_id)
);

-- Addresses of programs that are told what became of deliveries.
CREATE TABLE webhooks (
    id           TEXT    PRIMARY KEY,
    workspace_id INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    user_id      INTEGER NOT NULL,
    url          TEXT    NOT NULL,
    -- What calls are signed with.
    secret       TEXT    NOT NULL,
    created_at   INTEGER NOT NULL
);
CREATE INDEX webhooks_workspace_id ON webhooks (workspace_id);

-- Calls to webhooks: written with what they tell, made afterwards, at least once.
CREATE TABLE outbox (
    id              TEXT    PRIMARY KEY,
    workspace_id    INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    webhook_id      TEXT    NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
    event           TEXT    NOT NULL,
    -- The body (JSON).
    payload         TEXT    NOT NULL,
    status          TEXT    NOT NULL CHECK (status IN ('due', 'sent', 'retrying', 'failed')),
    attempts        INTEGER NOT NULL DEFAULT 0,
    -- When it is to be taken up; while somebody holds it, the end of their lease; none once nothing more happens.
    next_attempt_at INTEGER,
    lease_owner     TEXT,
    -- What was answered, or why nothing was.
    answer          TEXT,
    created_at      INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL
);
CREATE INDEX outbox_next_attempt_at ON outbox (next_attempt_at);
CREATE INDEX outbox_webhook_id ON outbox (webhook_id, created_at);

-- The zone that the workspace's people go by, where they say nothing else.
ALTER TABLE workspaces ADD COLUMN timezone TEXT NOT NULL DEFAULT 'UTC';

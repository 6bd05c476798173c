-- Reports that arrive by mail: when they are due, what they hold, and the ledger of every delivery.

-- A layout somebody keeps under a name: sections in their order, language, paper.
CREATE TABLE report_templates (
    id              text COLLATE "C" PRIMARY KEY,
    workspace_id    bigint           NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    user_id         bigint           NOT NULL,
    name            text COLLATE "C" NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    -- {sections, language, paper} (JSON).
    layout          jsonb            NOT NULL,
    created_at      timestamp        NOT NULL,
    updated_at      timestamp        NOT NULL,
    UNIQUE (workspace_id, name)
);

CREATE TABLE report_schedules (
    id              text COLLATE "C" PRIMARY KEY,
    workspace_id    bigint           NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    -- Whose it is.
    user_id         bigint           NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name            text COLLATE "C" NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    -- Whether it is the one that `/api/report/schedule` shows as its owner's preference.
    is_preference   boolean          NOT NULL DEFAULT false,
    -- The name of an IANA zone, by whose clock it goes.
    timezone        text COLLATE "C" NOT NULL,
    -- When, by that clock (JSON): daily, weekly, monthly or cron.
    repeat          jsonb            NOT NULL,
    -- What its reports cover, seen from the day they are due.
    period          text COLLATE "C" NOT NULL,
    -- Which tickets they are about (JSON).
    filters         jsonb            NOT NULL DEFAULT '{}',
    -- Their layout: a template's, or this one (JSON).
    template_id     text COLLATE "C" REFERENCES report_templates (id) ON DELETE SET NULL,
    layout          jsonb            NOT NULL DEFAULT '{}',
    -- What becomes of slots that nobody delivered in time.
    catch_up        text COLLATE "C" NOT NULL DEFAULT 'latest' CHECK (catch_up IN ('latest', 'all', 'none')),
    enabled         boolean          NOT NULL DEFAULT true,
    paused_until    timestamp,
    -- Slots up to and including this moment are in the ledger.
    examined_until  timestamp        NOT NULL,
    -- The first slot after it; none while nothing is due.
    next_slot_at    timestamp,
    last_sent_at    timestamp,
    created_at      timestamp        NOT NULL,
    updated_at      timestamp        NOT NULL,
    -- Its deliveries stay when it goes.
    deleted_at      timestamp
);
CREATE UNIQUE INDEX report_schedules_preference ON report_schedules (user_id) WHERE is_preference AND deleted_at IS NULL;
CREATE INDEX report_schedules_workspace_id ON report_schedules (workspace_id, user_id);
CREATE INDEX report_schedules_next_slot_at ON report_schedules (next_slot_at);

CREATE TABLE report_recipients (
    schedule_id     text COLLATE "C" NOT NULL REFERENCES report_schedules (id) ON DELETE CASCADE,
    workspace_id    bigint           NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    address         text COLLATE "C" NOT NULL,
    PRIMARY KEY (schedule_id, address)
);

-- Addresses outside the workspace: each confirms once that it wants mail.
CREATE TABLE mail_addresses (
    workspace_id    bigint           NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    address         text COLLATE "C" NOT NULL,
    user_id         bigint           NOT NULL,
    requested_at    timestamp        NOT NULL,
    confirmed_at    timestamp,
    PRIMARY KEY (workspace_id, address)
);

-- A report that was made, for all recipients of its slot.
CREATE TABLE report_documents (
    id              text COLLATE "C" PRIMARY KEY,
    workspace_id    bigint           NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    schedule_id     text COLLATE "C" NOT NULL REFERENCES report_schedules (id) ON DELETE CASCADE,
    slot            text COLLATE "C" NOT NULL,
    file_name       text COLLATE "C" NOT NULL,
    size            bigint           NOT NULL,
    -- What the mail says of it (JSON).
    figures         jsonb            NOT NULL,
    -- The PDF; none once its time is over.
    pdf             bytea,
    created_at      timestamp        NOT NULL,
    expires_at      timestamp        NOT NULL,
    UNIQUE (schedule_id, slot)
);
CREATE INDEX report_documents_expires_at ON report_documents (expires_at) WHERE pdf IS NOT NULL;

-- The ledger: one row for each slot of a schedule and recipient, whatever becomes of it.
CREATE TABLE report_deliveries (
    id              text COLLATE "C" PRIMARY KEY,
    workspace_id    bigint           NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    schedule_id     text COLLATE "C" NOT NULL REFERENCES report_schedules (id) ON DELETE CASCADE,
    -- The planned local time and its zone; what a person asked for has `now:` or `test:` and a number of its own.
    slot            text COLLATE "C" NOT NULL,
    recipient       text COLLATE "C" NOT NULL,
    -- `slot`, `now`, `test`, or `notice`: a failure told to the owner.
    kind            text COLLATE "C" NOT NULL DEFAULT 'slot',
    slot_at         timestamp        NOT NULL,
    is_late         boolean          NOT NULL DEFAULT false,
    status          text COLLATE "C" NOT NULL CHECK (status IN ('due', 'rendering', 'sending', 'sent', 'retrying', 'failed', 'skipped', 'unknown', 'kept')),
    -- Why it was skipped or failed: a stable word.
    reason          text COLLATE "C",
    -- The first and the last day its report covers.
    first_day       text COLLATE "C",
    last_day        text COLLATE "C",
    attempts        bigint           NOT NULL DEFAULT 0,
    -- When it is to be taken up; while somebody holds it, the end of their lease; none once nothing more happens.
    next_attempt_at timestamp,
    lease_owner     text COLLATE "C",
    -- Set just before the message itself is handed over: from here on the server may have it.
    transmitting_at timestamp,
    message_id      text COLLATE "C" NOT NULL,
    -- The step of the dialogue that failed, the server's code and its words.
    failed_step     text COLLATE "C",
    server_code     bigint,
    server_words    text COLLATE "C",
    document_id     text COLLATE "C" REFERENCES report_documents (id) ON DELETE SET NULL,
    created_at      timestamp        NOT NULL,
    updated_at      timestamp        NOT NULL,
    sent_at         timestamp,
    UNIQUE (schedule_id, slot, recipient)
);
CREATE INDEX report_deliveries_next_attempt_at ON report_deliveries (next_attempt_at);
CREATE INDEX report_deliveries_workspace_id ON report_deliveries (workspace_id, created_at);

-- Addresses that get no more reports: of one schedule, or, where that is empty, of the workspace.
CREATE TABLE mail_suppressions (
    id              bigint           GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    workspace_id    bigint           NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    address         text COLLATE "C" NOT NULL,
    schedule_id     text COLLATE "C" NOT NULL DEFAULT '',
    reason          text COLLATE "C" NOT NULL CHECK (reason IN ('unsubscribed', 'bounced')),
    detail          text COLLATE "C" NOT NULL DEFAULT '',
    created_at      timestamp        NOT NULL,
    UNIQUE (workspace_id, address, schedule_id)
);

-- Addresses of programs that are told what became of deliveries.
CREATE TABLE webhooks (
    id              text COLLATE "C" PRIMARY KEY,
    workspace_id    bigint           NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    user_id         bigint           NOT NULL,
    url             text COLLATE "C" NOT NULL,
    -- What calls are signed with.
    secret          text COLLATE "C" NOT NULL,
    created_at      timestamp        NOT NULL
);
CREATE INDEX webhooks_workspace_id ON webhooks (workspace_id);

-- Calls to webhooks: written with what they tell, made afterwards, at least once.
CREATE TABLE outbox (
    id              text COLLATE "C" PRIMARY KEY,
    workspace_id    bigint           NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    webhook_id      text COLLATE "C" NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
    event           text COLLATE "C" NOT NULL,
    -- The body (JSON).
    payload         jsonb            NOT NULL,
    status          text COLLATE "C" NOT NULL CHECK (status IN ('due', 'sent', 'retrying', 'failed')),
    attempts        bigint           NOT NULL DEFAULT 0,
    -- When it is to be taken up; while somebody holds it, the end of their lease; none once nothing more happens.
    next_attempt_at timestamp,
    lease_owner     text COLLATE "C",
    -- What was answered, or why nothing was.
    answer          text COLLATE "C",
    created_at      timestamp        NOT NULL,
    updated_at      timestamp        NOT NULL
);
CREATE INDEX outbox_next_attempt_at ON outbox (next_attempt_at);
CREATE INDEX outbox_webhook_id ON outbox (webhook_id, created_at);

-- The zone that the workspace's people go by, where they say nothing else.
ALTER TABLE workspaces ADD COLUMN timezone text COLLATE "C" NOT NULL DEFAULT 'UTC';

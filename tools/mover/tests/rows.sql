-- Fills a migrated SQLite database: `size.n` tickets with `size.r` revisions and two texts each, an entity for every
-- second one, and every odd value that the types allow. The caller makes the table `size` with one row.

INSERT INTO workspaces (id, name, created_at) VALUES
    (1, 'Main', 1767225600000001),
    (7, 'Größe 😀 "quoted" \ back', -62135596800000000);

INSERT INTO users (id, workspace_id, email, hashed_password, role, is_active, created_at) VALUES
    (1, 1, 'a@b.c', '$argon2id$x', 'admin', 1, 0),
    (2, 1, 'off@b.c', '', 'viewer', 0, -1),
    (9, 7, 'ü@ö.de', 'x', 'analyst', 1, 253402300799999999);
-- Given once, and gone: it must not be given again.
INSERT INTO users (id, workspace_id, email, hashed_password, created_at) VALUES (41, 1, 'gone@b.c', 'x', 0);
DELETE FROM users WHERE id = 41;

INSERT INTO sessions (id, workspace_id, user_id, created_at, expires_at, revoked_at) VALUES
    ('', 1, 1, 1, 2, NULL),
    ('0190a5d0-ac96-774b-bcce-b302099a8057', 7, 9, -210866803200000000, 9224318015999999, 3);

INSERT INTO refresh_tokens (token_hash, workspace_id, session_id, created_at, expires_at, used_at) VALUES
    ('h1', 1, '', 5, 6, NULL), ('O''Brien', 7, '0190a5d0-ac96-774b-bcce-b302099a8057', 5, 6, 7);

WITH RECURSIVE i (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM i WHERE n < 40)
INSERT INTO login_attempts (subject, window_start, failures)
SELECT 'subject ' || (n % 7) || CASE n % 3 WHEN 0 THEN ' ß' ELSE '' END, n * 60000000 - 600000000, n FROM i;

INSERT INTO known_clients (workspace_id, user_id, network_hash, signed_in_at) VALUES (1, 1, 'h', 7), (7, 9, '', -1);

INSERT INTO installation_secrets (name, value, created_at) VALUES ('signing_key', 'c2VjcmV0', 1767225600123456);

INSERT INTO audit_log (id, workspace_id, user_id, action, resource, details, created_at) VALUES
    (1, NULL, NULL, 'start', '', '{}', 1),
    (2, 1, 1, 'job.deleted', 'job/1', '{"b": 1, "a": [1.0, -0, 1e3, 12345678901234567890.25], "ä": "\ud83d\ude00\n"}', 2),
    (5, 1, 99, 'x', 'y', '[[], {}, null, true, "a\\b"]', 3);

INSERT INTO jobs (id, workspace_id, user_id, sequence, source, file_name, file_size, content_sha256, timezone, encoding, status,
    phase, mapping, inspection, total_columns, total_rows, snapshot_id, error, choices, shape, submitted_at, started_at,
    completed_at, updated_at)
VALUES
    ('j1', 1, 1, 1, 'jira', 'export.csv', 9007199254740993, 'aa', 'Europe/Berlin', 'utf-8', 'completed', 'done',
        '{"columns": [{"name": "Summary", "field": "summary"}]}', '{"chunks": 3}', 1600, 12, 1, NULL, '{"encoding": "koi8-r"}',
        '{"system": "jira", "instance": null, "columns": ["größe"]}', 10, 11, 12, 13),
    ('j2', 1, NULL, 2, 'jira', '', 0, 'bb', 'UTC', NULL, 'failed', 'score', '{}', NULL, 0, NULL, NULL,
        '{"code": "x", "detail": "y", "remedy": "z"}', '{}', NULL, 20, NULL, NULL, 21),
    ('j3', 7, 9, 1, 'csv', '数.csv', 1, 'aa', 'Asia/Tokyo', 'utf-16', 'running', 'score', '{}', NULL, 3, 3, NULL, NULL, NULL, NULL, 30, 31, NULL, 32);
-- A big document.
UPDATE jobs SET inspection = (WITH RECURSIVE i (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM i WHERE n < 5000)
    SELECT json_group_array(json_object('column', 'Spalte ' || n, 'number', n / 7.0)) FROM i) WHERE id = 'j3';

INSERT INTO phase_queue (queue_id, workspace_id, job_id, current_phase, chunk, status, phase_data, outcome, attempts,
    lease_owner, lease_until, error_message, created_at, started_timestamp, finished_at, updated_at, ready_timestamp,
    phase_number, depends_on_phases, priority, queue_position, feature_id, issue_number, adw_id, pr_number)
VALUES
    ('q1', 1, 'j1', 'map', 0, 'completed', '{}', '{"rows":1}', 1, NULL, NULL, NULL, 1, 2, 3, 3, NULL, 2, '[1]', 50, 1, 1, NULL, 'j1',
        NULL),
    ('q2', 7, 'j3', 'score', 1, 'running', '{"byte_start":0,"byte_end":9}', NULL, 2, 'w', 5, '', 1, 2, NULL, 2, 2, 3, '[2]', 0, 3,
        3, 7, 'j3', 8);

INSERT INTO queue_config (config_key, config_value, updated_at) VALUES ('queue_paused.7', 'true', 1767225600000000);

INSERT INTO lake_maintenance (workspace_id, snapshot_id) VALUES (1, 3), (7, 1);

INSERT INTO workflow_history (id, workspace_id, job_id, workflow_template, status, start_time, end_time, duration_seconds,
    phase_count, current_phase, phase_durations)
VALUES
    (1, 1, 'j1', 'import', 'completed', 1, 2, 0.1, 5, NULL, '{"map": {"seconds": 0.30000000000000004}}'),
    (2, 7, 'j3', 'import', 'running', 1, NULL, NULL, 5, 'score', '{}'),
    (3, 7, 'j3', 'import', 'running', 1, NULL, 1.7976931348623157e308, 5, '', '{}'),
    (4, 7, 'j3', 'import', 'running', 1, NULL, 5e-324, 5, '', '{}'),
    (5, 7, 'j3', 'import', 'running', 1, NULL, -9e999, 5, '', '{}'),
    (6, 7, 'j3', 'import', 'running', 1, NULL, 3, 5, '', '{}');

INSERT INTO row_errors (workspace_id, job_id, chunk, row_number, line_number, column_name, value, code, reason, remedy) VALUES
    (1, 'j1', 0, 1, 2, NULL, NULL, 'c', 'r', 'm'), (1, 'j1', 9223372036854775807, -9223372036854775808, 3, '', '', 'c', 'r', 'm');

WITH RECURSIVE i (n) AS (SELECT 1 UNION ALL SELECT i.n + 1 FROM i, size WHERE i.n < size.n * size.r)
INSERT INTO ticket_revisions (id, workspace_id, job_id, chunk, source, ticket_id, summary, description, status, priority,
    issue_type, project, product, organization, labels, assignee, reporter, parent_ticket_id, created_at, updated_at,
    resolved_at, as_of, state_hash, comment_count, first_comment_at, last_comment_at, ultimate_sentiment, ultimate_confidence,
    compound, sentiment_trend, sentiment_status, urgency, scoring_version, lake_row, lake_field_ranges, lake_entity_ranges)
SELECT i.n, 1, CASE i.n % r WHEN 0 THEN 'j1' ELSE 'j2' END, i.n / 4096, 'jira', 'SUP-' || ((i.n + r - 1) / r),
    'Ticket ' || i.n || ' does not open after the update', 'Since the update of ' || (i.n % 28 + 1)
        || ' May the window stays white. We tried it on three machines; the log says error ' || (i.n * 7919 % 1000) || '.'
        || CASE i.n % 97 WHEN 0 THEN ' Ünïcödé 😀 ' || char(10) || char(9) || '"\' ELSE '' END,
    CASE i.n % 4 WHEN 0 THEN 'Open' WHEN 1 THEN 'Done' WHEN 2 THEN 'Waiting' ELSE '' END, 'P' || (i.n % 5), 'Bug', 'SUP',
    'Product ' || (i.n % 12), 'Organization ' || (i.n % 300), CASE i.n % 3 WHEN 0 THEN '["a","b c"]' ELSE '[]' END,
    'user' || (i.n % 40), 'user' || (i.n % 900), CASE i.n % 11 WHEN 0 THEN 'SUP-1' END,
    1735689600000000 + i.n * 31000001, CASE i.n % 5 WHEN 0 THEN NULL ELSE 1767225600000000 + i.n END, NULL,
    1767225600000000 + i.n * 977, printf('%064x', i.n), i.n % 9, NULL, 1767225600000000 - i.n,
    CASE i.n % 3 WHEN 0 THEN 'positive' WHEN 1 THEN 'neutral' ELSE 'negative' END, 1.0 / (i.n + 1), (i.n % 2001 - 1000) / 1000.0,
    'stable', 'normal', i.n % 101 / 100.0, '1', i.n % 4096, '[[1,3]]', '[]'
FROM i, size;

INSERT INTO tickets (workspace_id, source, ticket_id, revision_id, job_id, summary, description, status, priority, issue_type,
    project, product, organization, labels, assignee, reporter, parent_ticket_id, created_at, updated_at, resolved_at, as_of,
    state_hash, comment_count, first_comment_at, last_comment_at, ultimate_sentiment, ultimate_confidence, compound,
    sentiment_trend, sentiment_status, urgency, scoring_version)
SELECT workspace_id, source, ticket_id, id, job_id, summary, description, status, priority, issue_type, project, product,
    organization, labels, assignee, reporter, parent_ticket_id, created_at, updated_at, resolved_at, as_of, state_hash,
    comment_count, first_comment_at, last_comment_at, ultimate_sentiment, ultimate_confidence, compound, sentiment_trend,
    sentiment_status, urgency, scoring_version
FROM ticket_revisions, size WHERE ticket_revisions.id % size.r = 0 ORDER BY id;

WITH RECURSIVE i (n) AS (SELECT 1 UNION ALL SELECT i.n + 1 FROM i, size WHERE i.n < size.n * 2)
INSERT INTO sentiment_results (workspace_id, job_id, chunk, source, ticket_id, field_type, comment_number, comment_timestamp,
    author_id, text, sentiment, confidence, compound, fingerprint, scoring_version, created_at)
SELECT 1, 'j1', n / 4096, 'jira', 'SUP-' || ((n + 1) / 2), CASE n % 2 WHEN 0 THEN 'comment' ELSE 'summary' END,
    CASE n % 2 WHEN 0 THEN 1 END, CASE n % 2 WHEN 0 THEN 1767225600000000 + n * 13 END, CASE n % 2 WHEN 0 THEN 'user' || (n % 50) END,
    CASE n % 2 WHEN 0 THEN 'Thanks, but the export still fails with error ' || (n * 31 % 1000) || ' on page ' || (n % 77)
        || '. This is the third time this month, please help.' ELSE 'Ticket ' || n || ' does not open after the update' END,
    CASE n % 3 WHEN 0 THEN 'positive' WHEN 1 THEN 'neutral' ELSE 'negative' END, 0.5 + (n % 50) / 100.0,
    (n % 2001 - 1000) / 1000.0, printf('%032x', n * 2654435761), '1', 1767225600000000 + n
FROM i;

INSERT INTO entities (workspace_id, job_id, chunk, source, ticket_id, fingerprint, field_type, text, label, start_pos, end_pos,
    confidence)
SELECT workspace_id, job_id, chunk, source, ticket_id, fingerprint, field_type, 'error ' || (id * 31 % 1000), 'ERROR_CODE',
    5, 15, 0.9
FROM sentiment_results WHERE id % 4 = 0;

INSERT INTO lake_snapshots (id, workspace_id, job_id, published_at, ticket_rows, sentiment_rows, entity_rows) VALUES
    (1, 1, 'j1', 1767225600000000, 5, 6, 7), (3, 1, 'j1', 1767225600000001, 5, 6, 7);
INSERT INTO lake_files (id, workspace_id, dataset, path, job_id, row_count, byte_size, min_created_at, max_created_at,
    begin_snapshot, end_snapshot) VALUES
    (1, 1, 'ticket', 'ws=1/ticket/a-0.parquet', 'j1', 5, 100, -1, 1, 1, NULL),
    (2, 1, 'entity', 'ws=1/entity/a-0.parquet', 'j1', 5, 100, -1, 1, 1, 3),
    (3, 1, 'raw', 'ws=1/raw/a-0.parquet', 'j1', 5, 100, -1, 1, 1, NULL);
INSERT INTO lake_removed_rows (workspace_id, file_id, begin_snapshot, ranges, removed_rows) VALUES (1, 1, 3, '[[0, 2], [4, 5]]', 3);

INSERT INTO column_mappings (id, workspace_id, user_id, name, header_fingerprint, mapping, created_at) VALUES
    ('m1', 1, (SELECT min(id) FROM users), 'Täglich', printf('%064x', 7), '{"fields": {"ticket_id": [0]}, "header": ["Key", "Größe"]}', 1767225600000000),
    ('m2', 1, NULL, 'weekly', printf('%064x', 8), '{}', 1767225600000001);

INSERT INTO label_corrections (workspace_id, source, ticket_id, field_type, text_sha256, text, scored_sentiment, scored_compound,
    scoring_version, sentiment, user_id, corrected_at)
SELECT workspace_id, source, ticket_id, field_type, printf('%064x', id), text, sentiment, compound, scoring_version, 'neutral',
    NULL, 1767225600000000 + id
FROM sentiment_results WHERE id % 16 = 1;

INSERT INTO gazetteer_terms (id, workspace_id, term, folded, label, user_id, changed_at) VALUES
    (1, 1, 'Aurora Sync', 'aurora sync', 'PRODUCT', 1, 1767225600000000),
    (3, 1, 'Łódź "Süd" 😀 \', 'łódź "süd" 😀 \', 'LOCATION', NULL, 1767225600000001),
    (4, 7, 'Monitor', 'monitor', 'EXCLUDED', 9, -1);

INSERT INTO jobs (id, workspace_id, user_id, sequence, kind, source, file_name, file_size, content_sha256, timezone, status, phase,
    mapping, total_columns, snapshot_id, comparison, submitted_at, updated_at)
VALUES ('j4', 1, 1, 4, 'rescoring', '', '', 0, 'rescoring j4', 'UTC', 'completed', 'done', '{}', 0, 3,
    '{"texts": {"total": 2, "mean_change": -0.1}}', 40, 41);
INSERT INTO text_scores (result_id, job_id, workspace_id, chunk, old_sentiment, old_confidence, old_compound, old_scoring_version,
    sentiment, confidence, compound, scoring_version, moved)
SELECT id, 'j4', workspace_id, 0, 'neutral', 0.1 + 0.2, -0.3, '0', sentiment, confidence, compound, scoring_version,
    sentiment <> 'neutral'
FROM sentiment_results;

INSERT INTO intakes (job_id, workspace_id, begun_at) VALUES ('coming', 1, 1767225600000000), ('coming too', 7, -1);

INSERT INTO deleted_jobs (job_id, workspace_id, sequence, submitted_at, deleted_at) VALUES
    ('gone', 1, 3, 1767225600000000, 1767225600000001);

INSERT INTO sweeper (name, runs, last_sweep_at, unknown_files, refused) VALUES
    ('sweeper', 9, 1767225600000000, 4, 'the clock went back');

INSERT INTO store_checks (workspace_id, checked_at) VALUES (1, 1767225600000000), (7, -1);

UPDATE tickets SET team = 'Équipe 😀', channel = 'mail', customer = 'C' || (id % 30), satisfaction = '5', due_at = created_at + 1,
    first_response_at = created_at + 7, time_spent_minutes = id / 7.0, reopenings = id % 3, category = 'bug',
    categories = '["bug", "login"]', emotion = 'angry', emotions = '[{"emotion": "angry", "strength": 0.30000000000000004}]',
    aspects = '[{"aspect": "value", "compound": -0.1}]', trajectory_type = 'volatile', improvement_score = -0.1,
    volatility_score = 1e-9, turning_points = id % 4, language = 'de', opening_sentiment = 'negative', opening_compound = -1,
    answered_sentiment = 'positive', answered_compound = 0.5, minutes_to_first_response = 0.1, minutes_to_resolution = 1e9,
    customer_turns = 2, staff_turns = 1 WHERE id % 2 = 0;
-- Of some nothing tells when they were created.
UPDATE ticket_revisions SET created_at = NULL, created_from = 'unknown' WHERE ticket_id IN (SELECT ticket_id FROM tickets WHERE id % 5 = 0);
UPDATE tickets SET created_at = NULL, created_from = 'unknown' WHERE id % 5 = 0;
UPDATE tickets SET tracker_id = '1000' || id, moved_key = 'NEU-' || id WHERE id % 7 = 0;
UPDATE ticket_revisions SET tracker_id = 'ü' || id, moved_key = 'NEU-' || id WHERE id % 7 = 0;
UPDATE sentiment_results SET side = 'customer', urgency = 0.7, intensity = 0.55, language = 'en' WHERE id % 2 = 0;
INSERT INTO staff (id, workspace_id, kind, value, folded, user_id, changed_at) VALUES
    (2, 1, 'name', 'Eve Ädams', 'eve ädams', 1, 1767225600000000), (3, 1, 'domain', 'help.example', 'help.example', NULL, 1);

INSERT INTO report_templates (id, workspace_id, user_id, name, layout, created_at, updated_at) VALUES
    ('t1', 1, 1, 'Für alle 😀', '{"sections": ["kpis"], "paper": "letter"}', 1767225600000000, 1);
INSERT INTO report_schedules (id, workspace_id, user_id, name, is_preference, timezone, repeat, period, template_id, enabled,
    examined_until, next_slot_at, created_at, updated_at) VALUES
    ('s1', 1, 1, 'Montags', 1, 'Europe/Berlin', '{"kind": "weekly", "days": ["monday"], "time": "08:00"}', 'last_week', 't1', 0,
    1767225600000000, -1, 5, 6);
INSERT INTO report_recipients (schedule_id, workspace_id, address) VALUES ('s1', 1, 'a@example.org'), ('s1', 1, 'b@example.org');
INSERT INTO mail_addresses (workspace_id, address, user_id, requested_at, confirmed_at) VALUES (1, 'b@example.org', 1, 7, NULL);
INSERT INTO report_documents (id, workspace_id, schedule_id, slot, file_name, size, figures, pdf, created_at, expires_at) VALUES
    ('d1', 1, 's1', '2026-01-05T08:00[Europe/Berlin]', 'r.pdf', 4, '{"tickets": 3}', x'00ff2550', 1, 2);
INSERT INTO report_deliveries (id, workspace_id, schedule_id, slot, recipient, slot_at, is_late, status, message_id, document_id,
    transmitting_at, server_code, server_words, created_at, updated_at) VALUES
    ('e1', 1, 's1', '2026-01-05T08:00[Europe/Berlin]', 'a@example.org', 1767225600000000, 1, 'unknown', 'm@x', 'd1', 9, 250,
    'Ödd words', 8, 9);
INSERT INTO mail_suppressions (id, workspace_id, address, schedule_id, reason, created_at) VALUES
    (4, 1, 'a@example.org', 's1', 'unsubscribed', 3);
INSERT INTO webhooks (id, workspace_id, user_id, url, secret, created_at, paused_at, deleted_at) VALUES
    ('w1', 1, 1, 'https://a.example/', 's', 1, NULL, NULL), ('w2', 1, 1, 'https://a.example/', 't', 1, 1767225600123456, -1);
INSERT INTO outbox (id, workspace_id, webhook_id, event, payload, status, created_at, updated_at) VALUES
    ('o1', 1, 'w1', 'delivery.sent', '{"id": "e1"}', 'sent', 2, 3);
INSERT INTO resumable_uploads (id, workspace_id, user_id, upload_length, file_name, form, created_at, expires_at, held_by,
    held_until, job_id, uploaded) VALUES
    ('u1', 1, 1, 9007199254740991, 'Müller.csv', '{"timezone": "UTC"}', 1, 2, NULL, NULL, 'j1', '{"job_id": "j1"}');

INSERT INTO search_upkeep (id, up_to_id) VALUES (1, 7);
UPDATE sentiment_results SET more_words = '壊れま れまし ' WHERE id % 3 = 0;

-- Comments that are over.
INSERT INTO former_comments (id, workspace_id, job_id, removed_by, reason, removed_at, chunk, source, ticket_id, comment_number,
    comment_timestamp, author_id, author_type, text, sentiment, confidence, compound, fingerprint, scoring_version, side, urgency,
    intensity, language, created_at)
VALUES
    (2, 1, 'j1', 'j2', 'edited', 1767225600000002, 0, 'jira', 'SUP-1', 3, 1767225600000001, 'Ünal', 'staff', 'Ärger 😀', 'negative',
        0.7, -0.3, printf('%032x', 5), '1', 'staff', 0.1 + 0.2, NULL, 'de', 1767225600000000),
    (5, 1, 'j1', 'j2', 'deleted', 1767225600000002, 0, 'jira', 'SUP-1', NULL, NULL, NULL, 'unknown', '', 'neutral', 0, 0, 'f', '1',
        'unknown', NULL, NULL, '', 1767225600000000);
UPDATE ticket_revisions SET comments_at = 1767225600000000 + id, lake_comments = '[[1, 7, [[2, 3]]]]',
    former_comments = '[{"fingerprint": "f", "why": "deleted"}]' WHERE id % 3 = 0;
UPDATE tickets SET comments_at = 1767225600000000 + id WHERE id % 3 = 0;

UPDATE jobs SET undone_at = -1, undoes = 'j1' WHERE id = 'j2';
INSERT INTO upload_supports (workspace_id, job_id, rests_on) VALUES (1, 'j1', 'gone'), (7, 'j3', 'ü');
INSERT INTO dated_tickets (id, workspace_id, job_id, source, dates) VALUES
    (3, 1, 'j1', 'jira', '[[1767225600000001, ["SUP-1", "Ä"]], [-5, []]]');

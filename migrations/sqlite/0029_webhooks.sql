-- A webhook can be paused, and a deleted one brought back, with its secret.

ALTER TABLE webhooks ADD COLUMN paused_at INTEGER;
-- It goes for good some time later.
ALTER TABLE webhooks ADD COLUMN deleted_at INTEGER;

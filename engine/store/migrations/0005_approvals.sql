-- Acts that wait for a second person, exactly as they were asked for. The first table of that name was never filled.
DROP TABLE approvals;
CREATE TABLE approvals (
  id INTEGER PRIMARY KEY,
  desk_id INTEGER NOT NULL REFERENCES desks (id),
  act TEXT NOT NULL CHECK (act <> ''),
  subject INTEGER NOT NULL,
  slug TEXT NOT NULL,
  argument TEXT NOT NULL,
  reason TEXT NOT NULL,
  content_digest BLOB NOT NULL CHECK (length(content_digest) = 32),
  asked_by_kind TEXT NOT NULL CHECK (
    asked_by_kind = 'engine' OR asked_by_kind = 'analyst' OR asked_by_kind = 'senior' OR asked_by_kind = 'lead' OR
    asked_by_kind = 'helpline' OR asked_by_kind = 'admin' OR asked_by_kind = 'partner' OR asked_by_kind = 'recipient' OR
    asked_by_kind = 'reporter'),
  asked_by TEXT NOT NULL CHECK (asked_by <> ''),
  asked_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state = 'asked' OR state = 'approved' OR state = 'refused' OR state = 'expired'),
  decided_by_kind TEXT NOT NULL CHECK (
    decided_by_kind = 'engine' OR decided_by_kind = 'analyst' OR decided_by_kind = 'senior' OR decided_by_kind = 'lead' OR
    decided_by_kind = 'helpline' OR decided_by_kind = 'admin' OR decided_by_kind = 'partner' OR decided_by_kind = 'recipient' OR
    decided_by_kind = 'reporter'),
  decided_by TEXT NOT NULL,
  decided_at_ms INTEGER,
  carried_out_at_ms INTEGER,
  task_id INTEGER REFERENCES tasks (id),
  why TEXT NOT NULL,
  CHECK ((state = 'asked') = (decided_at_ms IS NULL)),
  -- nobody approves what they asked for themselves
  CHECK (state <> 'approved' OR (decided_by <> '' AND decided_by <> asked_by)),
  CHECK (carried_out_at_ms IS NULL OR state = 'approved')
) STRICT;
CREATE INDEX approvals_open ON approvals (id, expires_at_ms) WHERE carried_out_at_ms IS NULL AND (state = 'asked' OR state = 'approved');

-- How the heads under a checkpoint were put together: 1, a chain over all of them; 2, a tree, in which one head can be proven.
ALTER TABLE checkpoints ADD COLUMN form INTEGER NOT NULL DEFAULT 1 CHECK (form = 1 OR form = 2);

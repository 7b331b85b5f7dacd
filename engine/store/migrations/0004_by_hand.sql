-- The workflow of a notice's requests: those of two workflows never share one. All that stand here are of the first there was.
ALTER TABLE notices ADD COLUMN workflow TEXT NOT NULL DEFAULT 'hotline_ntd' CHECK (workflow <> '');

-- The recipient's own number of a notice.
ALTER TABLE notices ADD COLUMN ticket TEXT NOT NULL DEFAULT '';

-- One more kind of notice: what has become of something a partner handed to us. SQLite changes a CHECK only in the schema's own text; the
-- statement behind it makes this connection, and every other, read the schema anew.
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, 'kind = ''retraction'' OR kind = ''thanks'')', 'kind = ''retraction'' OR kind = ''thanks'' OR kind = ''status'')')
WHERE type = 'table' AND name = 'notices';
PRAGMA writable_schema = OFF;

-- The task by which a person was asked to hand a notice over, where no machine can.
ALTER TABLE outbox ADD COLUMN handed_to INTEGER REFERENCES tasks (id);

-- The most a recipient may be given, as the directory says (Traffic Light Protocol 2.0). What stands here already gets it at the next start.
ALTER TABLE recipients ADD COLUMN ceiling TEXT NOT NULL DEFAULT 'amber' CHECK (
  ceiling = 'clear' OR ceiling = 'green' OR ceiling = 'amber' OR ceiling = 'amber_strict' OR ceiling = 'red');

-- The rule by which an alert is repeated: rule@version.
ALTER TABLE alerts ADD COLUMN why TEXT NOT NULL DEFAULT '';

-- Connectors whose notices wait until a person lets them go on.
CREATE TABLE paused_connectors (
  name TEXT PRIMARY KEY,
  paused_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Entries of a paused connector are passed over inside the index, as those of a paused recipient are.
DROP INDEX outbox_waiting;
CREATE INDEX outbox_waiting ON outbox (urgent, not_before_ms, id, recipient_id, channel) WHERE state = 'waiting';

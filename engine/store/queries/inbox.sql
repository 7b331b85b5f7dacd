-- columns: inbox
id, mailbox, uid_validity, uid, digest, kind, meaning, notice_id, message, wrapped_key, at_ms

-- columns: import
digest, file, position, accepted, repeats, rejected, complete

-- columns: quarantine
id, desk_id, file, line, field, reason, sealed_row, wrapped_key, at_ms

-- query: insert_inbox | by: Transaction::insert(InboxRecord)
INSERT INTO inbox ({inbox}) VALUES ({:inbox});

-- query: message_seen | by: ReadQueries::message_seen
SELECT 1 FROM inbox WHERE digest = ?1 LIMIT 1;

-- query: inbox_message | by: ReadQueries::inbox_message
SELECT {inbox} FROM inbox WHERE id = ?1;

-- query: inbox_position | by: ReadQueries::inbox_position
SELECT uid FROM inbox_positions WHERE mailbox = ?1 AND uid_validity = ?2;

-- query: kept_messages_about | by: ReadQueries::kept_messages_about
SELECT id FROM inbox WHERE notice_id = ?1 AND wrapped_key IS NOT NULL ORDER BY id;

-- query: kept_messages | by: ReadQueries::kept, of partner_messages
SELECT id, at_ms FROM inbox INDEXED BY inbox_kept
WHERE wrapped_key IS NOT NULL AND at_ms <= ?1 AND (at_ms, id) > (?2, ?3)
ORDER BY at_ms, id LIMIT ?4;

-- query: erase_message | by: Transaction::erase_message
UPDATE inbox SET message = NULL, wrapped_key = NULL WHERE id = ?1;

-- query: set_inbox_position | by: Transaction::set_inbox_position
INSERT INTO inbox_positions (mailbox, uid_validity, uid) VALUES (?1, ?2, ?3)
ON CONFLICT (mailbox, uid_validity) DO UPDATE SET uid = max(uid, excluded.uid);

-- query: save_import | by: Transaction::save_import
INSERT INTO imports ({import}) VALUES ({:import})
ON CONFLICT (digest) DO UPDATE SET file = excluded.file, position = excluded.position, accepted = excluded.accepted,
  repeats = excluded.repeats, rejected = excluded.rejected, complete = excluded.complete;

-- query: import_progress | by: ReadQueries::import_progress
SELECT {import} FROM imports WHERE digest = ?1;

-- query: insert_quarantine | by: Transaction::insert(QuarantineRecord)
INSERT INTO quarantine ({quarantine}) VALUES ({:quarantine});

-- query: quarantine | by: ReadQueries::quarantine
SELECT {quarantine} FROM quarantine WHERE id > ?1 ORDER BY id LIMIT ?2;

-- query: kept_quarantine | by: ReadQueries::kept, of quarantine
SELECT id, at_ms FROM quarantine INDEXED BY quarantine_kept
WHERE wrapped_key IS NOT NULL AND at_ms <= ?1 AND (at_ms, id) > (?2, ?3)
ORDER BY at_ms, id LIMIT ?4;

-- query: erase_quarantined | by: Transaction::erase_quarantined
UPDATE quarantine SET sealed_row = NULL, wrapped_key = NULL WHERE id = ?1;

-- columns: outbox
id, notice_id, recipient_id, channel, state, not_before_ms, urgent, attempts, first_attempt_at_ms, lease_owner, cause, handed_to

-- columns: attempt
id, outbox_id, notice_id, number, started_at_ms, ended_at_ms, verdict, code, cause, incarnation

-- query: insert_outbox | by: Transaction::insert(OutboxRecord)
INSERT INTO outbox ({outbox}) VALUES ({:outbox});

-- query: save_outbox | by: Transaction::save(OutboxRecord), as long as it is about the same notice
UPDATE outbox SET channel = :channel, state = :state, not_before_ms = :not_before_ms, urgent = :urgent, attempts = :attempts,
  first_attempt_at_ms = :first_attempt_at_ms, lease_owner = :lease_owner, cause = :cause,
  handed_to = :handed_to
WHERE id = :id;

-- query: save_whole_outbox | by: Transaction::save(OutboxRecord)
UPDATE outbox SET notice_id = :notice_id, recipient_id = :recipient_id, channel = :channel, state = :state,
  not_before_ms = :not_before_ms, urgent = :urgent, attempts = :attempts, first_attempt_at_ms = :first_attempt_at_ms,
  lease_owner = :lease_owner, cause = :cause,
  handed_to = :handed_to
WHERE id = :id;

-- query: outbox | by: ReadQueries::outbox
SELECT {outbox} FROM outbox WHERE id = ?1;

-- query: outbox_of | by: ReadQueries::outbox_of
SELECT {outbox} FROM outbox WHERE notice_id = ?1;

-- query: dead_letters | by: ReadQueries::dead_letters
SELECT {outbox} FROM outbox INDEXED BY outbox_dead WHERE state = 'dead' ORDER BY id LIMIT ?1;

-- Entries for recipients that rest or are paused, and of connectors that are paused, are passed over inside the index, without touching
-- their rows.
-- query: leasable | by: Transaction::lease
SELECT id FROM outbox INDEXED BY outbox_waiting
WHERE state = 'waiting' AND urgent = ?1 AND not_before_ms <= ?2
  AND recipient_id NOT IN (
    SELECT id FROM recipients INDEXED BY recipients_blocked
    WHERE (paused_at_ms IS NOT NULL OR rests_until_ms IS NOT NULL) AND (paused_at_ms IS NOT NULL OR rests_until_ms > ?2))
  AND channel NOT IN (SELECT name FROM paused_connectors)
ORDER BY not_before_ms, id LIMIT ?3;

-- query: lease | by: Transaction::lease
UPDATE outbox SET state = 'leased', lease_owner = ?2 WHERE id = ?1;

-- query: release_foreign_leases | by: Transaction::release_foreign_leases
UPDATE outbox INDEXED BY outbox_leased SET state = 'waiting', lease_owner = '' WHERE state = 'leased' AND lease_owner <> ?1;

-- Nothing is due while sending is paused: else whoever waits for the next moment would never wait.
-- query: waiting_entries | by: ReadQueries::next_due
SELECT recipient_id, not_before_ms FROM outbox INDEXED BY outbox_waiting
WHERE state = 'waiting' AND urgent = ?1 AND channel NOT IN (SELECT name FROM paused_connectors)
  AND NOT EXISTS (SELECT 1 FROM settings WHERE name = 'sending' AND value = 'paused')
ORDER BY not_before_ms, id;

-- query: blocked_recipients | by: ReadQueries::next_due
SELECT id, paused_at_ms, rests_until_ms FROM recipients INDEXED BY recipients_blocked
WHERE paused_at_ms IS NOT NULL OR rests_until_ms IS NOT NULL ORDER BY id;

-- query: paused_connectors | by: ReadQueries::paused_connectors
SELECT name FROM paused_connectors ORDER BY name;

-- query: pause_connector | by: Transaction::pause_connector
INSERT INTO paused_connectors (name, paused_at_ms) VALUES (?1, ?2) ON CONFLICT (name) DO NOTHING;

-- query: resume_connector | by: Transaction::resume_connector
DELETE FROM paused_connectors WHERE name = ?1;

-- query: insert_attempt | by: Transaction::insert(AttemptRecord)
INSERT INTO attempts ({attempt}) VALUES ({:attempt});

-- query: save_attempt | by: Transaction::save(AttemptRecord), as long as it is about the same entry
UPDATE attempts SET number = :number, started_at_ms = :started_at_ms, ended_at_ms = :ended_at_ms, verdict = :verdict, code = :code,
  cause = :cause, incarnation = :incarnation
WHERE id = :id AND outbox_id = :outbox_id AND notice_id = :notice_id;

-- query: save_whole_attempt | by: Transaction::save(AttemptRecord)
UPDATE attempts SET outbox_id = :outbox_id, notice_id = :notice_id, number = :number, started_at_ms = :started_at_ms,
  ended_at_ms = :ended_at_ms, verdict = :verdict, code = :code, cause = :cause, incarnation = :incarnation
WHERE id = :id;

-- query: attempt | by: ReadQueries::attempt
SELECT {attempt} FROM attempts WHERE id = ?1;

-- query: attempts | by: ReadQueries::attempts
SELECT {attempt} FROM attempts WHERE notice_id = ?1 ORDER BY id;

-- query: attempts_without_verdict | by: ReadQueries::attempts_without_verdict
SELECT {attempt} FROM attempts INDEXED BY attempts_started WHERE verdict = 'started' AND incarnation <> ?1 ORDER BY id;

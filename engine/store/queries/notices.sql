-- columns: notice
id, desk_id, recipient_id, contact_id, scope, channel, workflow, kind, state, reference, reply_token, urgent, opened_at_ms, closes_at_ms,
sealed_at_ms, first_attempt_at_ms, accepted_at_ms, refers_to_id, supersedes_id, possibly_sent_twice, ticket, step, happened_at_ms, message, wrapped_key

-- query: insert_notice | by: Transaction::insert(NoticeRecord)
INSERT INTO notices ({notice}) VALUES ({:notice});

-- query: save_notice | by: Transaction::save(NoticeRecord), as long as its names, addressee and key have not changed
UPDATE notices SET scope = :scope, channel = :channel, state = :state, urgent = :urgent, opened_at_ms = :opened_at_ms,
  closes_at_ms = :closes_at_ms, first_attempt_at_ms = :first_attempt_at_ms, accepted_at_ms = :accepted_at_ms,
  possibly_sent_twice = :possibly_sent_twice, ticket = :ticket, message = :message
WHERE id = :id;

-- query: save_whole_notice | by: Transaction::save(NoticeRecord)
UPDATE notices SET desk_id = :desk_id, recipient_id = :recipient_id, contact_id = :contact_id, scope = :scope, channel = :channel,
  workflow = :workflow, kind = :kind, state = :state, reference = :reference, reply_token = :reply_token, urgent = :urgent, opened_at_ms = :opened_at_ms,
  closes_at_ms = :closes_at_ms, sealed_at_ms = :sealed_at_ms, first_attempt_at_ms = :first_attempt_at_ms,
  accepted_at_ms = :accepted_at_ms, refers_to_id = :refers_to_id, supersedes_id = :supersedes_id, step = :step, happened_at_ms = :happened_at_ms,
  possibly_sent_twice = :possibly_sent_twice, ticket = :ticket, message = :message, wrapped_key = :wrapped_key
WHERE id = :id;

-- query: notice | by: ReadQueries::notice
SELECT {notice} FROM notices WHERE id = ?1;

-- query: find_notice | by: ReadQueries::find_notice
SELECT id FROM notices WHERE reference = ?1;

-- query: find_notice_by_token | by: ReadQueries::find_notice_by_token
SELECT id FROM notices WHERE reply_token = ?1;

-- query: joinable_notice | by: ReadQueries::joinable_notice
SELECT id FROM notices INDEXED BY notices_joinable
WHERE state = 'open' AND contact_id IS ?2 AND kind = ?3 AND desk_id = ?1 AND scope = ?4 AND refers_to_id IS ?5 AND urgent = ?6 AND workflow = ?7
ORDER BY id LIMIT 1;

-- query: notices_to_seal | by: ReadQueries::notices_to_seal
SELECT id FROM notices WHERE state = 'open' AND closes_at_ms <= ?1 ORDER BY closes_at_ms, id LIMIT ?2;

-- query: next_window | by: ReadQueries::next_due
SELECT closes_at_ms FROM notices WHERE state = 'open' ORDER BY closes_at_ms LIMIT 1;

-- query: requests_in | by: ReadQueries::requests_in
SELECT request_id FROM notice_requests WHERE notice_id = ?1 ORDER BY request_id;

-- query: members | by: Transaction::requests_in and need_in
SELECT request_id, need FROM notice_requests WHERE notice_id = ?1 ORDER BY request_id;

-- query: need_in | by: ReadQueries::need_in
SELECT need FROM notice_requests WHERE notice_id = ?1 AND request_id = ?2;

-- query: notices_of | by: ReadQueries::notices_of
SELECT notice_id FROM notice_requests WHERE request_id = ?1 ORDER BY notice_id DESC;

-- query: join | by: Transaction::join
INSERT INTO notice_requests (notice_id, request_id, need) VALUES (?1, ?2, ?3)
ON CONFLICT (notice_id, request_id) DO UPDATE SET need = excluded.need;

-- query: leave | by: Transaction::leave
DELETE FROM notice_requests WHERE notice_id = ?1 AND request_id = ?2;

-- query: kept_notices | by: ReadQueries::kept, of notices
SELECT id, sealed_at_ms FROM notices INDEXED BY notices_kept
WHERE wrapped_key IS NOT NULL AND sealed_at_ms <= ?1 AND (sealed_at_ms, id) > (?2, ?3)
ORDER BY sealed_at_ms, id LIMIT ?4;

-- query: newest_numbers | by: Numbers, when the store is opened or another process has written
SELECT
  (SELECT coalesce(max(id), 0) FROM desks),
  (SELECT coalesce(max(id), 0) FROM reports),
  (SELECT coalesce(max(id), 0) FROM items),
  (SELECT coalesce(max(id), 0) FROM locations),
  (SELECT coalesce(max(id), 0) FROM sites),
  (SELECT coalesce(max(id), 0) FROM assessments),
  (SELECT coalesce(max(id), 0) FROM requests),
  (SELECT coalesce(max(id), 0) FROM spells),
  (SELECT coalesce(max(id), 0) FROM recipients),
  (SELECT coalesce(max(id), 0) FROM contacts),
  (SELECT coalesce(max(id), 0) FROM notices),
  (SELECT coalesce(max(id), 0) FROM outbox),
  (SELECT coalesce(max(id), 0) FROM attempts),
  (SELECT coalesce(max(id), 0) FROM events),
  (SELECT coalesce(max(id), 0) FROM tasks),
  (SELECT coalesce(max(id), 0) FROM alerts),
  (SELECT coalesce(max(id), 0) FROM quarantine),
  (SELECT coalesce(max(id), 0) FROM inbox),
  (SELECT coalesce(max(id), 0) FROM checkpoints),
  (SELECT coalesce(max(id), 0) FROM approvals),
  (SELECT coalesce(max(id), 0) FROM cases),
  (SELECT coalesce(max(id), 0) FROM case_persons),
  (SELECT coalesce(max(reserved), 0) FROM number_blocks WHERE kind = 'timer');

-- query: begin | by: Store::begin
BEGIN IMMEDIATE;

-- query: commit | by: Transaction::commit
COMMIT;

-- query: rollback | by: Transaction, when destroyed without commit
ROLLBACK;

-- query: data_version | by: Store::begin: changes when another connection has written
PRAGMA data_version;

-- query: copy_into | by: Store::backup
VACUUM INTO ?1;

-- query: keys_of_reports | by: Store::rewrap
SELECT id, wrapped_key FROM reports WHERE id > ?1 AND wrapped_key IS NOT NULL ORDER BY id LIMIT ?2;

-- query: change_key_of_reports | by: Store::rewrap
UPDATE reports SET wrapped_key = ?2 WHERE id = ?1;

-- query: keys_of_items | by: Store::rewrap
SELECT id, wrapped_key FROM items WHERE id > ?1 AND wrapped_key IS NOT NULL ORDER BY id LIMIT ?2;

-- query: change_key_of_items | by: Store::rewrap
UPDATE items SET wrapped_key = ?2 WHERE id = ?1;

-- query: keys_of_locations | by: Store::rewrap
SELECT id, wrapped_key FROM locations WHERE id > ?1 AND wrapped_key IS NOT NULL ORDER BY id LIMIT ?2;

-- query: change_key_of_locations | by: Store::rewrap
UPDATE locations SET wrapped_key = ?2 WHERE id = ?1;

-- query: keys_of_sites | by: Store::rewrap
SELECT id, wrapped_key FROM sites WHERE id > ?1 AND wrapped_key IS NOT NULL ORDER BY id LIMIT ?2;

-- query: change_key_of_sites | by: Store::rewrap
UPDATE sites SET wrapped_key = ?2 WHERE id = ?1;

-- query: keys_of_notices | by: Store::rewrap
SELECT id, wrapped_key FROM notices WHERE id > ?1 AND wrapped_key IS NOT NULL ORDER BY id LIMIT ?2;

-- query: change_key_of_notices | by: Store::rewrap
UPDATE notices SET wrapped_key = ?2 WHERE id = ?1;

-- query: keys_of_quarantine | by: Store::rewrap
SELECT id, wrapped_key FROM quarantine WHERE id > ?1 AND wrapped_key IS NOT NULL ORDER BY id LIMIT ?2;

-- query: change_key_of_quarantine | by: Store::rewrap
UPDATE quarantine SET wrapped_key = ?2 WHERE id = ?1;

-- query: keys_of_inbox | by: Store::rewrap
SELECT id, wrapped_key FROM inbox WHERE id > ?1 AND wrapped_key IS NOT NULL ORDER BY id LIMIT ?2;

-- query: change_key_of_inbox | by: Store::rewrap
UPDATE inbox SET wrapped_key = ?2 WHERE id = ?1;

-- query: keys_of_persons | by: Store::rewrap
SELECT id, wrapped_key FROM persons WHERE id > ?1 AND wrapped_key IS NOT NULL ORDER BY id LIMIT ?2;

-- query: change_key_of_persons | by: Store::rewrap
UPDATE persons SET wrapped_key = ?2 WHERE id = ?1;

-- query: keys_of_case_persons | by: Store::rewrap
SELECT id, wrapped_key FROM case_persons WHERE id > ?1 AND wrapped_key IS NOT NULL ORDER BY id LIMIT ?2;

-- query: change_key_of_case_persons | by: Store::rewrap
UPDATE case_persons SET wrapped_key = ?2 WHERE id = ?1;

-- columns: timer
id, request_id, name, due_at_ms, armed_by

-- query: arm | by: Transaction::arm
INSERT INTO timers ({timer}) VALUES ({:timer})
ON CONFLICT (request_id, name) DO UPDATE SET id = excluded.id, due_at_ms = excluded.due_at_ms, armed_by = excluded.armed_by;

-- query: cancel_timer | by: Transaction::cancel_timer
DELETE FROM timers WHERE request_id = ?1 AND name = ?2;

-- query: cancel_timers | by: Transaction::cancel_timers
DELETE FROM timers WHERE request_id = ?1;

-- query: claim | by: Transaction::claim
DELETE FROM timers WHERE request_id = ?1 AND name = ?2 AND id = ?3;

-- query: due_timers | by: ReadQueries::due_timers
SELECT {timer} FROM timers INDEXED BY timers_due WHERE due_at_ms <= ?1 ORDER BY due_at_ms, request_id, name LIMIT ?2;

-- query: timers | by: ReadQueries::timers
SELECT {timer} FROM timers WHERE request_id = ?1 ORDER BY name;

-- query: timer_names | by: Transaction::cancel_timer and cancel_timers
SELECT name FROM timers WHERE request_id = ?1 ORDER BY name;

-- query: next_timer | by: ReadQueries::next_due
SELECT due_at_ms FROM timers INDEXED BY timers_due ORDER BY due_at_ms LIMIT 1;

-- query: reserve_numbers | by: Numbers, when a block of timer numbers is used up
INSERT INTO number_blocks (kind, reserved) VALUES (?1, ?2) ON CONFLICT (kind) DO UPDATE SET reserved = max(reserved, excluded.reserved);

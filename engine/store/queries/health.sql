-- Both lists come in order of request, so that one pass over the two finds those without a timer.
-- query: open_without_wish | by: ReadQueries::stuck
SELECT id FROM requests INDEXED BY requests_open WHERE closed_at_ms IS NULL AND wished_look IS NULL ORDER BY id;

-- query: requests_with_timer | by: ReadQueries::stuck
SELECT request_id FROM timers WHERE request_id > 0 ORDER BY request_id, name;

-- query: has_way_out | by: ReadQueries::stuck, for requests without timer and wish
SELECT EXISTS (SELECT 1 FROM tasks WHERE request_id = ?1 AND closed_at_ms IS NULL)
  OR EXISTS (SELECT 1 FROM notice_requests r CROSS JOIN notices n ON n.id = r.notice_id WHERE r.request_id = ?1 AND n.state IN ('open', 'sealed'));

-- An open notice always has the end of its window (NOT NULL); a sealed one needs an entry that will be sent.
-- query: stuck_notices | by: ReadQueries::stuck
SELECT count(*) FROM notices n INDEXED BY notices_sealed
WHERE n.state = 'sealed' AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.notice_id = n.id AND o.state IN ('waiting', 'leased'));

-- query: stuck_tasks | by: ReadQueries::stuck
SELECT count(*) FROM tasks INDEXED BY tasks_open WHERE closed_at_ms IS NULL AND due_at_ms IS NULL;

-- Reports and items are never deleted and their numbers have no gaps: the newest number is the count.
-- query: backlog | by: ReadQueries::backlog
SELECT
  (SELECT count(*) FROM outbox INDEXED BY outbox_waiting WHERE state = 'waiting'),
  (SELECT count(*) FROM outbox INDEXED BY outbox_leased WHERE state = 'leased'),
  (SELECT count(*) FROM outbox INDEXED BY outbox_dead WHERE state = 'dead'),
  (SELECT count(*) FROM requests INDEXED BY requests_open WHERE closed_at_ms IS NULL),
  (SELECT count(*) FROM tasks INDEXED BY tasks_open WHERE closed_at_ms IS NULL),
  (SELECT count(*) FROM tasks INDEXED BY tasks_open WHERE closed_at_ms IS NULL AND due_at_ms < ?1),
  (SELECT count(*) FROM timers),
  (SELECT count(*) FROM timers INDEXED BY timers_due WHERE due_at_ms < ?1),
  (SELECT coalesce(max(id), 0) FROM reports),
  (SELECT coalesce(max(id), 0) FROM items),
  (SELECT count(*) FROM quarantine),
  (SELECT count(*) FROM alerts INDEXED BY alerts_unsent WHERE sent_at_ms IS NULL),
  (SELECT min(not_before_ms) FROM (
    SELECT min(not_before_ms) AS not_before_ms FROM outbox INDEXED BY outbox_waiting WHERE state = 'waiting' AND urgent = 0
    UNION ALL SELECT min(not_before_ms) FROM outbox INDEXED BY outbox_waiting WHERE state = 'waiting' AND urgent = 1));

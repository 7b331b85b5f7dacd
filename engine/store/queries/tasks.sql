-- columns: task
id, desk_id, kind, request_id, item_id, notice_id, state, opened_at_ms, due_at_ms, taken_by, answer, reason, closed_at_ms

-- columns: alert
id, desk_id, kind, severity, subject, raised_at_ms, sent_at_ms, count, why

-- query: insert_task | by: Transaction::insert(TaskRecord)
INSERT INTO tasks ({task}) VALUES ({:task});

-- query: save_task | by: Transaction::save(TaskRecord), as long as it is about the same
UPDATE tasks SET state = :state, opened_at_ms = :opened_at_ms, due_at_ms = :due_at_ms, taken_by = :taken_by, answer = :answer, reason = :reason,
  closed_at_ms = :closed_at_ms
WHERE id = :id;

-- query: save_whole_task | by: Transaction::save(TaskRecord)
UPDATE tasks SET desk_id = :desk_id, kind = :kind, request_id = :request_id, item_id = :item_id, notice_id = :notice_id, state = :state,
  opened_at_ms = :opened_at_ms, due_at_ms = :due_at_ms, taken_by = :taken_by, answer = :answer, reason = :reason,
  closed_at_ms = :closed_at_ms
WHERE id = :id;

-- query: task | by: ReadQueries::task
SELECT {task} FROM tasks WHERE id = ?1;

-- query: open_tasks | by: ReadQueries::open_tasks
SELECT {task} FROM tasks INDEXED BY tasks_open WHERE closed_at_ms IS NULL AND (?1 = '' OR kind = ?1) ORDER BY due_at_ms, id LIMIT ?2;

-- query: tasks_due | by: ReadQueries::tasks_due
SELECT {task} FROM tasks INDEXED BY tasks_open WHERE closed_at_ms IS NULL AND due_at_ms > ?1 AND due_at_ms <= ?2 AND kind <> ?3
ORDER BY due_at_ms, id LIMIT ?4;

-- query: tasks | by: ReadQueries::tasks
SELECT {task} FROM tasks WHERE request_id = ?1 ORDER BY id;

-- query: insert_alert | by: Transaction::insert(AlertRecord)
INSERT INTO alerts ({alert}) VALUES ({:alert});

-- query: save_alert | by: Transaction::save(AlertRecord)
UPDATE alerts SET desk_id = :desk_id, kind = :kind, severity = :severity, subject = :subject, raised_at_ms = :raised_at_ms,
  sent_at_ms = :sent_at_ms, count = :count, why = :why
WHERE id = :id;

-- query: unsent_alerts | by: ReadQueries::unsent_alerts
SELECT {alert} FROM alerts INDEXED BY alerts_unsent WHERE sent_at_ms IS NULL ORDER BY id LIMIT ?1;

-- query: alerts | by: ReadQueries::alerts
SELECT {alert} FROM alerts ORDER BY id DESC LIMIT ?1;

-- query: newest_alert | by: ReadQueries::newest_alert
SELECT {alert} FROM alerts INDEXED BY alerts_subject WHERE kind = ?1 AND subject = ?2 ORDER BY id DESC LIMIT 1;

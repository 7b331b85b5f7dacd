-- columns: approval
id, desk_id, act, subject, slug, argument, reason, content_digest, asked_by_kind, asked_by, asked_at_ms, expires_at_ms, state, decided_by_kind,
decided_by, decided_at_ms, carried_out_at_ms, task_id, why

-- query: insert_approval | by: Transaction::insert(ApprovalRecord)
INSERT INTO approvals ({approval}) VALUES ({:approval});

-- query: save_approval | by: Transaction::save(ApprovalRecord)
UPDATE approvals SET desk_id = :desk_id, act = :act, subject = :subject, slug = :slug, argument = :argument, reason = :reason,
  content_digest = :content_digest, asked_by_kind = :asked_by_kind, asked_by = :asked_by, asked_at_ms = :asked_at_ms,
  expires_at_ms = :expires_at_ms, state = :state, decided_by_kind = :decided_by_kind, decided_by = :decided_by,
  decided_at_ms = :decided_at_ms, carried_out_at_ms = :carried_out_at_ms, task_id = :task_id, why = :why
WHERE id = :id;

-- query: approval | by: ReadQueries::approval
SELECT {approval} FROM approvals WHERE id = ?1;

-- query: approval_of_task | by: ReadQueries::approval_of_task
SELECT {approval} FROM approvals WHERE task_id = ?1;

-- query: open_approval_of | by: ReadQueries::open_approval_of
SELECT {approval} FROM approvals INDEXED BY approvals_of_content
WHERE carried_out_at_ms IS NULL AND (state = 'asked' OR state = 'approved') AND content_digest = ?1 AND expires_at_ms > ?2
ORDER BY id DESC LIMIT 1;

-- query: approvals | by: ReadQueries::approvals
SELECT {approval} FROM approvals ORDER BY id DESC LIMIT ?1;

-- query: open_approvals | by: ReadQueries::approvals, of open ones
SELECT {approval} FROM approvals INDEXED BY approvals_open
WHERE carried_out_at_ms IS NULL AND (state = 'asked' OR state = 'approved') ORDER BY id DESC LIMIT ?1;

-- query: approvals_over | by: ReadQueries::approvals_over
SELECT {approval} FROM approvals INDEXED BY approvals_open
WHERE carried_out_at_ms IS NULL AND (state = 'asked' OR state = 'approved') AND expires_at_ms <= ?1 ORDER BY id LIMIT ?2;

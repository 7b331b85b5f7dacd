-- Offices of one kind, and the approval of a content or a task, are found without a walk through all of them.
CREATE INDEX recipients_of_scope ON recipients (scope);
CREATE INDEX approvals_of_content ON approvals (content_digest) WHERE carried_out_at_ms IS NULL AND (state = 'asked' OR state = 'approved');
CREATE INDEX approvals_of_task ON approvals (task_id);

-- columns: case
id, desk_id, number, pin_hash, pin_failures, pin_locked_until_ms, requester_id, depicted_id, age_band, authority, first_step, threat,
opened_at_ms, closed_at_ms, withdrawn_at_ms, erased_at_ms, feedback_task_id, retention_task_id, legal_hold_since_ms

-- columns: case_person
id, desk_id, details, wrapped_key, created_at_ms

-- columns: consent
case_id, recipient, data, given_at_ms, withdrawn_at_ms

-- query: insert_case | by: Transaction::insert(CaseRecord)
INSERT INTO cases ({case}) VALUES ({:case});

-- query: save_case | by: Transaction::save(CaseRecord)
UPDATE cases SET desk_id = :desk_id, number = :number, pin_hash = :pin_hash, pin_failures = :pin_failures,
  pin_locked_until_ms = :pin_locked_until_ms, requester_id = :requester_id, depicted_id = :depicted_id, age_band = :age_band,
  authority = :authority, first_step = :first_step, threat = :threat, opened_at_ms = :opened_at_ms, closed_at_ms = :closed_at_ms,
  withdrawn_at_ms = :withdrawn_at_ms, erased_at_ms = :erased_at_ms, feedback_task_id = :feedback_task_id, retention_task_id = :retention_task_id,
  legal_hold_since_ms = :legal_hold_since_ms
WHERE id = :id;

-- query: case | by: ReadQueries::removal_case
SELECT {case} FROM cases WHERE id = ?1;

-- query: find_case | by: ReadQueries::find_case
SELECT id FROM cases WHERE number = ?1;

-- query: cases | by: ReadQueries::removal_cases
SELECT {case} FROM cases WHERE id > ?1 ORDER BY id LIMIT ?2;

-- query: link_case | by: Transaction::link_case
INSERT INTO case_requests (case_id, request_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING;

-- query: requests_of_case | by: ReadQueries::requests_of_case
SELECT request_id FROM case_requests WHERE case_id = ?1 ORDER BY request_id;

-- query: cases_of_request | by: ReadQueries::cases_of_request
SELECT case_id FROM case_requests WHERE request_id = ?1 ORDER BY case_id;

-- query: save_consent | by: Transaction::save(ConsentRecord)
INSERT INTO case_consents ({consent}) VALUES ({:consent})
ON CONFLICT (case_id, recipient, data) DO UPDATE SET given_at_ms = :given_at_ms, withdrawn_at_ms = :withdrawn_at_ms;

-- query: consents | by: ReadQueries::consents
SELECT {consent} FROM case_consents WHERE case_id = ?1 ORDER BY recipient, data;

-- query: insert_case_person | by: Transaction::insert(CasePersonRecord)
INSERT INTO case_persons ({case_person}) VALUES ({:case_person});

-- query: save_case_person | by: Transaction::save(CasePersonRecord)
UPDATE case_persons SET desk_id = :desk_id, details = :details, wrapped_key = :wrapped_key, created_at_ms = :created_at_ms WHERE id = :id;

-- query: case_person | by: ReadQueries::case_person
SELECT {case_person} FROM case_persons WHERE id = ?1;

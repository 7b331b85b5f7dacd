-- What a helpline does for a person: the case, those it is about, what they consent to, and the requests that hang on it. What is known of a
-- person stands in `details` alone, under a key of their own.
CREATE TABLE case_persons (
  id INTEGER PRIMARY KEY,
  desk_id INTEGER NOT NULL REFERENCES desks (id),
  details BLOB,
  wrapped_key BLOB,
  created_at_ms INTEGER NOT NULL,
  CHECK ((details IS NULL) = (wrapped_key IS NULL))
) STRICT;

CREATE TABLE cases (
  id INTEGER PRIMARY KEY,
  desk_id INTEGER NOT NULL REFERENCES desks (id),
  number TEXT NOT NULL UNIQUE CHECK (number <> ''),
  pin_hash TEXT NOT NULL CHECK (pin_hash <> ''),
  pin_failures INTEGER NOT NULL CHECK (pin_failures >= 0),
  pin_locked_until_ms INTEGER,
  requester_id INTEGER NOT NULL REFERENCES case_persons (id),
  depicted_id INTEGER NOT NULL REFERENCES case_persons (id),
  age_band TEXT NOT NULL CHECK (
    age_band = 'unknown' OR age_band = 'from_12_to_15' OR age_band = 'from_16_to_17' OR age_band = 'under_12' OR age_band = 'adult'),
  authority TEXT NOT NULL CHECK (authority = 'self' OR authority = 'parent' OR authority = 'guardian' OR authority = 'lawyer'),
  first_step TEXT NOT NULL CHECK (
    first_step = 'send' OR first_step = 'keep_evidence' OR first_step = 'ask_police' OR first_step = 'self_report'),
  threat INTEGER NOT NULL CHECK (threat = 0 OR threat = 1),
  opened_at_ms INTEGER NOT NULL,
  closed_at_ms INTEGER,
  withdrawn_at_ms INTEGER,
  erased_at_ms INTEGER,
  feedback_task_id INTEGER REFERENCES tasks (id),
  retention_task_id INTEGER REFERENCES tasks (id),
  -- nobody acts for themselves through somebody else
  CHECK (authority <> 'self' OR requester_id = depicted_id)
) STRICT;

CREATE TABLE case_requests (
  case_id INTEGER NOT NULL REFERENCES cases (id),
  request_id INTEGER NOT NULL REFERENCES requests (id),
  PRIMARY KEY (case_id, request_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_requests_request ON case_requests (request_id, case_id);

-- Only what a person agreed to; taking it back keeps the row.
CREATE TABLE case_consents (
  case_id INTEGER NOT NULL REFERENCES cases (id),
  recipient TEXT NOT NULL CHECK (recipient <> ''),
  data TEXT NOT NULL CHECK (data = 'location' OR data = 'age_band' OR data = 'name' OR data = 'contact'),
  given_at_ms INTEGER NOT NULL,
  withdrawn_at_ms INTEGER,
  PRIMARY KEY (case_id, recipient, data)
) STRICT, WITHOUT ROWID;

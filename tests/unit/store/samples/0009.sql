PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE desks (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO desks VALUES(1,'hotline');
CREATE TABLE number_blocks (
  kind TEXT PRIMARY KEY,
  reserved INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO number_blocks VALUES('timer',4097);
CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO settings VALUES('sending_paused','no');
CREATE TABLE persons (
  id INTEGER PRIMARY KEY,
  desk_id INTEGER NOT NULL REFERENCES desks (id),
  pseudonym TEXT NOT NULL,
  role TEXT NOT NULL,
  details BLOB,
  wrapped_key BLOB,
  created_at_ms INTEGER NOT NULL,
  disabled_at_ms INTEGER,
  UNIQUE (desk_id, pseudonym)
) STRICT;
CREATE TABLE reports (
  id INTEGER PRIMARY KEY,
  desk_id INTEGER NOT NULL REFERENCES desks (id),
  origin TEXT NOT NULL CHECK (
    origin = 'public_form' OR origin = 'partner_hotline' OR origin = 'police' OR origin = 'company' OR
    origin = 'hoster' OR origin = 'helpline' OR origin = 'own_search'),
  source TEXT NOT NULL,
  external_reference TEXT NOT NULL,
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  reporter BLOB,
  wrapped_key BLOB,
  received_at_ms INTEGER NOT NULL,
  told_at_ms INTEGER,
  item_count INTEGER NOT NULL,
  repeat_count INTEGER NOT NULL
) STRICT;
INSERT INTO reports VALUES(1,1,'police','police-unit','REF-1',X'00010101010101010101010101010101',X'726570006f72746572',X'7265706f72742d6b65792d31',1893492001000,1893491940000,3,1);
CREATE TABLE sites (
  id INTEGER PRIMARY KEY,
  domain_index BLOB NOT NULL CHECK (length(domain_index) = 16),
  canonical_form INTEGER NOT NULL DEFAULT 1,
  domain BLOB,
  wrapped_key BLOB,
  kind TEXT NOT NULL,
  moves INTEGER NOT NULL
) STRICT;
INSERT INTO sites VALUES(1,X'00010101010101010101010101010101',1,X'7365616c65642d646f6d61696e',X'736974652d6b65792d31','image_host',4);
CREATE TABLE site_locations (
  site_id INTEGER NOT NULL REFERENCES sites (id),
  since_ms INTEGER NOT NULL,
  hoster_id INTEGER,
  network_id INTEGER,
  country_of_address TEXT NOT NULL,
  source TEXT NOT NULL,
  PRIMARY KEY (site_id, since_ms)
) STRICT, WITHOUT ROWID;
CREATE TABLE locations (
  id INTEGER PRIMARY KEY,
  locator_index BLOB NOT NULL CHECK (length(locator_index) = 16),
  canonical_form INTEGER NOT NULL DEFAULT 1,
  host_index BLOB NOT NULL CHECK (length(host_index) = 16),
  site_id INTEGER REFERENCES sites (id),
  host BLOB,
  wrapped_key BLOB,
  hoster_id INTEGER,
  network_id INTEGER,
  registrar_id INTEGER,
  country_of_address TEXT NOT NULL,
  country_of_registration TEXT NOT NULL,
  country_of_contact TEXT NOT NULL,
  country_source TEXT NOT NULL,
  located_at_ms INTEGER,
  observed TEXT NOT NULL CHECK (observed = 'online' OR observed = 'changed' OR observed = 'gone' OR observed = 'unknown'),
  evidence TEXT NOT NULL CHECK (
    evidence = 'answered' OR evidence = 'not_found_404' OR evidence = 'gone_410' OR evidence = 'legal_451' OR
    evidence = 'name_does_not_exist' OR evidence = 'account_gone' OR evidence = 'label' OR evidence = 'restricted' OR
    evidence = 'soft_not_found' OR evidence = 'parked' OR evidence = 'login_wall' OR evidence = 'age_wall' OR
    evidence = 'challenge' OR evidence = 'geo_blocked' OR evidence = 'forbidden_403' OR evidence = 'server_error' OR
    evidence = 'unreachable' OR evidence = 'tls_fault' OR evidence = 'address_forbidden' OR
    evidence = 'recipe_missing' OR evidence = 'different_digest' OR evidence = 'vantage_unproven'),
  looked_at_ms INTEGER,
  last_online_at_ms INTEGER,
  first_miss_at_ms INTEGER,
  misses INTEGER NOT NULL CHECK (misses >= 0),
  failures INTEGER NOT NULL CHECK (failures >= 0),
  next_look_at_ms INTEGER
, content_digest BLOB, digest_looks INTEGER NOT NULL DEFAULT 0 CHECK (digest_looks >= -1)) STRICT;
INSERT INTO locations VALUES(1,X'00010101010101010101010101010101',1,X'00656565656565656565656565656565',1,X'7365616c65642d686f7374',X'6c6f636174696f6e2d6b65792d31',11,12,13,'NL','DE','FR','rdap',1893492002000,'online','answered',1893492003000,1893492004000,1893492005000,2,1,1893492600000,X'7365616c65642d646967657374',2);
CREATE TABLE items (
  id INTEGER PRIMARY KEY,
  desk_id INTEGER NOT NULL REFERENCES desks (id),
  locator_kind TEXT NOT NULL CHECK (
    locator_kind = 'url' OR locator_kind = 'account' OR locator_kind = 'group' OR locator_kind = 'message' OR
    locator_kind = 'phone' OR locator_kind = 'description'),
  platform TEXT NOT NULL,
  locator_index BLOB NOT NULL CHECK (length(locator_index) = 16),
  canonical_form INTEGER NOT NULL DEFAULT 1,
  locator BLOB,
  recipe BLOB,
  wrapped_key BLOB,
  role TEXT NOT NULL CHECK (role = 'source' OR role = 'derived' OR role = 'link' OR role = 'container'),
  location_id INTEGER REFERENCES locations (id),
  first_report_id INTEGER,
  first_reported_at_ms INTEGER NOT NULL,
  report_count INTEGER NOT NULL CHECK (report_count >= 0),
  verdict TEXT CHECK (
    verdict = 'illegal_baseline' OR verdict = 'illegal_national' OR verdict = 'not_illegal' OR verdict = 'doubtful' OR
    verdict = 'inaccessible' OR verdict = 'gone_before')
, legal_hold_since_ms INTEGER) STRICT;
INSERT INTO items VALUES(1,1,'account','platform.example',X'00010101010101010101010101010101',1,X'7365616c65642d6c6f6361746f72',X'7365616c65642d726563697065',X'6974656d2d6b65792d31','container',1,9,1893492007000,5,'illegal_national',1893492050000);
CREATE TABLE report_items (
  item_id INTEGER NOT NULL REFERENCES items (id),
  report_id INTEGER NOT NULL REFERENCES reports (id),
  line INTEGER NOT NULL,
  PRIMARY KEY (item_id, report_id, line)
) STRICT, WITHOUT ROWID;
INSERT INTO report_items VALUES(1,1,1);
CREATE TABLE found_on (
  item_id INTEGER NOT NULL REFERENCES items (id),
  on_item_id INTEGER NOT NULL REFERENCES items (id),
  PRIMARY KEY (item_id, on_item_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE assessments (
  id INTEGER PRIMARY KEY,
  item_id INTEGER NOT NULL REFERENCES items (id),
  verdict TEXT NOT NULL CHECK (
    verdict = 'illegal_baseline' OR verdict = 'illegal_national' OR verdict = 'not_illegal' OR verdict = 'doubtful' OR
    verdict = 'inaccessible' OR verdict = 'gone_before'),
  basis TEXT NOT NULL CHECK (
    basis = 'analyst' OR basis = 'second_person' OR basis = 'adopted_from_partner' OR basis = 'list_match' OR
    basis = 'trusted_source_rule'),
  actor_kind TEXT NOT NULL CHECK (
    actor_kind = 'engine' OR actor_kind = 'analyst' OR actor_kind = 'senior' OR actor_kind = 'lead' OR
    actor_kind = 'helpline' OR actor_kind = 'admin' OR actor_kind = 'partner' OR actor_kind = 'recipient' OR
    actor_kind = 'reporter'),
  actor_name TEXT NOT NULL,
  attributes TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT;
INSERT INTO assessments VALUES(1,1,'illegal_national','analyst','analyst','otter','{}',1893492001000);
CREATE TABLE requests (
  id INTEGER PRIMARY KEY,
  desk_id INTEGER NOT NULL REFERENCES desks (id),
  item_id INTEGER NOT NULL REFERENCES items (id),
  location_id INTEGER REFERENCES locations (id),
  workflow TEXT NOT NULL CHECK (workflow <> ''),
  state TEXT NOT NULL CHECK (state <> ''),
  facts TEXT NOT NULL,
  version INTEGER NOT NULL,
  opened_at_ms INTEGER NOT NULL,
  closed_at_ms INTEGER,
  wished_look TEXT CHECK (
    wished_look = 'before_notice' OR wished_look = 'before_reminder' OR wished_look = 'claim' OR
    wished_look = 'waiting' OR wished_look = 'confirm' OR wished_look = 'watch')
) STRICT;
INSERT INTO requests VALUES(1,1,1,1,'hotline_ntd','Notified','country=NL;rung=2;opened=1893492008000',0,1893492008000,NULL,'confirm');
CREATE TABLE spells (
  id INTEGER PRIMARY KEY,
  request_id INTEGER NOT NULL REFERENCES requests (id),
  number INTEGER NOT NULL CHECK (number >= 1),
  began_at_ms INTEGER NOT NULL,
  gone_at_ms INTEGER,
  last_online_at_ms INTEGER
) STRICT;
INSERT INTO spells VALUES(1,1,1,1893492001000,NULL,NULL);
CREATE TABLE recipients (
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  scope TEXT NOT NULL CHECK (
    scope = 'site' OR scope = 'hoster' OR scope = 'proxy' OR scope = 'network' OR scope = 'registrar' OR
    scope = 'authority' OR scope = 'police' OR scope = 'partner'),
  kind TEXT NOT NULL,
  country TEXT NOT NULL,
  language TEXT NOT NULL,
  parent_id INTEGER REFERENCES recipients (id),
  approved INTEGER NOT NULL CHECK (approved IN (0, 1)),
  one_request_per_notice INTEGER NOT NULL CHECK (one_request_per_notice IN (0, 1)),
  paused_at_ms INTEGER,
  failures INTEGER NOT NULL CHECK (failures >= 0),
  rests_until_ms INTEGER
, ceiling TEXT NOT NULL DEFAULT 'amber' CHECK (
  ceiling = 'clear' OR ceiling = 'green' OR ceiling = 'amber' OR ceiling = 'amber_strict' OR ceiling = 'red')) STRICT;
INSERT INTO recipients VALUES(1,'prompt-host','Prompt Hosting','network','hoster','NL','nl',NULL,1,0,NULL,3,NULL,'amber');
CREATE TABLE contacts (
  id INTEGER PRIMARY KEY,
  recipient_id INTEGER NOT NULL REFERENCES recipients (id),
  channel TEXT NOT NULL,
  address TEXT NOT NULL,
  rank INTEGER NOT NULL,
  approved INTEGER NOT NULL CHECK (approved IN (0, 1)),
  bounced_at_ms INTEGER,
  source TEXT NOT NULL
) STRICT;
INSERT INTO contacts VALUES(1,1,'abuse_mail','abuse@host.example',0,1,1893492009000,'directory');
CREATE TABLE notices (
  id INTEGER PRIMARY KEY,
  desk_id INTEGER NOT NULL REFERENCES desks (id),
  recipient_id INTEGER NOT NULL REFERENCES recipients (id),
  contact_id INTEGER REFERENCES contacts (id),
  scope TEXT NOT NULL CHECK (
    scope = 'site' OR scope = 'hoster' OR scope = 'proxy' OR scope = 'network' OR scope = 'registrar' OR
    scope = 'authority' OR scope = 'police' OR scope = 'partner'),
  channel TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind = 'first' OR kind = 'reminder' OR kind = 'escalation' OR kind = 'copy' OR kind = 'retraction' OR kind = 'thanks' OR kind = 'status'),
  state TEXT NOT NULL CHECK (
    state = 'open' OR state = 'sealed' OR state = 'accepted' OR state = 'delivered' OR state = 'refused' OR
    state = 'bounced' OR state = 'voided' OR state = 'dead'),
  reference TEXT NOT NULL,
  reply_token TEXT NOT NULL,
  urgent INTEGER NOT NULL CHECK (urgent IN (0, 1)),
  opened_at_ms INTEGER NOT NULL,
  closes_at_ms INTEGER NOT NULL,
  sealed_at_ms INTEGER,
  first_attempt_at_ms INTEGER,
  accepted_at_ms INTEGER,
  refers_to_id INTEGER REFERENCES notices (id),
  supersedes_id INTEGER REFERENCES notices (id),
  possibly_sent_twice INTEGER NOT NULL CHECK (possibly_sent_twice IN (0, 1)),
  message BLOB,
  wrapped_key BLOB, workflow TEXT NOT NULL DEFAULT 'hotline_ntd' CHECK (workflow <> ''), ticket TEXT NOT NULL DEFAULT '', step TEXT CHECK (step <> ''), happened_at_ms INTEGER CHECK ((happened_at_ms IS NULL) = (step IS NULL) AND (step IS NULL OR kind = 'status')),
  CHECK (state <> 'open' OR sealed_at_ms IS NULL),
  CHECK (sealed_at_ms IS NOT NULL OR (state <> 'sealed' AND state <> 'accepted' AND state <> 'delivered'))
) STRICT;
INSERT INTO notices VALUES(1,1,1,1,'hoster','abuse_mail','first','open','N-AAAA-BBBB-C','token-N-AAAA-BBBB-C',0,1893492010000,1893492910000,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,'hotline_ntd','',NULL,NULL);
CREATE TABLE notice_requests (
  notice_id INTEGER NOT NULL REFERENCES notices (id),
  request_id INTEGER NOT NULL REFERENCES requests (id),
  need TEXT NOT NULL CHECK (need = 'all' OR need = 'any' OR need = 'copy'),
  PRIMARY KEY (notice_id, request_id)
) STRICT, WITHOUT ROWID;
INSERT INTO notice_requests VALUES(1,1,'all');
CREATE TABLE outbox (
  id INTEGER PRIMARY KEY,
  notice_id INTEGER NOT NULL REFERENCES notices (id),
  recipient_id INTEGER NOT NULL REFERENCES recipients (id),
  channel TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state = 'waiting' OR state = 'leased' OR state = 'done' OR state = 'dead'),
  not_before_ms INTEGER NOT NULL,
  urgent INTEGER NOT NULL CHECK (urgent IN (0, 1)),
  attempts INTEGER NOT NULL CHECK (attempts >= 0),
  first_attempt_at_ms INTEGER,
  lease_owner TEXT NOT NULL,
  cause TEXT NOT NULL, handed_to INTEGER REFERENCES tasks (id),
  CHECK (state <> 'leased' OR lease_owner <> '')
) STRICT;
INSERT INTO outbox VALUES(1,1,1,'abuse_mail','waiting',1893492020000,0,0,NULL,'','',NULL);
CREATE TABLE attempts (
  id INTEGER PRIMARY KEY,
  outbox_id INTEGER NOT NULL REFERENCES outbox (id),
  notice_id INTEGER NOT NULL REFERENCES notices (id),
  number INTEGER NOT NULL CHECK (number >= 1),
  started_at_ms INTEGER NOT NULL,
  ended_at_ms INTEGER,
  verdict TEXT NOT NULL CHECK (
    verdict = 'started' OR verdict = 'accepted' OR verdict = 'again_later' OR verdict = 'refused' OR
    verdict = 'uncertain' OR verdict = 'unreachable'),
  code INTEGER NOT NULL,
  cause TEXT NOT NULL,
  incarnation TEXT NOT NULL,
  CHECK ((verdict = 'started') = (ended_at_ms IS NULL))
) STRICT;
INSERT INTO attempts VALUES(1,1,1,1,1893492002000,NULL,'started',0,'','run-1');
CREATE TABLE timers (
  request_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  id INTEGER NOT NULL,
  due_at_ms INTEGER NOT NULL,
  armed_by INTEGER NOT NULL,
  PRIMARY KEY (request_id, name)
) STRICT, WITHOUT ROWID;
INSERT INTO timers VALUES(1,'deadline',1,1893492090000,1);
CREATE TABLE tasks (
  id INTEGER PRIMARY KEY,
  desk_id INTEGER NOT NULL REFERENCES desks (id),
  kind TEXT NOT NULL CHECK (kind <> ''),
  request_id INTEGER REFERENCES requests (id),
  item_id INTEGER REFERENCES items (id),
  notice_id INTEGER REFERENCES notices (id),
  state TEXT NOT NULL CHECK (state = 'open' OR state = 'taken' OR state = 'done' OR state = 'cancelled'),
  opened_at_ms INTEGER NOT NULL,
  due_at_ms INTEGER,
  taken_by TEXT NOT NULL,
  answer TEXT NOT NULL,
  reason TEXT NOT NULL,
  closed_at_ms INTEGER,
  CHECK ((state IN ('done', 'cancelled')) = (closed_at_ms IS NOT NULL)),
  CHECK (closed_at_ms IS NOT NULL OR due_at_ms IS NOT NULL)
) STRICT;
INSERT INTO tasks VALUES(1,1,'call',1,1,1,'open',1893492001000,1893492002000,'','','',NULL);
CREATE TABLE alerts (
  id INTEGER PRIMARY KEY,
  desk_id INTEGER REFERENCES desks (id),
  kind TEXT NOT NULL,
  severity TEXT NOT NULL CHECK (severity = 'info' OR severity = 'warning' OR severity = 'urgent'),
  subject TEXT NOT NULL,
  raised_at_ms INTEGER NOT NULL,
  sent_at_ms INTEGER,
  count INTEGER NOT NULL CHECK (count >= 1)
, why TEXT NOT NULL DEFAULT '') STRICT;
INSERT INTO alerts VALUES(1,1,'deadline','info','request 1',1893492001000,NULL,1,'alert.deadline@1');
CREATE TABLE events (
  id INTEGER PRIMARY KEY,
  stream TEXT NOT NULL CHECK (
    stream = 'request' OR stream = 'item' OR stream = 'report' OR stream = 'location' OR stream = 'site' OR
    stream = 'notice' OR stream = 'recipient' OR stream = 'person' OR stream = 'desk'),
  stream_id INTEGER NOT NULL,
  sequence INTEGER NOT NULL CHECK (sequence >= 1),
  kind TEXT NOT NULL CHECK (kind <> ''),
  at_ms INTEGER NOT NULL,
  actor_kind TEXT NOT NULL CHECK (
    actor_kind = 'engine' OR actor_kind = 'analyst' OR actor_kind = 'senior' OR actor_kind = 'lead' OR
    actor_kind = 'helpline' OR actor_kind = 'admin' OR actor_kind = 'partner' OR actor_kind = 'recipient' OR
    actor_kind = 'reporter'),
  actor_name TEXT NOT NULL,
  body TEXT NOT NULL,
  sealed BLOB,
  hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
INSERT INTO events VALUES(1,'request',1,1,'Opened',1893492030000,'analyst','otter','{"a":1}',X'736561006c6564',X'4f0ef14920e70e9a06badf7187d385a750730504c1f897d1f41c668d2e3804e8');
INSERT INTO events VALUES(2,'request',1,2,'Located',1893492030000,'analyst','otter','{"a":1}',X'736561006c6564',X'8c0d60dc1c97ff53dd27abc4e487ad6f20f1af3dba63bc1d59d6034702f345da');
CREATE TABLE checkpoints (
  id INTEGER PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  newest_event_id INTEGER NOT NULL,
  stream_count INTEGER NOT NULL,
  heads_digest BLOB NOT NULL CHECK (length(heads_digest) = 32),
  signed_by TEXT NOT NULL,
  signature TEXT NOT NULL
, form INTEGER NOT NULL DEFAULT 1 CHECK (form = 1 OR form = 2)) STRICT;
CREATE TABLE quarantine (
  id INTEGER PRIMARY KEY,
  desk_id INTEGER NOT NULL REFERENCES desks (id),
  file TEXT NOT NULL,
  line INTEGER NOT NULL,
  field TEXT NOT NULL,
  reason TEXT NOT NULL,
  sealed_row BLOB,
  wrapped_key BLOB,
  at_ms INTEGER NOT NULL
) STRICT;
INSERT INTO quarantine VALUES(1,1,'list.csv',1,'URL','no scheme',X'726f77',X'726f772d6b6579',1893492001000);
CREATE TABLE inbox (
  id INTEGER PRIMARY KEY,
  mailbox TEXT NOT NULL,
  uid_validity INTEGER NOT NULL,
  uid INTEGER NOT NULL,
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  kind TEXT NOT NULL,
  meaning TEXT NOT NULL,
  notice_id INTEGER REFERENCES notices (id),
  message BLOB,
  wrapped_key BLOB,
  at_ms INTEGER NOT NULL
) STRICT;
INSERT INTO inbox VALUES(1,'abuse',7,42,X'00090909090909090909090909090909','answer','removed',1,X'6d61696c',X'6d61696c2d6b6579',1893492005000);
CREATE TABLE inbox_positions (
  mailbox TEXT NOT NULL,
  uid_validity INTEGER NOT NULL,
  uid INTEGER NOT NULL,
  PRIMARY KEY (mailbox, uid_validity)
) STRICT, WITHOUT ROWID;
INSERT INTO inbox_positions VALUES('abuse',7,42);
CREATE TABLE imports (
  digest BLOB PRIMARY KEY CHECK (length(digest) = 16),
  file TEXT NOT NULL,
  position INTEGER NOT NULL,
  accepted INTEGER NOT NULL,
  repeats INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  complete INTEGER NOT NULL CHECK (complete IN (0, 1))
) STRICT, WITHOUT ROWID;
INSERT INTO imports VALUES(X'00030303030303030303030303030303','list.csv',10,7,2,1,1);
CREATE TABLE paused_connectors (
  name TEXT PRIMARY KEY,
  paused_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO paused_connectors VALUES('abuse_mail',1893492001000);
CREATE TABLE approvals (
  id INTEGER PRIMARY KEY,
  desk_id INTEGER NOT NULL REFERENCES desks (id),
  act TEXT NOT NULL CHECK (act <> ''),
  subject INTEGER NOT NULL,
  slug TEXT NOT NULL,
  argument TEXT NOT NULL,
  reason TEXT NOT NULL,
  content_digest BLOB NOT NULL CHECK (length(content_digest) = 32),
  asked_by_kind TEXT NOT NULL CHECK (
    asked_by_kind = 'engine' OR asked_by_kind = 'analyst' OR asked_by_kind = 'senior' OR asked_by_kind = 'lead' OR
    asked_by_kind = 'helpline' OR asked_by_kind = 'admin' OR asked_by_kind = 'partner' OR asked_by_kind = 'recipient' OR
    asked_by_kind = 'reporter'),
  asked_by TEXT NOT NULL CHECK (asked_by <> ''),
  asked_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state = 'asked' OR state = 'approved' OR state = 'refused' OR state = 'expired'),
  decided_by_kind TEXT NOT NULL CHECK (
    decided_by_kind = 'engine' OR decided_by_kind = 'analyst' OR decided_by_kind = 'senior' OR decided_by_kind = 'lead' OR
    decided_by_kind = 'helpline' OR decided_by_kind = 'admin' OR decided_by_kind = 'partner' OR decided_by_kind = 'recipient' OR
    decided_by_kind = 'reporter'),
  decided_by TEXT NOT NULL,
  decided_at_ms INTEGER,
  carried_out_at_ms INTEGER,
  task_id INTEGER REFERENCES tasks (id),
  why TEXT NOT NULL,
  CHECK ((state = 'asked') = (decided_at_ms IS NULL)),
  -- nobody approves what they asked for themselves
  CHECK (state <> 'approved' OR (decided_by <> '' AND decided_by <> asked_by)),
  CHECK (carried_out_at_ms IS NULL OR state = 'approved')
) STRICT;
INSERT INTO approvals VALUES(1,1,'erase',1,'','','',X'0000000000000000000000000000000000000000000000000000000000000000','lead','otter',1893492001000,1893492090000,'asked','engine','',NULL,NULL,NULL,'');
CREATE TABLE case_persons (
  id INTEGER PRIMARY KEY,
  desk_id INTEGER NOT NULL REFERENCES desks (id),
  details BLOB,
  wrapped_key BLOB,
  created_at_ms INTEGER NOT NULL,
  CHECK ((details IS NULL) = (wrapped_key IS NULL))
) STRICT;
INSERT INTO case_persons VALUES(1,1,X'64657461696c73',X'706572736f6e2d6b6579',1893492001000);
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
  retention_task_id INTEGER REFERENCES tasks (id), legal_hold_since_ms INTEGER,
  -- nobody acts for themselves through somebody else
  CHECK (authority <> 'self' OR requester_id = depicted_id)
) STRICT;
INSERT INTO cases VALUES(1,1,'C-0000-0000-0','hash',0,NULL,1,1,'unknown','self','send',0,1893492001000,NULL,NULL,NULL,NULL,NULL,1893492051000);
CREATE TABLE case_requests (
  case_id INTEGER NOT NULL REFERENCES cases (id),
  request_id INTEGER NOT NULL REFERENCES requests (id),
  PRIMARY KEY (case_id, request_id)
) STRICT, WITHOUT ROWID;
INSERT INTO case_requests VALUES(1,1);
CREATE TABLE case_consents (
  case_id INTEGER NOT NULL REFERENCES cases (id),
  recipient TEXT NOT NULL CHECK (recipient <> ''),
  data TEXT NOT NULL CHECK (data = 'location' OR data = 'age_band' OR data = 'name' OR data = 'contact'),
  given_at_ms INTEGER NOT NULL,
  withdrawn_at_ms INTEGER,
  PRIMARY KEY (case_id, recipient, data)
) STRICT, WITHOUT ROWID;
INSERT INTO case_consents VALUES(1,'any','location',1893492001000,NULL);
CREATE UNIQUE INDEX reports_digest ON reports (digest, desk_id);
CREATE INDEX reports_source ON reports (desk_id, source, received_at_ms);
CREATE UNIQUE INDEX sites_domain ON sites (domain_index);
CREATE UNIQUE INDEX locations_locator ON locations (locator_index);
CREATE INDEX locations_site ON locations (site_id) WHERE site_id IS NOT NULL;
CREATE INDEX locations_next_look ON locations (next_look_at_ms) WHERE next_look_at_ms IS NOT NULL;
CREATE UNIQUE INDEX items_locator ON items (locator_index, desk_id, locator_kind, platform);
CREATE INDEX assessments_item ON assessments (item_id);
CREATE INDEX requests_item ON requests (item_id);
CREATE INDEX requests_location ON requests (location_id) WHERE location_id IS NOT NULL;
CREATE INDEX requests_open ON requests (id, wished_look) WHERE closed_at_ms IS NULL;
CREATE UNIQUE INDEX spells_request ON spells (request_id, number);
CREATE INDEX recipients_blocked ON recipients (id) WHERE paused_at_ms IS NOT NULL OR rests_until_ms IS NOT NULL;
CREATE INDEX contacts_recipient ON contacts (recipient_id, rank);
CREATE UNIQUE INDEX notices_reference ON notices (reference);
CREATE UNIQUE INDEX notices_reply_token ON notices (reply_token);
CREATE INDEX notices_joinable ON notices (contact_id, kind) WHERE state = 'open';
CREATE INDEX notices_window ON notices (closes_at_ms) WHERE state = 'open';
CREATE INDEX notices_sealed ON notices (id) WHERE state = 'sealed';
CREATE INDEX notice_requests_request ON notice_requests (request_id);
CREATE UNIQUE INDEX outbox_notice ON outbox (notice_id);
CREATE INDEX outbox_leased ON outbox (lease_owner) WHERE state = 'leased';
CREATE INDEX outbox_dead ON outbox (id) WHERE state = 'dead';
CREATE INDEX attempts_notice ON attempts (notice_id);
CREATE INDEX attempts_started ON attempts (id) WHERE verdict = 'started';
CREATE INDEX timers_due ON timers (due_at_ms);
CREATE INDEX tasks_request ON tasks (request_id) WHERE request_id IS NOT NULL;
CREATE INDEX tasks_open ON tasks (due_at_ms, id, kind) WHERE closed_at_ms IS NULL;
CREATE INDEX alerts_subject ON alerts (kind, subject);
CREATE INDEX alerts_unsent ON alerts (id) WHERE sent_at_ms IS NULL;
CREATE UNIQUE INDEX events_stream ON events (stream, stream_id, sequence);
CREATE TRIGGER events_are_never_edited BEFORE UPDATE ON events BEGIN
  SELECT RAISE(ABORT, 'events are append-only: an event is never edited');
END;
CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events BEGIN
  SELECT RAISE(ABORT, 'events are append-only: an event is never deleted');
END;
CREATE INDEX inbox_digest ON inbox (digest);
CREATE INDEX inbox_notice ON inbox (notice_id) WHERE notice_id IS NOT NULL;
CREATE INDEX outbox_waiting ON outbox (urgent, not_before_ms, id, recipient_id, channel) WHERE state = 'waiting';
CREATE INDEX approvals_open ON approvals (id, expires_at_ms) WHERE carried_out_at_ms IS NULL AND (state = 'asked' OR state = 'approved');
CREATE INDEX recipients_of_scope ON recipients (scope);
CREATE INDEX approvals_of_content ON approvals (content_digest) WHERE carried_out_at_ms IS NULL AND (state = 'asked' OR state = 'approved');
CREATE INDEX approvals_of_task ON approvals (task_id);
CREATE INDEX case_requests_request ON case_requests (request_id, case_id);
CREATE INDEX items_kept ON items (first_reported_at_ms) WHERE wrapped_key IS NOT NULL;
CREATE INDEX reports_kept ON reports (received_at_ms) WHERE wrapped_key IS NOT NULL;
CREATE INDEX inbox_kept ON inbox (at_ms) WHERE wrapped_key IS NOT NULL;
CREATE INDEX notices_kept ON notices (sealed_at_ms) WHERE wrapped_key IS NOT NULL;
CREATE INDEX quarantine_kept ON quarantine (at_ms) WHERE wrapped_key IS NOT NULL;
CREATE INDEX report_items_report ON report_items (report_id, item_id);
COMMIT;
PRAGMA application_id = 1380209235;
PRAGMA user_version = 9;

-- columns: event
id, stream, stream_id, sequence, kind, at_ms, actor_kind, actor_name, body, sealed, hash

-- columns: checkpoint
id, at_ms, newest_event_id, stream_count, heads_digest, signed_by, signature, form

-- query: insert_event | by: Transaction::append
INSERT INTO events ({event}) VALUES ({:event});

-- query: chain_head | by: Transaction::append
SELECT sequence, hash FROM events WHERE stream = ?1 AND stream_id = ?2 ORDER BY sequence DESC LIMIT 1;

-- query: newest_stream | by: Store::begin, when the store is opened or another process has written
SELECT coalesce(max(stream_id), 0) FROM events WHERE stream = ?1;

-- query: events | by: ReadQueries::events
SELECT {event} FROM events WHERE stream = ?1 AND stream_id = ?2 ORDER BY sequence;

-- query: events_of_kind | by: ReadQueries::for_each_event
SELECT {event} FROM events WHERE stream = ?1 ORDER BY stream_id, sequence;

-- query: events_after | by: ReadQueries::events_after
SELECT {event} FROM events WHERE id > ?1 ORDER BY id LIMIT ?2;

-- query: every_event | by: Store::verify_chains
SELECT {event} FROM events INDEXED BY events_stream ORDER BY stream, stream_id, sequence;

-- Equal when no number is missing.
-- query: event_numbers | by: Store::verify_chains
SELECT count(*), coalesce(max(id), 0) FROM events;

-- Where event numbers jump: the first one missing, the next one there.
-- query: number_gaps | by: Store::verify_chains, when numbers are missing
SELECT previous + 1, id FROM (SELECT id, lag(id, 1, 0) OVER (ORDER BY id) AS previous FROM events) WHERE id <> previous + 1 LIMIT ?1;

-- Whether there is what events tell of.
-- query: anything_filed | by: Store::verify_chains, when there is no event
SELECT EXISTS (SELECT 1 FROM reports) OR EXISTS (SELECT 1 FROM items) OR EXISTS (SELECT 1 FROM requests);

-- A request and its first event are made in one transaction.
-- query: requests_without_events | by: Store::verify_chains
SELECT id FROM requests WHERE NOT EXISTS (SELECT 1 FROM events WHERE stream = 'request' AND stream_id = requests.id) ORDER BY id LIMIT ?1;

-- The newest event that something else names.
-- query: newest_event_named | by: Store::verify_chains
SELECT coalesce(max(armed_by), 0) FROM timers;

-- The last link of every stream among the events up to a number.
-- query: heads | by: Store::heads, Store::verify_chains
SELECT stream, stream_id, max(sequence), id FROM events INDEXED BY events_stream WHERE id <= ?1
GROUP BY stream, stream_id ORDER BY stream, stream_id;

-- query: hash_of_event | by: Store::heads, Store::verify_chains
SELECT hash FROM events WHERE id = ?1;

-- query: newest_event_number | by: Store::heads
SELECT coalesce(max(id), 0) FROM events;

-- query: insert_checkpoint | by: Transaction::insert(CheckpointRecord)
INSERT INTO checkpoints ({checkpoint}) VALUES ({:checkpoint});

-- query: newest_checkpoint | by: ReadQueries::newest_checkpoint, Store::verify_chains
SELECT {checkpoint} FROM checkpoints ORDER BY id DESC LIMIT 1;

-- Equal when no number is missing.
-- query: checkpoint_numbers | by: Store::verify_chains
SELECT count(*), coalesce(max(id), 0) FROM checkpoints;

-- The newest event that any of them covers: a later one may have been signed over a record that was cut.
-- query: furthest_checkpoint | by: Store::verify_chains
SELECT coalesce(max(newest_event_id), 0) FROM checkpoints;

-- columns: request
id, desk_id, item_id, location_id, workflow, state, facts, version, opened_at_ms, closed_at_ms, wished_look

-- columns: spell
id, request_id, number, began_at_ms, gone_at_ms, last_online_at_ms

-- query: insert_request | by: Transaction::insert(RequestRecord)
INSERT INTO requests ({request}) VALUES ({:request});

-- query: save_request | by: Transaction::save(RequestRecord), as long as nothing it is found by has changed
UPDATE requests SET workflow = :workflow, state = :state, facts = :facts, version = :version + 1, opened_at_ms = :opened_at_ms
WHERE id = :id AND version = :version;

-- query: save_turned_request | by: Transaction::save(RequestRecord), when it opens, closes, or wishes something else
UPDATE requests SET workflow = :workflow, state = :state, facts = :facts, version = :version + 1, opened_at_ms = :opened_at_ms,
  closed_at_ms = :closed_at_ms, wished_look = :wished_look
WHERE id = :id AND version = :version;

-- query: save_whole_request | by: Transaction::save(RequestRecord)
UPDATE requests SET desk_id = :desk_id, item_id = :item_id, location_id = :location_id, workflow = :workflow, state = :state,
  facts = :facts, version = :version + 1, opened_at_ms = :opened_at_ms, closed_at_ms = :closed_at_ms, wished_look = :wished_look
WHERE id = :id AND version = :version;

-- query: request | by: ReadQueries::request
SELECT {request} FROM requests WHERE id = ?1;

-- query: requests_of_item | by: ReadQueries::requests_of_item
SELECT {request} FROM requests WHERE item_id = ?1 ORDER BY id;

-- query: open_requests_at | by: ReadQueries::open_requests_at
SELECT {request} FROM requests WHERE location_id = ?1 AND closed_at_ms IS NULL ORDER BY id;

-- query: looking_requests_at | by: ReadQueries::looking_requests_at
SELECT {request} FROM requests WHERE location_id = ?1 AND wished_look IS NOT NULL ORDER BY id;

-- query: requests_at | by: Transaction::open_requests_at and looking_requests_at
SELECT id, closed_at_ms, wished_look FROM requests WHERE location_id = ?1 ORDER BY id;

-- query: requests_of | by: Transaction::requests_of_item
SELECT id FROM requests WHERE item_id = ?1 ORDER BY id;

-- query: requests | by: ReadQueries::requests
SELECT {request} FROM requests
WHERE id > ?3 AND (?1 = '' OR workflow = ?1) AND (?2 = '' OR state = ?2)
ORDER BY id LIMIT ?4;

-- query: open_requests | by: ReadQueries::requests
SELECT {request} FROM requests INDEXED BY requests_open
WHERE closed_at_ms IS NULL AND id > ?3 AND (?1 = '' OR workflow = ?1) AND (?2 = '' OR state = ?2)
ORDER BY id LIMIT ?4;

-- query: insert_spell | by: Transaction::insert(SpellRecord)
INSERT INTO spells ({spell}) VALUES ({:spell});

-- query: save_spell | by: Transaction::save(SpellRecord), as long as nothing it is found by has changed
UPDATE spells SET began_at_ms = :began_at_ms, gone_at_ms = :gone_at_ms, last_online_at_ms = :last_online_at_ms
WHERE id = :id AND request_id = :request_id AND number = :number;

-- query: save_whole_spell | by: Transaction::save(SpellRecord)
UPDATE spells SET request_id = :request_id, number = :number, began_at_ms = :began_at_ms, gone_at_ms = :gone_at_ms,
  last_online_at_ms = :last_online_at_ms
WHERE id = :id;

-- query: spells | by: ReadQueries::spells
SELECT {spell} FROM spells WHERE request_id = ?1 ORDER BY number;

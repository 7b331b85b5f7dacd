-- columns: item
id, desk_id, locator_kind, platform, locator_index, locator, recipe, wrapped_key, role, location_id, first_report_id,
first_reported_at_ms, report_count, verdict, legal_hold_since_ms

-- columns: assessment
id, item_id, verdict, basis, actor_kind, actor_name, attributes, at_ms

-- query: insert_item | by: Transaction::insert(ItemRecord)
INSERT INTO items ({item}) VALUES ({:item});

-- query: save_item | by: Transaction::save(ItemRecord), as long as nothing it is found by has changed
UPDATE items SET locator = :locator, recipe = :recipe, role = :role, first_report_id = :first_report_id, report_count = :report_count,
  verdict = :verdict, legal_hold_since_ms = :legal_hold_since_ms
WHERE id = :id;

-- query: save_whole_item | by: Transaction::save(ItemRecord)
UPDATE items SET desk_id = :desk_id, locator_kind = :locator_kind, platform = :platform, locator_index = :locator_index,
  locator = :locator, recipe = :recipe, wrapped_key = :wrapped_key, role = :role, location_id = :location_id,
  first_report_id = :first_report_id, first_reported_at_ms = :first_reported_at_ms, report_count = :report_count, verdict = :verdict,
  legal_hold_since_ms = :legal_hold_since_ms
WHERE id = :id;

-- query: item | by: ReadQueries::item
SELECT {item} FROM items WHERE id = ?1;

-- query: find_item | by: ReadQueries::find_item
SELECT id FROM items WHERE locator_index = ?4 AND desk_id = ?1 AND locator_kind = ?2 AND platform = ?3;

-- query: find_items | by: ReadQueries::find_items
SELECT id FROM items WHERE locator_index = ?1;

-- query: link_found_on | by: Transaction::link_found_on
INSERT INTO found_on (item_id, on_item_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING;

-- query: insert_assessment | by: Transaction::insert(AssessmentRecord)
INSERT INTO assessments ({assessment}) VALUES ({:assessment});

-- query: assessments | by: ReadQueries::assessments
SELECT {assessment} FROM assessments WHERE item_id = ?1 ORDER BY id;

-- query: kept_items | by: ReadQueries::kept, of locators
SELECT id, first_reported_at_ms FROM items INDEXED BY items_kept
WHERE wrapped_key IS NOT NULL AND first_reported_at_ms <= ?1 AND (first_reported_at_ms, id) > (?2, ?3)
ORDER BY first_reported_at_ms, id LIMIT ?4;

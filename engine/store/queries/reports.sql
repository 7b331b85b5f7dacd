-- columns: report
id, desk_id, origin, source, external_reference, digest, reporter, wrapped_key, received_at_ms, told_at_ms, item_count, repeat_count

-- query: insert_report | by: Transaction::insert(ReportRecord)
INSERT INTO reports ({report}) VALUES ({:report});

-- query: save_report | by: Transaction::save(ReportRecord), as long as nothing it is found by has changed
UPDATE reports SET origin = :origin, external_reference = :external_reference, reporter = :reporter, told_at_ms = :told_at_ms,
  item_count = :item_count, repeat_count = :repeat_count
WHERE id = :id AND desk_id = :desk_id AND source = :source AND digest = :digest AND received_at_ms = :received_at_ms
  AND wrapped_key IS :wrapped_key;

-- query: save_whole_report | by: Transaction::save(ReportRecord)
UPDATE reports SET desk_id = :desk_id, origin = :origin, source = :source, external_reference = :external_reference, digest = :digest,
  reporter = :reporter, wrapped_key = :wrapped_key, received_at_ms = :received_at_ms, told_at_ms = :told_at_ms,
  item_count = :item_count, repeat_count = :repeat_count
WHERE id = :id;

-- query: report | by: ReadQueries::report
SELECT {report} FROM reports WHERE id = ?1;

-- query: find_report | by: ReadQueries::find_report
SELECT id FROM reports WHERE digest = ?2 AND desk_id = ?1;

-- query: reports_on | by: ReadQueries::reports_on
SELECT count(DISTINCT l.report_id) FROM report_items l JOIN reports r ON r.id = l.report_id WHERE l.item_id = ?1 AND r.received_at_ms >= ?2;

-- query: reports_from | by: ReadQueries::reports_from
SELECT count(*) FROM reports WHERE desk_id = ?1 AND source = ?2 AND received_at_ms >= ?3;

-- query: link_report | by: Transaction::link_report
INSERT INTO report_items (item_id, report_id, line) VALUES (?2, ?1, ?3) ON CONFLICT DO NOTHING;

-- query: reports_of | by: ReadQueries::reports_of
SELECT DISTINCT report_id FROM report_items WHERE item_id = ?1 ORDER BY report_id;

-- query: items_of | by: ReadQueries::items_of
SELECT DISTINCT item_id FROM report_items INDEXED BY report_items_report WHERE report_id = ?1 ORDER BY item_id;

-- query: kept_reports | by: ReadQueries::kept, of reports
SELECT id, received_at_ms FROM reports INDEXED BY reports_kept
WHERE wrapped_key IS NOT NULL AND received_at_ms <= ?1 AND (received_at_ms, id) > (?2, ?3)
ORDER BY received_at_ms, id LIMIT ?4;

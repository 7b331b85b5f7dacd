-- Since when nothing about an item, or of a case, may be erased.
ALTER TABLE items ADD COLUMN legal_hold_since_ms INTEGER;
ALTER TABLE cases ADD COLUMN legal_hold_since_ms INTEGER;

-- What is kept sealed, by when it came: the sweep that erases what is over passes over what is erased already.
CREATE INDEX items_kept ON items (first_reported_at_ms) WHERE wrapped_key IS NOT NULL;
CREATE INDEX reports_kept ON reports (received_at_ms) WHERE wrapped_key IS NOT NULL;
CREATE INDEX inbox_kept ON inbox (at_ms) WHERE wrapped_key IS NOT NULL;
CREATE INDEX notices_kept ON notices (sealed_at_ms) WHERE wrapped_key IS NOT NULL;
CREATE INDEX quarantine_kept ON quarantine (at_ms) WHERE wrapped_key IS NOT NULL;

-- Which items a report is about.
CREATE INDEX report_items_report ON report_items (report_id, item_id);

-- columns: recipient
id, slug, name, scope, kind, country, language, parent_id, approved, one_request_per_notice, ceiling, paused_at_ms, failures, rests_until_ms

-- columns: contact
id, recipient_id, channel, address, rank, approved, bounced_at_ms, source

-- query: insert_recipient | by: Transaction::insert(RecipientRecord)
INSERT INTO recipients ({recipient}) VALUES ({:recipient});

-- query: save_recipient | by: Transaction::save(RecipientRecord)
UPDATE recipients SET slug = :slug, name = :name, scope = :scope, kind = :kind, country = :country, language = :language,
  parent_id = :parent_id, approved = :approved, one_request_per_notice = :one_request_per_notice, ceiling = :ceiling,
  paused_at_ms = :paused_at_ms, failures = :failures, rests_until_ms = :rests_until_ms
WHERE id = :id;

-- query: recipient | by: ReadQueries::recipient
SELECT {recipient} FROM recipients WHERE id = ?1;

-- query: find_recipient | by: ReadQueries::find_recipient
SELECT id FROM recipients WHERE slug = ?1;

-- query: recipients | by: ReadQueries::recipients
SELECT {recipient} FROM recipients ORDER BY id;

-- query: recipients_of | by: ReadQueries::recipients_of
SELECT {recipient} FROM recipients WHERE scope = ?1 ORDER BY id;

-- query: insert_contact | by: Transaction::insert(ContactRecord)
INSERT INTO contacts ({contact}) VALUES ({:contact});

-- query: save_contact | by: Transaction::save(ContactRecord)
UPDATE contacts SET recipient_id = :recipient_id, channel = :channel, address = :address, rank = :rank, approved = :approved,
  bounced_at_ms = :bounced_at_ms, source = :source
WHERE id = :id;

-- query: contacts | by: ReadQueries::contacts
SELECT {contact} FROM contacts WHERE recipient_id = ?1 ORDER BY rank, id;

-- columns: location
id, locator_index, host_index, site_id, host, wrapped_key, hoster_id, network_id, registrar_id, country_of_address,
country_of_registration, country_of_contact, country_source, located_at_ms, observed, evidence, looked_at_ms, last_online_at_ms,
first_miss_at_ms, misses, failures, next_look_at_ms, content_digest, digest_looks

-- columns: site
id, domain_index, domain, wrapped_key, kind, moves

-- query: insert_location | by: Transaction::insert(LocationRecord)
INSERT INTO locations ({location}) VALUES ({:location});

-- query: save_location | by: Transaction::save(LocationRecord), as long as nothing it is found by has changed
UPDATE locations SET host = :host, wrapped_key = :wrapped_key, hoster_id = :hoster_id, network_id = :network_id,
  registrar_id = :registrar_id, country_of_address = :country_of_address, country_of_registration = :country_of_registration,
  country_of_contact = :country_of_contact, country_source = :country_source, located_at_ms = :located_at_ms, observed = :observed,
  evidence = :evidence, looked_at_ms = :looked_at_ms, last_online_at_ms = :last_online_at_ms, first_miss_at_ms = :first_miss_at_ms,
  misses = :misses, failures = :failures, next_look_at_ms = :next_look_at_ms,
  content_digest = :content_digest, digest_looks = :digest_looks
WHERE id = :id;

-- query: save_whole_location | by: Transaction::save(LocationRecord)
UPDATE locations SET locator_index = :locator_index, host_index = :host_index, site_id = :site_id, host = :host,
  wrapped_key = :wrapped_key, hoster_id = :hoster_id, network_id = :network_id, registrar_id = :registrar_id,
  country_of_address = :country_of_address, country_of_registration = :country_of_registration,
  country_of_contact = :country_of_contact, country_source = :country_source, located_at_ms = :located_at_ms, observed = :observed,
  evidence = :evidence, looked_at_ms = :looked_at_ms, last_online_at_ms = :last_online_at_ms, first_miss_at_ms = :first_miss_at_ms,
  misses = :misses, failures = :failures, next_look_at_ms = :next_look_at_ms,
  content_digest = :content_digest, digest_looks = :digest_looks
WHERE id = :id;

-- query: location | by: ReadQueries::location
SELECT {location} FROM locations WHERE id = ?1;

-- query: find_location | by: ReadQueries::find_location
SELECT id FROM locations WHERE locator_index = ?1;

-- query: locations_of_site | by: ReadQueries::locations_of_site
SELECT id FROM locations WHERE site_id = ?1 ORDER BY id LIMIT ?2;

-- query: due_looks | by: ReadQueries::due_looks
SELECT id FROM locations WHERE next_look_at_ms IS NOT NULL AND next_look_at_ms <= ?1 ORDER BY next_look_at_ms, id LIMIT ?2;

-- query: next_look | by: ReadQueries::next_due
SELECT next_look_at_ms FROM locations WHERE next_look_at_ms IS NOT NULL ORDER BY next_look_at_ms LIMIT 1;

-- query: insert_site | by: Transaction::insert(SiteRecord)
INSERT INTO sites ({site}) VALUES ({:site});

-- query: save_site | by: Transaction::save(SiteRecord)
UPDATE sites SET domain_index = :domain_index, domain = :domain, wrapped_key = :wrapped_key, kind = :kind, moves = :moves WHERE id = :id;

-- query: site | by: ReadQueries::site
SELECT {site} FROM sites WHERE id = ?1;

-- query: find_site | by: ReadQueries::find_site
SELECT id FROM sites WHERE domain_index = ?1;

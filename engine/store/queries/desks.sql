-- How these files are read (query_text.hpp): `-- columns: NAME` names a list of columns, `-- query: NAME | by: CALLER` a statement.
-- {NAME} puts the list in, {:NAME} the list as parameters, {t.NAME} the list with a prefix.

-- query: find_desk | by: Transaction::ensure_desk
SELECT id FROM desks WHERE name = ?1;

-- query: insert_desk | by: Transaction::ensure_desk
INSERT INTO desks (id, name) VALUES (?1, ?2);

-- query: setting | by: ReadQueries::setting
SELECT value FROM settings WHERE name = ?1;

-- query: set_setting | by: Transaction::set_setting
INSERT INTO settings (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- What looks read at a location, to see when something else stands there. Sealed like the host: a digest can be compared with lists.
-- digest_looks: how many looks in a row read it; -1: it changes by itself, and says nothing.
ALTER TABLE locations ADD COLUMN content_digest BLOB;
ALTER TABLE locations ADD COLUMN digest_looks INTEGER NOT NULL DEFAULT 0 CHECK (digest_looks >= -1);

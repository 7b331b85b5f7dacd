-- What a status tells a partner has happened to what it handed over, and when that was.
ALTER TABLE notices ADD COLUMN step TEXT CHECK (step <> '');
ALTER TABLE notices ADD COLUMN happened_at_ms INTEGER CHECK ((happened_at_ms IS NULL) = (step IS NULL) AND (step IS NULL OR kind = 'status'));

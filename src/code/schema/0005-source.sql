-- SPDX-License-Identifier: EUPL-1.2
-- What each text of a version was imported from, byte for byte: the file (blob), the name it had
-- without its directories ('-': standard input), its size.

CREATE TABLE version_source (
    version INTEGER NOT NULL REFERENCES version (id),
    language TEXT NOT NULL,
    hash TEXT NOT NULL REFERENCES blob (hash),
    name TEXT NOT NULL,
    bytes INTEGER NOT NULL CHECK (bytes >= 0),
    PRIMARY KEY (version, language)
) STRICT, WITHOUT ROWID;

CREATE INDEX version_source_hash ON version_source (hash);

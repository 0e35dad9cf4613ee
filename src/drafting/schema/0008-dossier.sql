-- SPDX-License-Identifier: EUPL-1.2
-- What is known of a code beside its text (docs/format-dossier.md), by parts. digest: SHA-256 of
-- the file that the part came from; hash: the same file as it is kept, or NULL.

CREATE TABLE dossier_part (
    id INTEGER PRIMARY KEY,
    code INTEGER NOT NULL REFERENCES code (id),
    name TEXT NOT NULL
        CHECK (length(name) BETWEEN 1 AND 64 AND name NOT GLOB '*[^a-z0-9-]*'),
    as_of TEXT NOT NULL,
    digest TEXT NOT NULL CHECK (length(digest) = 64 AND digest NOT GLOB '*[^0-9a-f]*'),
    hash TEXT REFERENCES blob (hash),
    bytes INTEGER NOT NULL CHECK (bytes >= 0),
    UNIQUE (code, name)
) STRICT;

CREATE INDEX dossier_part_hash ON dossier_part (hash);

-- What the entries of a part lean on: canonical JSON, as in the file.
CREATE TABLE dossier_source (
    part INTEGER NOT NULL REFERENCES dossier_part (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    json TEXT NOT NULL,
    PRIMARY KEY (part, key)
) STRICT, WITHOUT ROWID;

-- An entry, as canonical JSON. first_day: of its date, counted from 1970-01-01; provision: the
-- lasting id that it is about, where its kind has one.
CREATE TABLE dossier_entry (
    id INTEGER PRIMARY KEY,
    part INTEGER NOT NULL REFERENCES dossier_part (id) ON DELETE CASCADE,
    code INTEGER NOT NULL REFERENCES code (id),
    position INTEGER NOT NULL CHECK (position > 0),
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    first_day INTEGER NOT NULL,
    provision TEXT,
    json TEXT NOT NULL,
    UNIQUE (part, position),
    UNIQUE (code, key)
) STRICT;

CREATE INDEX dossier_entry_kind ON dossier_entry (code, kind);
CREATE INDEX dossier_entry_provision ON dossier_entry (code, provision)
    WHERE provision IS NOT NULL;

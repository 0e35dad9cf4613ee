-- SPDX-License-Identifier: EUPL-1.2
-- Acts, and the log of those that the public may check (docs/format-log.md).

-- Rows are only added. Erasure sets content with its salt, or author with its salt, to NULL; the
-- leaf stays. Internal acts have neither leaf nor salts. Times are milliseconds since 1970 in UTC.
CREATE TABLE act (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    code TEXT,
    version TEXT,
    time INTEGER NOT NULL,
    leaf_index INTEGER UNIQUE CHECK (leaf_index >= 0),
    leaf BLOB,
    content BLOB,
    content_salt BLOB CHECK (length(content_salt) = 32),
    author TEXT,
    author_salt BLOB CHECK (length(author_salt) = 32),
    CHECK ((leaf_index IS NULL) = (leaf IS NULL))
) STRICT;

CREATE INDEX act_kind ON act (kind, leaf_index);

-- The complete subtrees of the log's Merkle tree, in the order in which they are completed.
CREATE TABLE ledger_node (
    id INTEGER PRIMARY KEY,
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

-- The signed heads. previous: the size of the head before this one, so that none can be missing.
CREATE TABLE ledger_checkpoint (
    size INTEGER PRIMARY KEY,
    previous INTEGER CHECK (previous < size),
    root BLOB NOT NULL CHECK (length(root) = 32),
    note TEXT NOT NULL
) STRICT;

-- SPDX-License-Identifier: EUPL-1.2
-- What the store itself keeps. Every id is private to the house.

-- Small values by name: name, origin, zone ...
CREATE TABLE house_setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Files below files/, by SHA-256. The row goes with its last reference, the file by the sweep.
CREATE TABLE blob (
    id INTEGER PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64 AND hash NOT GLOB '*[^0-9a-f]*'),
    size INTEGER NOT NULL CHECK (size >= 0),
    media_type TEXT NOT NULL,
    refs INTEGER NOT NULL CHECK (refs >= 0)
) STRICT;

-- Work to do after a commit. Times are milliseconds since 1970 in UTC. A taken job is 'waiting'
-- with a due time at the end of its lease, so that one whose worker died comes back by itself.
CREATE TABLE job (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'failed')),
    due INTEGER NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    max_tries INTEGER NOT NULL CHECK (max_tries > 0),
    reason TEXT
) STRICT;

CREATE INDEX job_due ON job (state, due);

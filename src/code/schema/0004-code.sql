-- SPDX-License-Identifier: EUPL-1.2
-- The text: codes, their versions, provisions. Times are milliseconds since 1970 in UTC.

CREATE TABLE code (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
        CHECK (length(name) BETWEEN 1 AND 64 AND name NOT GLOB '*[^a-z0-9-]*'),
    created INTEGER NOT NULL
) STRICT;

CREATE TABLE code_title (
    code INTEGER NOT NULL REFERENCES code (id),
    language TEXT NOT NULL,
    title TEXT NOT NULL,
    PRIMARY KEY (code, language)
) STRICT, WITHOUT ROWID;

-- Working until it is published, then frozen with its digest and its act.
CREATE TABLE version (
    id INTEGER PRIMARY KEY,
    code INTEGER NOT NULL REFERENCES code (id),
    label TEXT NOT NULL
        CHECK (length(label) BETWEEN 1 AND 64 AND label NOT GLOB '*[^a-z0-9.-]*'),
    state TEXT NOT NULL DEFAULT 'working' CHECK (state IN ('working', 'published', 'adopted')),
    created INTEGER NOT NULL,
    published INTEGER,
    digest TEXT CHECK (length(digest) = 64 AND digest NOT GLOB '*[^0-9a-f]*'),
    act TEXT,
    UNIQUE (code, label),
    CHECK ((state = 'working') = (published IS NULL)),
    CHECK ((state = 'working') = (digest IS NULL)),
    CHECK ((state = 'working') = (act IS NULL))
) STRICT;

-- The languages of a version, with the title of the document in each.
CREATE TABLE version_title (
    version INTEGER NOT NULL REFERENCES version (id),
    language TEXT NOT NULL,
    title TEXT NOT NULL,
    PRIMARY KEY (version, language)
) STRICT, WITHOUT ROWID;

-- A lasting id, in its code, for ever.
CREATE TABLE provision (
    id INTEGER PRIMARY KEY,
    code INTEGER NOT NULL REFERENCES code (id),
    lasting_id TEXT NOT NULL
        CHECK (length(lasting_id) = 10 AND lasting_id NOT GLOB '*[^0-9a-hjkmnp-tv-z]*'),
    UNIQUE (code, lasting_id)
) STRICT;

-- A provision as it stands in a version: the structure, which all languages share. position counts
-- from 1 in the order of the document. alias is the id that the imported file used for links.
CREATE TABLE node (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL REFERENCES version (id),
    provision INTEGER NOT NULL REFERENCES provision (id),
    parent INTEGER REFERENCES node (id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position > 0),
    depth INTEGER NOT NULL CHECK (depth BETWEEN 0 AND 31),
    kind TEXT NOT NULL,
    eid TEXT NOT NULL,
    alias TEXT NOT NULL,
    extra TEXT NOT NULL,
    UNIQUE (version, position),
    UNIQUE (version, provision),
    UNIQUE (version, eid),
    CHECK ((depth = 0) = (parent IS NULL))
) STRICT;

CREATE INDEX node_provision ON node (provision);
CREATE INDEX node_parent ON node (parent);

-- The words of a node in one language. hash: SHA-256 of the plain heading and text, which
-- docs/format-text.md defines.
CREATE TABLE node_text (
    node INTEGER NOT NULL REFERENCES node (id) ON DELETE CASCADE,
    language TEXT NOT NULL,
    number TEXT NOT NULL,
    heading TEXT NOT NULL,
    text TEXT NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (node, language)
) STRICT, WITHOUT ROWID;

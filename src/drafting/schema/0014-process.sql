-- SPDX-License-Identifier: EUPL-1.2
-- The process that draws up a code, or a later edition of it: its steps, rounds, working groups.
-- A civil time is 'YYYY-MM-DDTHH:MM:SS' in the zone of the process; beside it stands the instant.

-- key: in addresses, [a-z0-9-]. late: what happens to what comes after a round has closed.
CREATE TABLE process (
    id INTEGER PRIMARY KEY,
    code INTEGER NOT NULL REFERENCES code (id),
    key TEXT NOT NULL CHECK (length(key) BETWEEN 1 AND 64 AND key NOT GLOB '*[^a-z0-9-]*'),
    template TEXT NOT NULL,
    zone TEXT NOT NULL,
    late TEXT NOT NULL DEFAULT 'refuse' CHECK (late IN ('refuse', 'mark')),
    window_days INTEGER NOT NULL CHECK (window_days > 0), -- of a round, where nothing else is said
    created INTEGER NOT NULL,
    ended INTEGER,
    act TEXT NOT NULL DEFAULT '',
    UNIQUE (code, key)
) STRICT;

CREATE TABLE process_text (
    process INTEGER NOT NULL REFERENCES process (id) ON DELETE CASCADE,
    language TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL DEFAULT '', -- Markdown
    PRIMARY KEY (process, language)
) STRICT, WITHOUT ROWID;

-- A step. kind: a word of the list of the dossier ("kick-off-plenary"). cycle: 0 for none.
-- starts, ends: civil; '' where no day is set yet. day_only: the day is known, the hour is not.
-- key: names the step in commands. required: adoption waits for it.
-- document: hash of a file (blob), with its name and type.
CREATE TABLE step (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    process INTEGER NOT NULL REFERENCES process (id),
    key TEXT NOT NULL,
    kind TEXT NOT NULL,
    cycle INTEGER NOT NULL DEFAULT 0 CHECK (cycle >= 0),
    position INTEGER NOT NULL,
    starts TEXT NOT NULL DEFAULT '',
    starts_at INTEGER NOT NULL DEFAULT 0,
    ends TEXT NOT NULL DEFAULT '',
    ends_at INTEGER NOT NULL DEFAULT 0,
    day_only INTEGER NOT NULL DEFAULT 1 CHECK (day_only IN (0, 1)),
    state TEXT NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'done', 'cancelled')),
    required INTEGER NOT NULL DEFAULT 0 CHECK (required IN (0, 1)),
    version INTEGER REFERENCES version (id), -- the draft that it is about, or NULL
    document TEXT REFERENCES blob (hash),
    document_name TEXT NOT NULL DEFAULT '',
    document_address TEXT NOT NULL DEFAULT '', -- https, where the document stands elsewhere
    act TEXT NOT NULL DEFAULT '',
    UNIQUE (process, key)
) STRICT;

CREATE INDEX step_process ON step (process, position, id);
CREATE INDEX step_due ON step (state, starts_at);
CREATE INDEX step_document ON step (document);

CREATE TABLE step_text (
    step INTEGER NOT NULL REFERENCES step (id) ON DELETE CASCADE,
    language TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (step, language)
) STRICT, WITHOUT ROWID;

-- The window of a step of the kind written-feedback or consultation. number: in the process, from
-- 1. Whether it is open follows from the instants alone; opened and closed are the acts that said
-- so.
CREATE TABLE round (
    id INTEGER PRIMARY KEY,
    step INTEGER NOT NULL UNIQUE REFERENCES step (id),
    process INTEGER NOT NULL REFERENCES process (id),
    number INTEGER NOT NULL CHECK (number > 0),
    version INTEGER REFERENCES version (id),
    opens TEXT NOT NULL,
    opens_at INTEGER NOT NULL,
    closes TEXT NOT NULL,
    closes_at INTEGER NOT NULL,
    late TEXT NOT NULL CHECK (late IN ('refuse', 'mark')),
    opened TEXT NOT NULL DEFAULT '',
    closed TEXT NOT NULL DEFAULT '',
    reminded INTEGER NOT NULL DEFAULT 0, -- the instant of the closing that was reminded of
    UNIQUE (process, number)
) STRICT;

CREATE TABLE round_extension (
    id INTEGER PRIMARY KEY,
    round INTEGER NOT NULL REFERENCES round (id),
    closed_before TEXT NOT NULL, -- civil
    closes TEXT NOT NULL,
    reason TEXT NOT NULL,
    time INTEGER NOT NULL,
    act TEXT NOT NULL
) STRICT;

-- Working groups. Names, what they are about, and chapters change over time: rows with since and
-- until (NULL: still so).
CREATE TABLE working_group (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    process INTEGER NOT NULL REFERENCES process (id),
    key TEXT NOT NULL CHECK (length(key) BETWEEN 1 AND 64 AND key NOT GLOB '*[^a-z0-9-]*'),
    position INTEGER NOT NULL,
    since INTEGER NOT NULL,
    until INTEGER,
    UNIQUE (process, key)
) STRICT;

CREATE TABLE working_group_name (
    id INTEGER PRIMARY KEY,
    working_group INTEGER NOT NULL REFERENCES working_group (id) ON DELETE CASCADE,
    language TEXT NOT NULL,
    name TEXT NOT NULL,
    text TEXT NOT NULL DEFAULT '', -- its subject
    since INTEGER NOT NULL,
    until INTEGER,
    act TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX working_group_name_of ON working_group_name (working_group, language, since);

CREATE TABLE working_group_chapter (
    id INTEGER PRIMARY KEY,
    working_group INTEGER NOT NULL REFERENCES working_group (id) ON DELETE CASCADE,
    lasting_id TEXT NOT NULL,
    since INTEGER NOT NULL,
    until INTEGER
) STRICT;

CREATE INDEX working_group_chapter_of ON working_group_chapter (working_group, since);

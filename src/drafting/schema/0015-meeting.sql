-- SPDX-License-Identifier: EUPL-1.2
-- Meetings: steps with a body, a place and a record. Who may attend (and sees place and link), and
-- who sees agenda and documents before they are published, are audiences ('public',
-- 'participants', 'groups', 'providers', 'drafters').
--
-- Agenda, documents, attendance and minutes are kept by `record`: 0 is what is being prepared, n
-- what was published as the n-th record of the meeting. Records are never changed; a correction is
-- a further one.

-- called, act: when it was called, and the act that said so. records: how many were published.
CREATE TABLE meeting (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    step INTEGER NOT NULL UNIQUE REFERENCES step (id),
    process INTEGER NOT NULL REFERENCES process (id),
    body TEXT NOT NULL DEFAULT '',
    place TEXT NOT NULL DEFAULT '',
    link TEXT NOT NULL DEFAULT '',
    may_attend TEXT NOT NULL
        CHECK (may_attend IN ('public', 'participants', 'groups', 'providers', 'drafters')),
    sees_papers TEXT NOT NULL
        CHECK (sees_papers IN ('public', 'participants', 'groups', 'providers', 'drafters')),
    called INTEGER NOT NULL,
    records INTEGER NOT NULL DEFAULT 0,
    act TEXT NOT NULL
) STRICT;

CREATE INDEX meeting_process ON meeting (process);

CREATE TABLE meeting_group (
    meeting INTEGER NOT NULL REFERENCES meeting (id) ON DELETE CASCADE,
    working_group INTEGER NOT NULL REFERENCES working_group (id),
    PRIMARY KEY (meeting, working_group)
) STRICT, WITHOUT ROWID;

CREATE INDEX meeting_group_of ON meeting_group (working_group);

-- Moved or cancelled: starts_before is the civil time that it had.
CREATE TABLE meeting_change (
    id INTEGER PRIMARY KEY,
    meeting INTEGER NOT NULL REFERENCES meeting (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('moved', 'cancelled')),
    starts_before TEXT NOT NULL,
    reason TEXT NOT NULL,
    time INTEGER NOT NULL,
    act TEXT NOT NULL
) STRICT;

CREATE INDEX meeting_change_of ON meeting_change (meeting);

-- What was published, from 1. reason: of a correction, '' for the first.
CREATE TABLE meeting_record (
    meeting INTEGER NOT NULL REFERENCES meeting (id) ON DELETE CASCADE,
    record INTEGER NOT NULL CHECK (record > 0),
    time INTEGER NOT NULL,
    reason TEXT NOT NULL,
    act TEXT NOT NULL,
    PRIMARY KEY (meeting, record)
) STRICT, WITHOUT ROWID;

-- lasting_id: the provision that it is about, or ''.
CREATE TABLE agenda_item (
    meeting INTEGER NOT NULL REFERENCES meeting (id) ON DELETE CASCADE,
    record INTEGER NOT NULL,
    language TEXT NOT NULL,
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    lasting_id TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (meeting, record, language, position)
) STRICT, WITHOUT ROWID;

-- category: a key of data/categories.tsv.
CREATE TABLE attendance (
    meeting INTEGER NOT NULL REFERENCES meeting (id) ON DELETE CASCADE,
    record INTEGER NOT NULL,
    category TEXT NOT NULL,
    people INTEGER NOT NULL CHECK (people > 0),
    PRIMARY KEY (meeting, record, category)
) STRICT, WITHOUT ROWID;

CREATE TABLE minutes (
    meeting INTEGER NOT NULL REFERENCES meeting (id) ON DELETE CASCADE,
    record INTEGER NOT NULL,
    language TEXT NOT NULL,
    text TEXT NOT NULL, -- Markdown; links to provisions as #lasting-id
    changed INTEGER NOT NULL,
    PRIMARY KEY (meeting, record, language)
) STRICT, WITHOUT ROWID;

-- One document has one public id in all records.
CREATE TABLE meeting_document (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL,
    meeting INTEGER NOT NULL REFERENCES meeting (id) ON DELETE CASCADE,
    record INTEGER NOT NULL,
    title TEXT NOT NULL,
    name TEXT NOT NULL,
    hash TEXT NOT NULL REFERENCES blob (hash),
    size INTEGER NOT NULL,
    media_type TEXT NOT NULL,
    added INTEGER NOT NULL,
    UNIQUE (public_id, record)
) STRICT;

CREATE INDEX meeting_document_of ON meeting_document (meeting, record);
CREATE INDEX meeting_document_hash ON meeting_document (hash);

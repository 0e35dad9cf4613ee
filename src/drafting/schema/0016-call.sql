-- SPDX-License-Identifier: EUPL-1.2
-- Calls for participants and for chairs, and who answered them.

-- kind: 'participants' or 'chairs'. consent_version: of the text with the purpose 'participation'
-- that applicants agree to. Titles and texts are in call_text. act, closed: the acts that opened
-- and closed it.
CREATE TABLE call (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    process INTEGER NOT NULL REFERENCES process (id),
    step INTEGER REFERENCES step (id), -- of the process, where the call is one
    kind TEXT NOT NULL CHECK (kind IN ('participants', 'chairs')),
    opens INTEGER NOT NULL,
    opens_civil TEXT NOT NULL,  -- 'YYYY-MM-DDTHH:MM:SS' in the zone of the process
    closes INTEGER NOT NULL,
    closes_civil TEXT NOT NULL,
    late TEXT NOT NULL DEFAULT 'refuse' CHECK (late IN ('refuse', 'mark')),
    consent_version INTEGER NOT NULL,
    act TEXT NOT NULL DEFAULT '',
    closed TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX call_process ON call (process, opens);

CREATE TABLE call_text (
    call INTEGER NOT NULL REFERENCES call (id) ON DELETE CASCADE,
    language TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL, -- Markdown
    PRIMARY KEY (call, language)
) STRICT, WITHOUT ROWID;

CREATE TABLE call_extension (
    id INTEGER PRIMARY KEY,
    call INTEGER NOT NULL REFERENCES call (id) ON DELETE CASCADE,
    closed_before TEXT NOT NULL, -- civil
    closes TEXT NOT NULL,
    reason TEXT NOT NULL,
    time INTEGER NOT NULL,
    act TEXT NOT NULL
) STRICT;

CREATE INDEX call_extension_of ON call_extension (call);

-- An application or a candidacy. It holds what was sent; person appears with the decision that
-- accepts it. mail: in the form that tells two apart. groups: JSON array of keys of working groups.
-- function: for candidacies, chair, co-chair or vice-chair. It counts once its address was
-- confirmed; what stays unconfirmed is deleted. asked: how often its address was written to about
-- that. words: what a search in the queue looks in, without case and accents.
CREATE TABLE application (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    call INTEGER NOT NULL REFERENCES call (id),
    person INTEGER REFERENCES person (id) ON DELETE SET NULL,
    name TEXT NOT NULL,
    mail TEXT NOT NULL,
    language TEXT NOT NULL,
    organisation TEXT NOT NULL DEFAULT '',
    category TEXT NOT NULL,
    country TEXT NOT NULL,
    register_number TEXT NOT NULL DEFAULT '',
    motivation TEXT NOT NULL DEFAULT '',
    expertise TEXT NOT NULL DEFAULT '',
    groups TEXT NOT NULL DEFAULT '[]',
    function TEXT NOT NULL DEFAULT '',
    interests TEXT NOT NULL DEFAULT '',
    consent_version INTEGER NOT NULL,
    received INTEGER NOT NULL, -- when it was sent
    confirmed INTEGER,
    late INTEGER NOT NULL DEFAULT 0 CHECK (late IN (0, 1)),
    state TEXT NOT NULL DEFAULT 'unconfirmed'
        CHECK (state IN ('unconfirmed', 'received', 'accepted', 'declined', 'withdrawn')),
    decided INTEGER,
    decided_by INTEGER REFERENCES person (id) ON DELETE SET NULL,
    reason TEXT NOT NULL DEFAULT '',
    asked INTEGER NOT NULL DEFAULT 0,
    words TEXT NOT NULL DEFAULT '',
    act TEXT NOT NULL DEFAULT '',
    UNIQUE (call, mail)
) STRICT;

CREATE INDEX application_queue ON application (call, state, received, id);
CREATE INDEX application_category ON application (call, state, category, received, id);
CREATE INDEX application_person ON application (person);
CREATE INDEX application_unconfirmed ON application (received) WHERE state = 'unconfirmed';

-- The planned end of an appointment; the grant ends then by itself.
CREATE TABLE appointment_end (
    id INTEGER PRIMARY KEY,
    person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    role TEXT NOT NULL,
    working_group INTEGER NOT NULL REFERENCES working_group (id),
    until INTEGER NOT NULL,
    UNIQUE (person, role, working_group)
) STRICT;

CREATE INDEX appointment_end_due ON appointment_end (until);

-- SPDX-License-Identifier: EUPL-1.2
-- Who takes part: organisations, persons, what they may do where, what they agreed to and declared.
-- Times are milliseconds since 1970 in UTC. What an act says of a person dies with the person's
-- rows on erasure (design: erasure); the log keeps only salted commitments.

-- category: a key of data/categories.tsv. register_number: of the EU Transparency Register, or ''.
CREATE TABLE organisation (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    sort_key TEXT NOT NULL DEFAULT '', -- the name's words without case and accents
    category TEXT NOT NULL,
    country TEXT NOT NULL DEFAULT '',
    register_number TEXT NOT NULL DEFAULT '',
    address TEXT NOT NULL DEFAULT '', -- of its website
    created INTEGER NOT NULL
) STRICT;

CREATE INDEX organisation_list ON organisation (sort_key, id);
CREATE INDEX organisation_category ON organisation (category, sort_key, id);
CREATE INDEX organisation_country ON organisation (country, sort_key, id);

-- mail: the address in the form that tells two apart (lower case, NFC), NULL once erased. display:
-- how contributions are signed unless the person says otherwise for one. language, zone: of mails
-- and pages. generated: made for a demonstration; says so wherever it is shown. standing: 0 with an
-- account only, 1 with a role of those who take part, 2 with write access; kept by the grants.
-- listed: whether the public may see the name among the participants.
CREATE TABLE person (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    sort_key TEXT NOT NULL DEFAULT '',
    mail TEXT UNIQUE,
    organisation INTEGER REFERENCES organisation (id),
    category TEXT NOT NULL DEFAULT '',
    country TEXT NOT NULL DEFAULT '',
    language TEXT NOT NULL DEFAULT 'en',
    zone TEXT NOT NULL DEFAULT '',
    display TEXT NOT NULL DEFAULT 'name' CHECK (display IN ('name', 'organisation', 'anonymous')),
    digest TEXT NOT NULL DEFAULT 'each' CHECK (digest IN ('each', 'daily', 'weekly', 'none')),
    state TEXT NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'suspended', 'erased')),
    generated INTEGER NOT NULL DEFAULT 0 CHECK (generated IN (0, 1)),
    standing INTEGER NOT NULL DEFAULT 0 CHECK (standing IN (0, 1, 2)),
    listed INTEGER GENERATED ALWAYS AS
        (state = 'active' AND (standing = 2 OR (standing = 1 AND display = 'name'))) VIRTUAL,
    created INTEGER NOT NULL,
    seen INTEGER NOT NULL DEFAULT 0,        -- last sign-in
    retain_until INTEGER NOT NULL DEFAULT 0 -- 0: as long as a grant holds
) STRICT;

CREATE INDEX person_organisation ON person (organisation, state, standing, display);
CREATE INDEX person_list ON person (state, sort_key, id);
CREATE INDEX person_category ON person (state, category, sort_key, id);
CREATE INDEX person_country ON person (state, country, sort_key, id);
CREATE INDEX person_created ON person (state, created, id);
CREATE INDEX person_listed ON person (listed, sort_key, id);
CREATE INDEX person_listed_category ON person (listed, category, sort_key, id);
CREATE INDEX person_listed_country ON person (listed, country, sort_key, id);
CREATE INDEX person_count ON person (state, category, standing);

-- The words of a person's name and organisation without case and accents, for the filter of the
-- list of participants; erasure empties it (px_person_index).
CREATE TABLE person_word (
    word TEXT NOT NULL,
    person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    PRIMARY KEY (word, person)
) STRICT, WITHOUT ROWID;

CREATE INDEX person_word_person ON person_word (person);

-- A grant: (person, role, scope). scope: row of the code, working group or organisation, 0 for the
-- house. title: what the function is called where the role has several ('co-chair'). It holds from
-- since until ended; ended grants stay as the record of who could do what.
CREATE TABLE grant_of_role (
    id INTEGER PRIMARY KEY,
    person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    role TEXT NOT NULL,
    scope_kind TEXT NOT NULL
        CHECK (scope_kind IN ('house', 'code', 'group', 'organisation', 'provider')),
    scope INTEGER NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    since INTEGER NOT NULL,
    ended INTEGER, -- NULL: it holds
    act TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE UNIQUE INDEX grant_one ON grant_of_role (person, role, scope_kind, scope)
    WHERE ended IS NULL;
CREATE INDEX grant_scope ON grant_of_role (scope_kind, scope, role) WHERE ended IS NULL;
CREATE INDEX grant_role ON grant_of_role (role) WHERE ended IS NULL;

-- Interests that a person declared; those of everybody with write access are public.
CREATE TABLE interest (
    id INTEGER PRIMARY KEY,
    person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    text TEXT NOT NULL,
    declared INTEGER NOT NULL,
    withdrawn INTEGER
) STRICT;

CREATE INDEX interest_person ON interest (person);

-- Consent texts by purpose and version ('participation', 2), as they were shown, and who agreed.
CREATE TABLE consent_text (
    id INTEGER PRIMARY KEY,
    purpose TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0),
    language TEXT NOT NULL,
    text TEXT NOT NULL,
    since INTEGER NOT NULL,
    UNIQUE (purpose, version, language)
) STRICT;

CREATE TABLE consent (
    id INTEGER PRIMARY KEY,
    person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    purpose TEXT NOT NULL,
    version INTEGER NOT NULL,
    given INTEGER NOT NULL,
    withdrawn INTEGER
) STRICT;

CREATE INDEX consent_person ON consent (person);

-- What was erased, so that a restored backup erases it again: only the public id.
CREATE TABLE erasure (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    time INTEGER NOT NULL
) STRICT;

-- SPDX-License-Identifier: EUPL-1.2
-- Official forms that were published, each version for good. What stands in them is a file of the
-- house (snapshot), the whole form as JSON: every format and every view is made from it.

-- version: the version of the model that it is about, or NULL for the model. number: 1, 2 ... of
-- one form of one subject. day: of publication; next_update: day by which the next one is due, or
-- ''; kept_until: day up to which it has to be kept. root: of the commitment to its fields, or ''.
-- changed: ids of the fields that differ from the version before, and covers: names of versions of
-- the model, as JSON. domains: SHA-256 of the whole list of domains, or ''; listed: its domains
-- stand in document_domain, as those of the newest version do.
CREATE TABLE document (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    provider INTEGER NOT NULL REFERENCES provider (id),
    model INTEGER NOT NULL REFERENCES model (id),
    version INTEGER REFERENCES model_version (id),
    form TEXT NOT NULL CHECK (form IN ('summary', 'model')),
    form_version TEXT NOT NULL,
    number INTEGER NOT NULL,
    day TEXT NOT NULL,
    time INTEGER NOT NULL,
    next_update TEXT NOT NULL,
    kept_until TEXT NOT NULL,
    snapshot TEXT NOT NULL,
    size INTEGER NOT NULL,
    root TEXT NOT NULL,
    missing INTEGER NOT NULL,
    changed TEXT NOT NULL,
    covers TEXT NOT NULL,
    domains TEXT NOT NULL,
    n_domains INTEGER NOT NULL,
    listed INTEGER NOT NULL CHECK (listed IN (0, 1)),
    newest INTEGER NOT NULL CHECK (newest IN (0, 1)),
    act TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX document_number ON document (model, ifnull(version, 0), form, number);
CREATE INDEX document_newest ON document (form, time, id) WHERE newest = 1;
CREATE INDEX document_listed ON document (id) WHERE listed = 1;
CREATE INDEX document_snapshot ON document (snapshot);

-- The domains of a published list: reversed ("org.example"), so that what lies below a name stands
-- together; rank: from 1, by bytes of content.
CREATE TABLE document_domain (
    document INTEGER NOT NULL REFERENCES document (id),
    reversed TEXT NOT NULL,
    rank INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    PRIMARY KEY (document, reversed)
) STRICT, WITHOUT ROWID;

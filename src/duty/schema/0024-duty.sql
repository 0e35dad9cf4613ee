-- SPDX-License-Identifier: EUPL-1.2
-- Providers of models, their models and versions, and what is claimed of them. Times are
-- milliseconds since 1970 in UTC. Who made a row stands in its act alone, so that erasure of a
-- person reaches it there.

-- slug: the provider's name in addresses and commands. organisation: that of its people, or NULL.
CREATE TABLE provider (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    organisation INTEGER REFERENCES organisation (id),
    created INTEGER NOT NULL,
    act TEXT NOT NULL
) STRICT;

CREATE INDEX provider_list ON provider (name, id);

-- family: the collection that the model belongs to, as the provider calls it, or ''.
CREATE TABLE model (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    provider INTEGER NOT NULL REFERENCES provider (id),
    slug TEXT NOT NULL,
    name TEXT NOT NULL,
    family TEXT NOT NULL DEFAULT '',
    created INTEGER NOT NULL,
    act TEXT NOT NULL,
    UNIQUE (provider, slug)
) STRICT;

CREATE INDEX model_list ON model (provider, name, id);

-- name: the identifier under which the version is given out. Its dates are claims.
CREATE TABLE model_version (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    model INTEGER NOT NULL REFERENCES model (id),
    name TEXT NOT NULL,
    created INTEGER NOT NULL,
    act TEXT NOT NULL,
    UNIQUE (model, name)
) STRICT;

-- One statement. About a version, else a model, else a provider. value: canonical JSON; 'null'
-- withdraws what stood there. method: a formula's name, or the command that measured; program: what
-- ran it. A claim is never changed, only superseded by another one of its field and basis: current
-- alone tells that (0: superseded). digest: over what it says, so that nothing is taken in twice.
CREATE TABLE claim (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    provider INTEGER NOT NULL REFERENCES provider (id),
    model INTEGER REFERENCES model (id),
    version INTEGER REFERENCES model_version (id),
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    basis TEXT NOT NULL CHECK (basis IN ('measured', 'derived', 'declared')),
    method TEXT NOT NULL DEFAULT '',
    program TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    digest TEXT NOT NULL,
    time INTEGER NOT NULL,
    act TEXT NOT NULL,
    supersedes INTEGER UNIQUE REFERENCES claim (id),
    current INTEGER NOT NULL DEFAULT 1 CHECK (current IN (0, 1)),
    CHECK (version IS NULL OR model IS NOT NULL)
) STRICT;

CREATE UNIQUE INDEX claim_current
    ON claim (provider, ifnull(model, 0), ifnull(version, 0), field, basis) WHERE current = 1;
CREATE INDEX claim_history ON claim (provider, field, id);
CREATE INDEX claim_act ON claim (act);

-- What a claim rests on. hash: SHA-256 of a file, or ''. kept: whether it is a file of the house.
-- start, length: the bytes of it that say so; NULL: the whole. scan: id of a scan, or ''.
CREATE TABLE claim_evidence (
    id INTEGER PRIMARY KEY,
    claim INTEGER NOT NULL REFERENCES claim (id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    hash TEXT NOT NULL DEFAULT '',
    size INTEGER NOT NULL DEFAULT 0,
    kept INTEGER NOT NULL DEFAULT 0 CHECK (kept IN (0, 1)),
    start INTEGER,
    length INTEGER,
    scan TEXT NOT NULL DEFAULT '',
    UNIQUE (claim, position)
) STRICT;

CREATE INDEX claim_evidence_hash ON claim_evidence (hash) WHERE hash <> '';

-- The claims that a derived one was made from.
CREATE TABLE claim_input (
    claim INTEGER NOT NULL REFERENCES claim (id),
    input INTEGER NOT NULL REFERENCES claim (id),
    PRIMARY KEY (claim, input)
) STRICT, WITHOUT ROWID;

CREATE INDEX claim_input_of ON claim_input (input);

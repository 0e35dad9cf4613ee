-- SPDX-License-Identifier: EUPL-1.2
-- Scopes that rooms above this one keep, providers: they note here by which names a grant finds
-- them. scope: the row of the object in its own table.
CREATE TABLE scope_name (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('provider')),
    scope INTEGER NOT NULL,
    public_id TEXT NOT NULL UNIQUE,
    slug TEXT NOT NULL,
    name TEXT NOT NULL,
    UNIQUE (kind, scope),
    UNIQUE (kind, slug)
) STRICT;

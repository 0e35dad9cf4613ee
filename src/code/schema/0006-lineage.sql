-- SPDX-License-Identifier: EUPL-1.2
-- What becomes of provisions from version to version, and the way back from an import.

-- The version whose ids an import continues, where it was named or found.
ALTER TABLE version ADD COLUMN base INTEGER REFERENCES version (id) ON DELETE SET NULL;

-- The format that the source of a text is in: a name of the table of importers.
ALTER TABLE version_source ADD COLUMN format TEXT NOT NULL DEFAULT 'markdown';

-- The larger part of a provision that was split or merged keeps its lasting id. Here stands the
-- rest: in this version, words of `ancestor` stand in `provision`, which is another one. At a split
-- `provision` is a part that got an id of its own, at a merge `ancestor` is a part that lost its
-- own. share: thousandths of the part's words.
CREATE TABLE lineage (
    version INTEGER NOT NULL REFERENCES version (id) ON DELETE CASCADE,
    provision INTEGER NOT NULL REFERENCES provision (id),
    ancestor INTEGER NOT NULL REFERENCES provision (id),
    how TEXT NOT NULL CHECK (how IN ('split', 'merge')),
    share INTEGER NOT NULL CHECK (share BETWEEN 0 AND 1000),
    PRIMARY KEY (version, provision, ancestor),
    CHECK (provision <> ancestor)
) STRICT, WITHOUT ROWID;

CREATE INDEX lineage_provision ON lineage (provision);
CREATE INDEX lineage_ancestor ON lineage (ancestor);

-- Provisions of a working version that were matched without certainty: the lasting id that they
-- have is a proposal until an editor settles it. similarity: of the words, in thousandths.
CREATE TABLE doubt (
    version INTEGER NOT NULL REFERENCES version (id) ON DELETE CASCADE,
    provision INTEGER NOT NULL REFERENCES provision (id),
    reason TEXT NOT NULL,
    similarity INTEGER NOT NULL CHECK (similarity BETWEEN 0 AND 1000),
    PRIMARY KEY (version, provision)
) STRICT, WITHOUT ROWID;

CREATE INDEX doubt_provision ON doubt (provision);

-- Corrections after publication: in this version and those made after it, `provision` is to be read
-- as `target`. The published text stays as it is.
CREATE TABLE relink (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL REFERENCES version (id),
    provision INTEGER NOT NULL REFERENCES provision (id),
    target INTEGER NOT NULL REFERENCES provision (id),
    act TEXT NOT NULL,
    UNIQUE (version, provision),
    CHECK (provision <> target)
) STRICT;

CREATE INDEX relink_provision ON relink (provision);
CREATE INDEX relink_target ON relink (target);

-- The imports into a working version, so that they can be taken back from the last to the first;
-- publishing clears them. What was there before, in the language of the import: the outline with
-- its lasting ids (blob; NULL: the version had no text in it), how doubts and lineage stood
-- (lines of marks), and the source.
CREATE TABLE import_step (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL REFERENCES version (id),
    language TEXT NOT NULL,
    time INTEGER NOT NULL,
    outline TEXT REFERENCES blob (hash),
    marks TEXT NOT NULL DEFAULT '',
    code_title TEXT,
    base INTEGER REFERENCES version (id) ON DELETE SET NULL,
    source TEXT REFERENCES blob (hash),
    source_name TEXT,
    source_bytes INTEGER,
    source_format TEXT,
    CHECK ((source IS NULL) = (source_name IS NULL))
) STRICT;

CREATE INDEX import_step_version ON import_step (version);
CREATE INDEX import_step_outline ON import_step (outline);
CREATE INDEX import_step_source ON import_step (source);

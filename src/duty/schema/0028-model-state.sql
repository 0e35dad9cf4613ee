-- SPDX-License-Identifier: EUPL-1.2
-- What the work list of a provider needs of each model, counted once for each change: to count anew
-- means to read all its claims.

-- changes: how often what is counted changed; counted: `changes` when it was counted last. rules:
-- by which program it was counted: another one counts anew. contradictions: -1 where what is
-- claimed does not fit the forms any more, so that nothing can be counted.
CREATE TABLE model_state (
    model INTEGER PRIMARY KEY REFERENCES model (id),
    changes INTEGER NOT NULL DEFAULT 1,
    counted INTEGER NOT NULL DEFAULT 0,
    rules TEXT NOT NULL DEFAULT '',
    contradictions INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Of each form of it: fields that are asked for, those of them without a value, and fields that
-- differ from the last published document (NULL where there is none).
CREATE TABLE model_form_state (
    model INTEGER NOT NULL REFERENCES model (id),
    form TEXT NOT NULL,
    asked INTEGER NOT NULL,
    missing INTEGER NOT NULL,
    changed INTEGER,
    PRIMARY KEY (model, form)
) STRICT, WITHOUT ROWID;

INSERT INTO model_state (model) SELECT id FROM model;

-- The newest documents of a provider's models.
CREATE INDEX document_of_provider ON document (provider, model) WHERE newest = 1;

-- shown: the register has it. Of a summary the newest version, of another form the newest one of
-- which a view was made public.
ALTER TABLE document ADD COLUMN shown INTEGER NOT NULL DEFAULT 0 CHECK (shown IN (0, 1));
UPDATE document SET shown = newest WHERE form = 'summary';
CREATE INDEX document_shown ON document (time, id) WHERE shown = 1;

-- Views of a published form that its provider made public, each by an act. recipient: whose view it
-- is; view: SHA-256 of it as JSON.
CREATE TABLE document_open (
    document INTEGER NOT NULL REFERENCES document (id),
    recipient TEXT NOT NULL,
    time INTEGER NOT NULL,
    view TEXT NOT NULL,
    act TEXT NOT NULL,
    PRIMARY KEY (document, recipient)
) STRICT, WITHOUT ROWID;

-- What the register is searched by: the words of what is public of a document, case and accents
-- removed, and the languages that its texts are written in, each between blanks (" en fr ").
CREATE TABLE document_text (
    document INTEGER PRIMARY KEY REFERENCES document (id),
    languages TEXT NOT NULL,
    words TEXT NOT NULL
) STRICT;

-- What its provider was told of the next version: 0 nothing, 1 that it is due soon, 2 that it was
-- due.
ALTER TABLE document ADD COLUMN reminded INTEGER NOT NULL DEFAULT 0 CHECK (reminded IN (0, 1, 2));

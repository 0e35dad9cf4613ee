-- SPDX-License-Identifier: EUPL-1.2
-- Full-text search, second form: rows for every published version, with filters, and the words of
-- each language. The tables are filled in C, never by triggers; those that were there are dropped,
-- and the setting makes whoever opens the house next fill them anew (store/search_index.h).

DROP TABLE search_en;
DROP TABLE search_fr;
DROP TABLE search_any;
DROP TABLE search_item;

-- What each row of the FTS tables is: a thing of a kind, where it stands, how many words it has.
-- part: what it is called in its code, like 'measure'. within: the item whose text has this one's
-- in it, or 0. current: 0 where a newer version has it too.
CREATE TABLE search_item (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    item INTEGER NOT NULL,
    language TEXT NOT NULL,
    code TEXT NOT NULL,
    version TEXT NOT NULL,
    part TEXT NOT NULL,
    current INTEGER NOT NULL CHECK (current IN (0, 1)),
    within INTEGER NOT NULL,
    words INTEGER NOT NULL,
    UNIQUE (kind, item, language)
) STRICT;

-- keys: tokens for filters, numbers and words of the title (search_token.h).
CREATE VIRTUAL TABLE search_en USING fts5(title, body, keys, columnsize = 0,
    tokenize = 'praxis en');
CREATE VIRTUAL TABLE search_fr USING fts5(title, body, keys, columnsize = 0,
    tokenize = 'praxis fr');
CREATE VIRTUAL TABLE search_any USING fts5(title, body, keys, columnsize = 0, tokenize = 'praxis');

-- The words of the texts: folded, their stem, how they are written, in how many rows they are.
CREATE TABLE search_word (
    language TEXT NOT NULL,
    word TEXT NOT NULL,
    stem TEXT NOT NULL,
    form TEXT NOT NULL,
    docs INTEGER NOT NULL,
    PRIMARY KEY (language, word)
) STRICT, WITHOUT ROWID;

CREATE INDEX search_word_stem ON search_word (language, stem, docs);

INSERT INTO house_setting (name, value) VALUES ('search.stale', '1');

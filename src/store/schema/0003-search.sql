-- SPDX-License-Identifier: EUPL-1.2
-- Full-text search. The rows of the FTS tables have the ids of search_item and are written in C,
-- never by triggers. The tokenizer 'praxis' is registered on every connection.

CREATE TABLE search_item (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    item INTEGER NOT NULL,
    language TEXT NOT NULL,
    UNIQUE (kind, item, language)
) STRICT;

CREATE VIRTUAL TABLE search_en USING fts5(title, body, tokenize = 'praxis en');
CREATE VIRTUAL TABLE search_fr USING fts5(title, body, tokenize = 'praxis fr');
CREATE VIRTUAL TABLE search_any USING fts5(title, body, tokenize = 'praxis');

INSERT INTO search_en(search_en, rank) VALUES ('rank', 'bm25(4.0, 1.0)');
INSERT INTO search_fr(search_fr, rank) VALUES ('rank', 'bm25(4.0, 1.0)');
INSERT INTO search_any(search_any, rank) VALUES ('rank', 'bm25(4.0, 1.0)');

-- SPDX-License-Identifier: EUPL-1.2
-- The words by which documents are found in the register. It keeps no texts: they are those of
-- document_text, from which what is taken out is given again.
CREATE VIRTUAL TABLE document_word USING fts5 (
    words, content = 'document_text', content_rowid = 'document', columnsize = 0, detail = none,
    tokenize = 'praxis'
);
INSERT INTO document_word (document_word) VALUES ('rebuild');

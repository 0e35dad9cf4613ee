-- SPDX-License-Identifier: EUPL-1.2
-- What a provider made public it may take back, and make public again: each time has a row.

-- Times in which a recipient's view of a published form was public, each begun by an act. view:
-- SHA-256 of it as JSON. ended: when its provider took it back, NULL while it is public; with the
-- reason and the act of that.
CREATE TABLE document_opening (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES document (id),
    recipient TEXT NOT NULL,
    time INTEGER NOT NULL,
    view TEXT NOT NULL,
    act TEXT NOT NULL,
    ended INTEGER,
    reason TEXT NOT NULL DEFAULT '',
    end_act TEXT NOT NULL DEFAULT ''
) STRICT;

INSERT INTO document_opening (document, recipient, time, view, act)
SELECT document, recipient, time, view, act FROM document_open ORDER BY time, document, recipient;
DROP TABLE document_open;

CREATE INDEX document_opening_of ON document_opening (document);
CREATE UNIQUE INDEX document_opening_now ON document_opening (document, recipient)
WHERE ended IS NULL;

-- SPDX-License-Identifier: EUPL-1.2
-- Mails, from the deed that wants them to the server that took them.

-- What everybody of an audience is told, in message ids and arguments, before it becomes one mail
-- a person in the person's language.
CREATE TABLE notice (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    audience TEXT NOT NULL, -- JSON: who (px_audience)
    content TEXT NOT NULL,  -- JSON: message ids, arguments, address of the page
    created INTEGER NOT NULL,
    reached INTEGER NOT NULL DEFAULT 0, -- the last person's row that it was made into a mail for
    done INTEGER NOT NULL DEFAULT 0 CHECK (done IN (0, 1))
) STRICT;

-- One mail. kind: a row of the table of kinds (urgent ones never wait for a digest). state: held
-- (for the next digest), waiting, sent, failed, void (the address is gone). person is NULL for
-- those who have no account (applicants).
CREATE TABLE mail (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    person INTEGER REFERENCES person (id) ON DELETE CASCADE,
    address TEXT NOT NULL,
    language TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('held', 'waiting', 'sent', 'failed', 'void')),
    created INTEGER NOT NULL,
    due INTEGER NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    sent INTEGER,
    reason TEXT
) STRICT;

CREATE INDEX mail_due ON mail (state, due);
CREATE INDEX mail_person ON mail (person, state);
-- Whoever wants to sign in does not stand in line behind a notice for thousands.
CREATE INDEX mail_first ON mail (due, id)
    WHERE state = 'waiting' AND kind IN ('sign-in', 'account');

-- SPDX-License-Identifier: EUPL-1.2
-- How persons prove who they are. Tokens are kept as SHA-256 only; what a thief of the database
-- finds opens nothing.

-- password: argon2id in the form of libsodium, or NULL. totp: the shared secret, or NULL; last step
-- used, so that no code works twice.
CREATE TABLE credential (
    person INTEGER PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
    password TEXT,
    totp BLOB,
    totp_step INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE recovery_code (
    id INTEGER PRIMARY KEY,
    person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    hash BLOB NOT NULL UNIQUE
) STRICT;

CREATE INDEX recovery_code_person ON recovery_code (person);

CREATE TABLE session (
    id INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,
    person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    way TEXT NOT NULL CHECK (way IN ('link', 'password', 'oidc', 'demonstration')),
    created INTEGER NOT NULL,
    seen INTEGER NOT NULL,
    expires INTEGER NOT NULL
) STRICT;

CREATE INDEX session_person ON session (person);
CREATE INDEX session_expires ON session (expires);

-- Links in mails that work once: 'sign-in', 'password', 'mail' (a new address: in detail).
CREATE TABLE mail_link (
    id INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,
    person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    purpose TEXT NOT NULL CHECK (purpose IN ('sign-in', 'password', 'mail')),
    detail TEXT NOT NULL DEFAULT '',
    expires INTEGER NOT NULL
) STRICT;

CREATE INDEX mail_link_expires ON mail_link (expires);

-- Failures counted in windows, by a keyed hash of what is counted (an account with a source, a
-- source, a device).
CREATE TABLE throttle (
    key BLOB PRIMARY KEY,
    window_start INTEGER NOT NULL,
    count INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Accounts elsewhere (OpenID Connect): issuer and subject name a person.
CREATE TABLE identity (
    id INTEGER PRIMARY KEY,
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    UNIQUE (issuer, subject)
) STRICT;

CREATE INDEX identity_person ON identity (person);

-- A sign-in under way at a provider: the state that it must bring back, by its hash.
CREATE TABLE oidc_flow (
    id INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,
    session_hash BLOB NOT NULL, -- of the browser that began it
    nonce TEXT NOT NULL,
    verifier TEXT NOT NULL,
    back TEXT NOT NULL,
    expires INTEGER NOT NULL
) STRICT;

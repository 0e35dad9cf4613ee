-- SPDX-License-Identifier: EUPL-1.2
-- The clock of retention (data/retention.tsv). retain_until: when it is erased, 0 where nothing
-- runs out. warned: how many days before that the last warning was due (60, 45, 3), 0 before the
-- first.
ALTER TABLE person ADD COLUMN warned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE application ADD COLUMN retain_until INTEGER NOT NULL DEFAULT 0;
ALTER TABLE application ADD COLUMN warned INTEGER NOT NULL DEFAULT 0;

CREATE INDEX person_retained ON person (retain_until) WHERE retain_until > 0;
CREATE INDEX application_retained ON application (retain_until) WHERE retain_until > 0;
CREATE INDEX mail_created ON mail (created);
CREATE INDEX application_mail ON application (mail);

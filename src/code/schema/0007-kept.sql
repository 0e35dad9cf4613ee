-- SPDX-License-Identifier: EUPL-1.2
-- Something beside texts hangs on the code (its dossier), so it stays where the last import into it
-- is taken back.

ALTER TABLE code ADD COLUMN kept INTEGER NOT NULL DEFAULT 0 CHECK (kept IN (0, 1));

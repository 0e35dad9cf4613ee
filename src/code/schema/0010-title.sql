-- SPDX-License-Identifier: EUPL-1.2
-- Whether the title of a code was given to it (by its dossier), not taken from its newest text.

ALTER TABLE code_title ADD COLUMN given INTEGER NOT NULL DEFAULT 0 CHECK (given IN (0, 1));

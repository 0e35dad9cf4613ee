-- SPDX-License-Identifier: EUPL-1.2
-- A change of a text in several languages keeps a step for each of them; they are taken back
-- together. lead: the step of the first one.

ALTER TABLE import_step ADD COLUMN lead INTEGER REFERENCES import_step (id) ON DELETE CASCADE;

CREATE INDEX import_step_lead ON import_step (lead);

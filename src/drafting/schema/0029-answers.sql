-- SPDX-License-Identifier: EUPL-1.2
-- The answers of a round by the acts that published them are counted from the index alone, without
-- reading the reasons of all answers.

DROP INDEX answer_state;
CREATE INDEX answer_state ON answer (state, comment, published, act);

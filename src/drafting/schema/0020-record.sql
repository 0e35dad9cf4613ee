-- SPDX-License-Identifier: EUPL-1.2
-- What another record says of a comment that came from there and that this house has no place for:
-- how it came there, in which round, for which organisation, what its author said of the answer.
-- As JSON with the names of docs/format-comment-json.md; files give it again. '' for all others.
ALTER TABLE comment_body ADD COLUMN record TEXT NOT NULL DEFAULT '';

-- When an answer that came with it was published there; 0: it was written here.
ALTER TABLE answer ADD COLUMN made INTEGER NOT NULL DEFAULT 0;

-- SPDX-License-Identifier: EUPL-1.2
-- In which language the words of a change are: pages say it of the redline. '' for changes that
-- were noted before.
ALTER TABLE comment_change ADD COLUMN language TEXT NOT NULL DEFAULT '';

-- SPDX-License-Identifier: EUPL-1.2
-- What the work list of answers and the page of progress count, kept as it changes: with 100,000
-- comments these are read in milliseconds, and counting them anew would take a second.

-- drafted: whether there is a draft of an answer. opinion: what the author says of the newest
-- published answer, '' for nothing. wait: from the comment to its first published answer, in
-- milliseconds, NULL before. Kept like answer and objection by px_comment_answer_keep.
ALTER TABLE comment ADD COLUMN drafted INTEGER NOT NULL DEFAULT 0 CHECK (drafted IN (0, 1));
ALTER TABLE comment ADD COLUMN opinion TEXT NOT NULL DEFAULT '';
ALTER TABLE comment ADD COLUMN wait INTEGER;

-- What is to be done for it. 0: nothing, no answer is owed. 1: it is without an answer; 2: one is
-- drafted. 3: there is an objection to the answer; 4: a further answer is drafted. 5: it is
-- answered; 6: and a draft is left over.
ALTER TABLE comment ADD COLUMN work INTEGER NOT NULL GENERATED ALWAYS AS (
    CASE WHEN number <= 0 OR state <> 'submitted' THEN 0
        WHEN answer = '' THEN 1 + drafted
        WHEN objection = 1 THEN 3 + drafted
        ELSE 5 + drafted END) VIRTUAL;

UPDATE comment SET
    drafted = EXISTS (SELECT 1 FROM answer AS a WHERE a.comment = comment.id AND a.state = 'draft'),
    opinion = coalesce((SELECT o.opinion FROM answer AS a JOIN answer_opinion AS o
        ON o.answer = a.id WHERE a.comment = comment.id AND a.number = (SELECT max(b.number)
        FROM answer AS b WHERE b.comment = comment.id AND b.state = 'published')), ''),
    wait = (SELECT max(a.published - comment.submitted, 0) FROM answer AS a
        WHERE a.comment = comment.id AND a.number = 1 AND a.state = 'published')
    WHERE id IN (SELECT comment FROM answer);

-- Through what is to be done of one kind by number, with all that the work list filters by.
CREATE INDEX comment_work ON comment (code, work, number, round, working_group, chapter, category,
    kind) WHERE number > 0;

-- Through the waits of a code, and of a round, from the shortest to the longest.
CREATE INDEX comment_wait ON comment (code, wait) WHERE state = 'submitted' AND wait IS NOT NULL;
CREATE INDEX comment_wait_round ON comment (round, wait)
    WHERE state = 'submitted' AND wait IS NOT NULL;

-- How many comments there are that are owed an answer, by all that the pages count them by. round,
-- working_group: 0 for none. place: the lowest that one of them had, for the order of chapters.
CREATE TABLE comment_count (
    code INTEGER NOT NULL,
    round INTEGER NOT NULL,
    work INTEGER NOT NULL,
    working_group INTEGER NOT NULL,
    chapter TEXT NOT NULL,
    category TEXT NOT NULL,
    kind TEXT NOT NULL,
    answer TEXT NOT NULL,
    opinion TEXT NOT NULL,
    place INTEGER NOT NULL,
    comments INTEGER NOT NULL CHECK (comments >= 0),
    PRIMARY KEY (code, round, work, working_group, chapter, category, kind, answer, opinion)
) STRICT, WITHOUT ROWID;

INSERT INTO comment_count SELECT code, coalesce(round, 0), work, coalesce(working_group, 0),
    chapter, category, kind, answer, opinion, min(place), count(*)
    FROM comment WHERE work > 0 GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9;

-- Kept by the database, since comments are submitted, ended, erased, brought in and answered by
-- many statements, and no one of them may forget it.
CREATE TRIGGER comment_count_insert AFTER INSERT ON comment WHEN new.work > 0 BEGIN
    INSERT INTO comment_count VALUES (new.code, coalesce(new.round, 0), new.work,
        coalesce(new.working_group, 0), new.chapter, new.category, new.kind, new.answer,
        new.opinion, new.place, 1)
        ON CONFLICT DO UPDATE SET comments = comments + 1, place = min(place, excluded.place);
END;

CREATE TRIGGER comment_count_delete AFTER DELETE ON comment WHEN old.work > 0 BEGIN
    UPDATE comment_count SET comments = comments - 1 WHERE code = old.code
        AND round = coalesce(old.round, 0) AND work = old.work
        AND working_group = coalesce(old.working_group, 0) AND chapter = old.chapter
        AND category = old.category AND kind = old.kind AND answer = old.answer
        AND opinion = old.opinion;
    DELETE FROM comment_count WHERE comments = 0 AND code = old.code
        AND round = coalesce(old.round, 0) AND work = old.work
        AND working_group = coalesce(old.working_group, 0) AND chapter = old.chapter
        AND category = old.category AND kind = old.kind AND answer = old.answer
        AND opinion = old.opinion;
END;

CREATE TRIGGER comment_count_update AFTER UPDATE OF code, round, number, state, answer, objection,
    opinion, drafted, working_group, chapter, category, kind, place ON comment
    WHEN old.work > 0 OR new.work > 0 BEGIN
    UPDATE comment_count SET comments = comments - 1 WHERE old.work > 0 AND code = old.code
        AND round = coalesce(old.round, 0) AND work = old.work
        AND working_group = coalesce(old.working_group, 0) AND chapter = old.chapter
        AND category = old.category AND kind = old.kind AND answer = old.answer
        AND opinion = old.opinion;
    DELETE FROM comment_count WHERE comments = 0 AND code = old.code
        AND round = coalesce(old.round, 0) AND work = old.work
        AND working_group = coalesce(old.working_group, 0) AND chapter = old.chapter
        AND category = old.category AND kind = old.kind AND answer = old.answer
        AND opinion = old.opinion;
    INSERT INTO comment_count SELECT new.code, coalesce(new.round, 0), new.work,
        coalesce(new.working_group, 0), new.chapter, new.category, new.kind, new.answer,
        new.opinion, new.place, 1 WHERE new.work > 0
        ON CONFLICT DO UPDATE SET comments = comments + 1, place = min(place, excluded.place);
END;

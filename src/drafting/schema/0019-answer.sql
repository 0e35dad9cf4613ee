-- SPDX-License-Identifier: EUPL-1.2
-- Answers to comments, what those who made them say of the answer, and what comments changed.

-- number: from 1; a further one follows an objection. state: draft (those who answer see it),
-- published (together with others, by one act).
CREATE TABLE answer (
    id INTEGER PRIMARY KEY,
    comment INTEGER NOT NULL REFERENCES comment (id) ON DELETE CASCADE,
    number INTEGER NOT NULL CHECK (number > 0),
    status TEXT NOT NULL CHECK (status IN ('accepted', 'accepted-with-modifications',
        'partly-accepted', 'noted', 'not-accepted', 'out-of-scope')),
    reason TEXT NOT NULL, -- Markdown
    language TEXT NOT NULL, -- of the reason
    template INTEGER REFERENCES answer_template (id),
    state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'published')),
    person INTEGER REFERENCES person (id), -- who wrote it last
    byline TEXT NOT NULL DEFAULT '', -- of an imported one
    revision INTEGER NOT NULL DEFAULT 1,
    changed INTEGER NOT NULL,
    published INTEGER NOT NULL DEFAULT 0,
    act TEXT NOT NULL DEFAULT '',
    UNIQUE (comment, number)
) STRICT;

CREATE INDEX answer_state ON answer (state, comment);
CREATE INDEX answer_person ON answer (person);
CREATE INDEX answer_template_of ON answer (template);
CREATE INDEX answer_act ON answer (act) WHERE act <> '';

-- Rounds of which it was said that each comment has its answer.
CREATE TABLE round_answered (
    round INTEGER PRIMARY KEY REFERENCES round (id),
    time INTEGER NOT NULL,
    comments INTEGER NOT NULL, -- of the round, then
    act TEXT NOT NULL
) STRICT;

-- Words that are used for many answers of a code.
CREATE TABLE answer_template (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    code INTEGER NOT NULL REFERENCES code (id),
    name TEXT NOT NULL,
    status TEXT NOT NULL,
    reason TEXT NOT NULL,
    language TEXT NOT NULL,
    person INTEGER REFERENCES person (id),
    changed INTEGER NOT NULL,
    retired INTEGER NOT NULL DEFAULT 0 CHECK (retired IN (0, 1))
) STRICT;

CREATE INDEX answer_template_code ON answer_template (code, retired, name);
CREATE INDEX answer_template_person ON answer_template (person);

-- What the author of the comment says of a published answer. opinion: satisfied, not-satisfied,
-- objects. An objection stays open until it is dealt with (by a further answer, or by a decision
-- with its reason).
CREATE TABLE answer_opinion (
    id INTEGER PRIMARY KEY,
    answer INTEGER NOT NULL UNIQUE REFERENCES answer (id) ON DELETE CASCADE,
    opinion TEXT NOT NULL CHECK (opinion IN ('satisfied', 'not-satisfied', 'objects')),
    text TEXT NOT NULL DEFAULT '', -- why; required of an objection
    person INTEGER REFERENCES person (id),
    time INTEGER NOT NULL,
    act TEXT NOT NULL DEFAULT '',
    dealt INTEGER NOT NULL DEFAULT 0, -- when the objection was dealt with
    dealt_by INTEGER REFERENCES person (id),
    dealt_reason TEXT NOT NULL DEFAULT '',
    dealt_act TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX answer_opinion_person ON answer_opinion (person);
CREATE INDEX answer_opinion_dealt_by ON answer_opinion (dealt_by);
CREATE INDEX answer_opinion_open ON answer_opinion (opinion, dealt);

-- That a comment shaped the text: its proposed wording went into a working version, or somebody who
-- edited said so. version: where the change is to be seen first.
CREATE TABLE comment_change (
    id INTEGER PRIMARY KEY,
    comment INTEGER NOT NULL REFERENCES comment (id) ON DELETE CASCADE,
    version INTEGER NOT NULL REFERENCES version (id) ON DELETE CASCADE,
    lasting_id TEXT NOT NULL,
    way TEXT NOT NULL CHECK (way IN ('wording', 'edit')), -- taken over word by word, or worked in
    before TEXT NOT NULL DEFAULT '', -- heading and text of the provision in Markdown
    after TEXT NOT NULL DEFAULT '',
    person INTEGER REFERENCES person (id),
    time INTEGER NOT NULL,
    act TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX comment_change_comment ON comment_change (comment);
CREATE INDEX comment_change_version ON comment_change (version, lasting_id);
CREATE INDEX comment_change_person ON comment_change (person);

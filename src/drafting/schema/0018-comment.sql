-- SPDX-License-Identifier: EUPL-1.2
-- Comments: what people say on a text, and where. A comment stays for ever on the words of the
-- version that it was made on; comment_place says where that is in later versions.
-- Times are milliseconds since 1970 in UTC.

-- How comments come in together: somebody's own, an organisation's through its contact point, a
-- file, a meeting. round: NULL where they are of several, or of none.
CREATE TABLE submission (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    round INTEGER REFERENCES round (id),
    code INTEGER NOT NULL REFERENCES code (id),
    person INTEGER REFERENCES person (id), -- who submitted; NULL once erased, or by the operator
    organisation INTEGER REFERENCES organisation (id), -- for which it was submitted, or NULL
    time INTEGER NOT NULL
) STRICT;

CREATE INDEX submission_person ON submission (person);
CREATE INDEX submission_organisation ON submission (organisation, round);
CREATE INDEX submission_round ON submission (round);

-- state: draft (the author's alone), ready (handed to the contact point of the organisation),
-- submitted, withdrawn (by the author: text gone, the place stays), disowned (the person named as
-- author never made it: a public tombstone without text).
-- number: in the code, given when it is submitted, for ever; 0 before.
-- origin: how it came: written, form (a file filled in), oral (said in a meeting), imported (from
-- another record). source: what names it there, so that nothing comes in twice.
-- category, country, organisation: of the author when it was submitted, for the statistics; of an
-- anonymous one only the category is kept.
-- byline: how an imported or oral author is called where there is no account.
-- lasting_id '': on the whole draft. start_at = end_at: on the whole provision; else code points of
-- the plain form of its text, or of its heading (docs/anchors.md). working_group: that of the
-- chapter, whose chairs answer; NULL: all chairs of the code.
-- place: where it stands in the order of the text (px_comment_place_key), for sorting.
-- answer, objection: status of the newest published answer, and whether an objection to it is open;
-- kept by px_comment_answer_keep, so that lists need not look.
-- revision: rises with each change, so that no change is lost unseen.
-- The words are in comment_body, so that lists read narrow rows.
CREATE TABLE comment (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    code INTEGER NOT NULL REFERENCES code (id),
    round INTEGER REFERENCES round (id),
    number INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL DEFAULT 'draft'
        CHECK (state IN ('draft', 'ready', 'submitted', 'withdrawn', 'disowned')),
    origin TEXT NOT NULL DEFAULT 'written'
        CHECK (origin IN ('written', 'form', 'oral', 'imported')),
    kind TEXT NOT NULL CHECK (kind IN ('general', 'technical', 'editorial', 'translation')),
    stance TEXT NOT NULL DEFAULT '' CHECK (stance IN ('', 'support', 'live-with', 'object')),
    answer TEXT NOT NULL DEFAULT '',
    objection INTEGER NOT NULL DEFAULT 0 CHECK (objection IN (0, 1)),
    author INTEGER REFERENCES person (id),
    recorder INTEGER REFERENCES person (id), -- who entered it for somebody else
    organisation INTEGER REFERENCES organisation (id),
    category TEXT NOT NULL DEFAULT '',
    country TEXT NOT NULL DEFAULT '',
    display TEXT NOT NULL DEFAULT 'name' CHECK (display IN ('name', 'organisation', 'anonymous')),
    meeting INTEGER REFERENCES meeting (id),
    submission INTEGER REFERENCES submission (id),
    working_group INTEGER REFERENCES working_group (id),
    version INTEGER NOT NULL REFERENCES version (id),
    language TEXT NOT NULL, -- of the text that it is anchored in
    lasting_id TEXT NOT NULL DEFAULT '',
    chapter TEXT NOT NULL DEFAULT '', -- lasting id of the highest provision that it stands in
    in_heading INTEGER NOT NULL DEFAULT 0 CHECK (in_heading IN (0, 1)),
    start_at INTEGER NOT NULL DEFAULT 0,
    end_at INTEGER NOT NULL DEFAULT 0,
    place INTEGER NOT NULL DEFAULT 0,
    has_wording INTEGER NOT NULL DEFAULT 0 CHECK (has_wording IN (0, 1)),
    late INTEGER NOT NULL DEFAULT 0 CHECK (late IN (0, 1)),
    revision INTEGER NOT NULL DEFAULT 1,
    created INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    submitted INTEGER NOT NULL DEFAULT 0,
    withdrawn INTEGER NOT NULL DEFAULT 0, -- or disowned
    source TEXT NOT NULL DEFAULT '',
    byline TEXT NOT NULL DEFAULT '',
    minute TEXT NOT NULL DEFAULT '', -- where in the minutes, or when in the meeting
    eid TEXT NOT NULL DEFAULT '',
    act TEXT NOT NULL DEFAULT '', -- that said that it was submitted
    end_act TEXT NOT NULL DEFAULT '' -- that said that it was withdrawn or disowned
) STRICT;

CREATE UNIQUE INDEX comment_number ON comment (code, number) WHERE number > 0;
CREATE UNIQUE INDEX comment_source ON comment (code, source) WHERE source <> '';
CREATE INDEX comment_author ON comment (author, state);
CREATE INDEX comment_recorder ON comment (recorder) WHERE recorder IS NOT NULL;
CREATE INDEX comment_organisation ON comment (organisation, state, round);
CREATE INDEX comment_submission ON comment (submission);
CREATE INDEX comment_round ON comment (round, number) WHERE number > 0;
CREATE INDEX comment_version ON comment (version, place) WHERE number > 0;
CREATE INDEX comment_meeting ON comment (meeting) WHERE meeting IS NOT NULL;

-- Two ways through the comments of a code with all that lists filter by, so that a filter reads one
-- of these alone, however few or many it leaves.
CREATE INDEX comment_by_number ON comment (code, number, version, place, round, kind, stance,
    state, origin, answer, objection, has_wording, late, category, country, chapter, lasting_id,
    working_group, organisation, submission) WHERE number > 0;
CREATE INDEX comment_by_place ON comment (code, version, place, round, number, kind, stance,
    state, origin, answer, objection, has_wording, late, category, country, chapter, lasting_id,
    working_group, organisation, submission) WHERE number > 0;

-- The words of a comment; exact, prefix and suffix are those of the draft that it is made on.
-- wording: proposed wording of the anchored words in Markdown, NULL for none, '' to delete them.
CREATE TABLE comment_body (
    comment INTEGER PRIMARY KEY REFERENCES comment (id) ON DELETE CASCADE,
    exact TEXT NOT NULL DEFAULT '',
    prefix TEXT NOT NULL DEFAULT '',
    suffix TEXT NOT NULL DEFAULT '',
    text TEXT NOT NULL, -- Markdown
    text_language TEXT NOT NULL DEFAULT '', -- in which it is written
    wording TEXT,
    note TEXT NOT NULL DEFAULT '', -- of the contact point who gave it back
    reason TEXT NOT NULL DEFAULT '' -- why it was withdrawn or disowned
) STRICT;

-- The words by which submitted comments are found in lists. It keeps no texts: what is taken out is
-- given again, from comment_body.
CREATE VIRTUAL TABLE comment_word USING fts5 (
    exact, text, wording, content = '', columnsize = 0, detail = none,
    tokenize = 'unicode61 remove_diacritics 2'
);

-- Files that go with a comment (blob). kind of the bytes: PDF, DOCX, ODT.
CREATE TABLE comment_attachment (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    comment INTEGER NOT NULL REFERENCES comment (id) ON DELETE CASCADE,
    hash TEXT NOT NULL REFERENCES blob (hash),
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL
) STRICT;

CREATE INDEX comment_attachment_of ON comment_attachment (comment);
CREATE INDEX comment_attachment_file ON comment_attachment (hash);

-- Where a comment stands in a later version: carried over when that was published (person NULL), or
-- set by hand, with a reason and an act. The newest row of a comment and version counts; the others
-- are the record. state: unchanged, moved, changed, text-gone, deleted (px_anchor_state).
CREATE TABLE comment_place (
    id INTEGER PRIMARY KEY,
    comment INTEGER NOT NULL REFERENCES comment (id) ON DELETE CASCADE,
    version INTEGER NOT NULL REFERENCES version (id),
    state TEXT NOT NULL
        CHECK (state IN ('unchanged', 'moved', 'changed', 'text-gone', 'deleted')),
    lasting_id TEXT NOT NULL DEFAULT '', -- what it hangs on; '': the whole draft
    in_heading INTEGER NOT NULL DEFAULT 0,
    start_at INTEGER NOT NULL DEFAULT 0,
    end_at INTEGER NOT NULL DEFAULT 0,
    place INTEGER NOT NULL DEFAULT 0, -- as in comment
    exact TEXT NOT NULL DEFAULT '',
    score INTEGER NOT NULL DEFAULT 0, -- in thousandths
    current INTEGER NOT NULL DEFAULT 1 CHECK (current IN (0, 1)), -- 0: another row took its place
    person INTEGER REFERENCES person (id),
    reason TEXT NOT NULL DEFAULT '',
    time INTEGER NOT NULL,
    act TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE UNIQUE INDEX comment_place_one ON comment_place (comment, version) WHERE current = 1;
CREATE INDEX comment_place_version ON comment_place (version, place, comment, state, lasting_id)
    WHERE current = 1;
CREATE INDEX comment_place_person ON comment_place (person);

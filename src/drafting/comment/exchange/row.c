/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/comment/exchange/row.h"

#include "base/ascii.h"
#include "base/number.h"

#include "base/banned.h"

#define TEXT(key, title, member, width, is_long)                                                   \
    { key, title, PX_COLUMN_TEXT, offsetof(px_comment_row, member), width, is_long }
#define NUMBER(key, title, member)                                                                 \
    { key, title, PX_COLUMN_NUMBER, offsetof(px_comment_row, member), 8, false }
#define YES(key, title, member)                                                                    \
    { key, title, PX_COLUMN_YES, offsetof(px_comment_row, member), 8, false }

const px_comment_column px_comment_columns[] = {
    TEXT("id", NULL, id, 28, false),
    NUMBER("number", NULL, number),
    TEXT("code", NULL, code, 12, false),
    TEXT("version", NULL, version, 12, false),
    TEXT("process", NULL, process, 12, false),
    NUMBER("round", NULL, round),
    TEXT("state", NULL, state, 10, false),
    TEXT("origin", NULL, origin, 10, false),
    TEXT("source", NULL, source, 20, false),
    TEXT("submitted", NULL, submitted, 24, false),
    YES("late", NULL, late),
    TEXT("author", NULL, author, 24, false),
    TEXT("organisation", NULL, organisation, 24, false),
    TEXT("category", NULL, category, 16, false),
    TEXT("country", NULL, country, 8, false),
    TEXT("meeting", NULL, meeting, 28, false),
    TEXT("minute", NULL, minute, 12, false),
    TEXT("clause", NULL, clause, 16, false),
    TEXT("clause_title", NULL, clause_title, 24, false),
    TEXT("element", NULL, element, 16, false),
    TEXT("lasting_id", NULL, lasting_id, 12, false),
    TEXT("eid", NULL, eid, 16, false),
    TEXT("language", NULL, language, 8, false),
    YES("in_heading", NULL, in_heading),
    NUMBER("start", NULL, start),
    NUMBER("end", NULL, end),
    TEXT("quoted", NULL, quoted, 40, true),
    TEXT("kind", NULL, kind, 12, false),
    TEXT("stance", NULL, stance, 10, false),
    TEXT("text", NULL, text, 60, true),
    TEXT("text_language", NULL, text_language, 8, false),
    TEXT("wording", NULL, wording, 60, true),
    YES("deletion", NULL, deletion),
    TEXT("status", NULL, status, 20, false),
    TEXT("motivation", NULL, motivation, 60, true),
    TEXT("answer_language", NULL, answer_language, 8, false),
    TEXT("answered", NULL, answered, 24, false),
    TEXT("opinion", NULL, opinion, 12, false),
    TEXT("feedback", NULL, feedback, 40, true),
    TEXT("stage", NULL, stage, 8, false),
};
const size_t px_comment_column_count = PX_COUNT(px_comment_columns);

const px_comment_column px_comment_osd_columns[] = {
    TEXT("id", "Comment ID", id, 28, false),
    TEXT("author", "User name", author, 24, false),
    TEXT("member", "MB/NC", member, 8, false),
    TEXT("line_number", "Line number", line_number, 8, false),
    TEXT("clause", "Clause nb", clause, 16, false),
    TEXT("clause_title", "Clause Title", clause_title, 24, false),
    TEXT("element", "Paragraph/Figure/Table", element, 16, false),
    TEXT("kind", "Subtype", kind, 12, false),
    TEXT("text", "Comment", text, 60, true),
    TEXT("wording", "Proposal on Text", wording, 60, true),
    TEXT("change", "Proposed change", change, 60, true),
    TEXT("feedback", "Feedbacks", feedback, 40, true),
    TEXT("submitted", "Created Date", submitted, 24, false),
    TEXT("status", "Resolution status", status, 20, false),
    TEXT("motivation", "Motivation", motivation, 60, true),
    TEXT("answered", "Resolution Date", answered, 24, false),
    TEXT("stage", "Stage code", stage, 8, false),
    TEXT("place", "Place in words", place, 16, false),
    TEXT("observations", NULL, observations, 40, true), /* of the ISO form alone */
};
const size_t px_comment_osd_column_count = PX_COUNT(px_comment_osd_columns) - 1;

const px_comment_column px_comment_account_columns[] = {
    TEXT("account", NULL, account, 24, false),
    TEXT("submitted_by", NULL, submitted_by, 24, false),
    TEXT("display", NULL, display, 12, false),
    TEXT("file", NULL, file, 24, false),
};
const size_t px_comment_account_column_count = PX_COUNT(px_comment_account_columns);

const px_iso_column px_iso_columns[PX_ISO_COLUMNS] = {
    { "MB/NC", NULL, 606, "ISOMB" },
    { "Line number", "(e.g. 17)", 908, "ISOClause" },
    { "Clause/ Subclause", "(e.g. 3.1)", 1209, "ISOClause" },
    { "Paragraph/ Figure/ Table/", "(e.g. Table 1)", 1209, "ISOParagraph" },
    { "Type of comment", NULL, 1115, "ISOCommType" },
    { "Comments", NULL, 4177, "ISOComments" },
    { "Proposed change", NULL, 4233, "ISOChange" },
    { "Observations of the secretariat", NULL, 2419, "ISOSecretObservations" },
};

/* What else heads a column of that key. */
static const struct {
    const char *words, *key;
} aliases[] = {
    { "comment number", "id" },
    { "comment no", "id" },
    { "no", "id" },
    { "mb", "member" },
    { "nc", "member" },
    { "member body", "member" },
    { "line", "line_number" },
    { "clause/subclause", "clause" },
    { "clause", "clause" },
    { "subclause", "clause" },
    { "clause number", "clause" },
    { "provision", "clause" },
    { "paragraph/figure/table/", "element" },
    { "paragraph/figure/table/note", "element" },
    { "paragraph", "element" },
    { "type of comment", "kind" },
    { "comment type", "kind" },
    { "type of comments", "kind" },
    { "comments", "text" },
    { "comment/motivation", "text" },
    { "comments (justification for change)", "text" },
    { "justification for change", "text" },
    { "proposed change by the mb", "change" },
    { "proposed changes", "change" },
    { "observations of the secretariat", "observations" },
    { "secretariat observations", "observations" },
    { "secretariat observations on each comment submitted", "observations" },
    { "observations", "observations" },
    { "replies", "feedback" },
    { "justification", "motivation" },
    { "date", "submitted" },
};

/* ---- Values */

static const void *field_of(const px_comment_row *row, const px_comment_column *column)
{
    return (const char *)row + column->at;
}

px_str px_comment_row_text(const px_comment_row *row, const px_comment_column *column)
{
    return *(const px_str *)field_of(row, column);
}

void px_comment_row_value(const px_comment_row *row, const px_comment_column *column,
                          px_builder *out)
{
    const void *field = field_of(row, column);

    switch (column->kind) {
    case PX_COLUMN_TEXT:
        px_builder_str(out, *(const px_str *)field);
        return;
    case PX_COLUMN_NUMBER:
        if (*(const int64_t *)field)
            px_builder_int(out, *(const int64_t *)field);
        return;
    case PX_COLUMN_YES:
        if (*(const bool *)field)
            px_builder_add(out, "yes");
        return;
    }
}

static bool set_yes(bool *field, px_str value)
{
    static const char *const yes[] = { "yes", "true", "1" };
    static const char *const no[] = { "", "no", "false", "0" };

    for (size_t i = 0; i < PX_COUNT(yes); i++)
        if (px_str_eq_nocase(value, px_str_of(yes[i]))) {
            *field = true;
            return true;
        }
    *field = false;
    for (size_t i = 0; i < PX_COUNT(no); i++)
        if (px_str_eq_nocase(value, px_str_of(no[i])))
            return true;
    return false;
}

static bool set_number(int64_t *field, px_str value)
{
    long long number = 0;

    if (value.len && px_parse_int(value, 0, INT64_MAX >> 10, &number, NULL) < 0)
        return false;
    *field = number;
    return true;
}

bool px_comment_row_set(px_comment_row *row, const px_comment_column *column, px_str value)
{
    void *field = (char *)row + column->at;

    switch (column->kind) {
    case PX_COLUMN_NUMBER:
        return set_number(field, px_str_trim(value));
    case PX_COLUMN_YES:
        return set_yes(field, px_str_trim(value));
    case PX_COLUMN_TEXT:
        break;
    }
    *(px_str *)field = value;
    return true;
}

bool px_comment_row_is_empty(const px_comment_row *row)
{
    const px_str said[] = { row->text,   row->change,       row->wording, row->clause,
                            row->quoted, row->observations, row->kind,    row->element };

    for (size_t i = 0; i < PX_COUNT(said); i++)
        if (px_str_trim(said[i]).len)
            return false;
    return !row->deletion;
}

/* ---- Headers */

static bool is_gap(char c)
{
    return c == ' ' || c == '/';
}

/* What may stand behind the words of a header: full stops, a number. */
static bool is_tail(char c)
{
    return c == ' ' || c == '.' || px_is_digit(c);
}

/* Small letters, one space where white space is, none around slashes, no digits of notes and no
 * full stop at the end. */
static px_str plain_header(px_str header, char room[80])
{
    size_t n = 0;

    for (size_t i = 0; i < header.len && n + 1 < 80; i++) {
        char c = px_lower(header.ptr[i]);

        if (c == '(' && n) /* hints: "(e.g. 17)" */
            break;
        if (px_is_space(c) && (!n || is_gap(room[n - 1])))
            continue;
        if (c == '/' && n && room[n - 1] == ' ')
            n--;
        room[n++] = px_is_space(c) ? ' ' : c;
    }
    while (n && is_tail(room[n - 1]))
        n--;
    return px_str_n(room, n);
}

static const px_comment_column *by_key(const char *key)
{
    for (size_t i = 0; i < PX_COUNT(px_comment_osd_columns); i++)
        if (strcmp(px_comment_osd_columns[i].key, key) == 0)
            return &px_comment_osd_columns[i];
    return NULL;
}

const px_comment_column *px_comment_column_find(px_str header)
{
    char room[80];
    px_str plain;

    header = px_str_trim(header);
    for (size_t i = 0; i < px_comment_column_count; i++)
        if (px_str_eq_nocase(header, px_str_of(px_comment_columns[i].key)))
            return &px_comment_columns[i];
    for (size_t i = 0; i < PX_COUNT(px_comment_account_columns); i++)
        if (px_str_eq_nocase(header, px_str_of(px_comment_account_columns[i].key)))
            return &px_comment_account_columns[i];
    for (size_t i = 0; i < PX_COUNT(px_comment_osd_columns); i++) {
        const px_comment_column *column = &px_comment_osd_columns[i];

        if (px_str_eq_nocase(header, px_str_of(column->key)) ||
            (column->title && px_str_eq_nocase(header, px_str_of(column->title))))
            return column;
    }
    plain = plain_header(header, room);
    for (size_t i = 0; i < PX_COUNT(px_comment_osd_columns); i++)
        if (px_comment_osd_columns[i].title &&
            px_str_eq_nocase(plain, px_str_of(px_comment_osd_columns[i].title)))
            return &px_comment_osd_columns[i];
    for (size_t i = 0; i < PX_COUNT(aliases); i++)
        if (px_str_is(plain, aliases[i].words))
            return by_key(aliases[i].key);
    return NULL;
}

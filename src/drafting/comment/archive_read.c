/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading the records of an archive, which an untrusted child wrote. */
#include "base/number.h"
#include "drafting/comment/archive.h"
#include "drafting/comment/archive_record.h"

#include "base/banned.h"

const px_archive_record_def px_archive_record_defs[PX_ARCHIVE_RECORD_COUNT] = {
    [PX_ARCHIVE_HEAD] = { 'H', 1 },   [PX_ARCHIVE_ISSUE] = { 'I', 8 },
    [PX_ARCHIVE_REPLY] = { 'C', 3 },  [PX_ARCHIVE_PULL] = { 'P', 9 },
    [PX_ARCHIVE_REVIEW] = { 'R', 5 }, [PX_ARCHIVE_REMARK] = { 'L', 3 },
};

typedef struct reader {
    px_str rest;
    px_arena *arena;
    px_archive *archive;
    size_t items, issues, pulls, replies, reviews, remarks; /* room of the lists */
} reader;

static int malformed(const char *reason, px_error *err)
{
    return px_fail(err, PX_ERR_MALFORMED, N_("the parser's result is not an archive: {reason}"),
                   "reason", reason, NULL);
}

static bool is_clean(px_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];

        if ((c < 0x20 && c != '\t' && c != '\n') || c == 0x7F)
            return false;
    }
    return px_utf8_valid(text, NULL);
}

static int read_field(reader *r, px_str *ret_field, px_error *err)
{
    px_error ignored = PX_ERROR_INIT;
    size_t digits = px_str_find_char(px_str_sub(r->rest, 0, 10), ':');
    long long len;

    if (digits == 0 || digits >= 10 || digits == r->rest.len ||
        px_parse_int(px_str_sub(r->rest, 0, digits), 0, 2 * PX_ARCHIVE_BODY_MAX, &len, &ignored) <
            0)
        return malformed("a length is missing", err);
    r->rest = px_str_sub(r->rest, digits + 1, r->rest.len);
    if ((size_t)len > r->rest.len)
        return malformed("it ends within a field", err);
    *ret_field = px_str_sub(r->rest, 0, (size_t)len);
    if (!is_clean(*ret_field))
        return malformed("a field is no clean text", err);
    r->rest = px_str_sub(r->rest, (size_t)len, r->rest.len);
    return 0;
}

static int read_record(reader *r, px_archive_record *ret_kind, px_str fields[PX_ARCHIVE_MAX_FIELDS],
                       px_error *err)
{
    size_t kind = 0;

    while (kind < PX_ARCHIVE_RECORD_COUNT && px_archive_record_defs[kind].letter != r->rest.ptr[0])
        kind++;
    if (kind == PX_ARCHIVE_RECORD_COUNT || ++r->items > PX_ARCHIVE_MAX_ITEMS)
        return malformed("a record is not known, or there are too many", err);
    r->rest = px_str_sub(r->rest, 1, r->rest.len);
    for (size_t i = 0; i < px_archive_record_defs[kind].fields; i++) {
        int rc = read_field(r, &fields[i], err);

        if (rc < 0)
            return rc;
    }
    *ret_kind = (px_archive_record)kind;
    return 0;
}

static int read_int(px_str field, long long max, long long *ret_value, px_error *err)
{
    px_error ignored = PX_ERROR_INIT;

    if (px_parse_int(field, 0, max, ret_value, &ignored) < 0)
        return malformed("a number is out of its bounds", err);
    return 0;
}

static int read_time(px_str field, px_time *ret_time, px_error *err)
{
    long long value = 0;
    int rc;

    *ret_time = PX_TIME_NONE;
    if (!field.len)
        return 0;
    rc = read_int(field, 253402300799999, &value, err); /* the end of the year 9999 */
    if (rc >= 0)
        *ret_time = value;
    return rc;
}

static int add_issue(reader *r, const px_str *f, px_error *err)
{
    px_archive *a = r->archive;
    px_archive_issue *issue;
    int rc;

    a->issues = px_arena_grow(r->arena, a->issues, a->n_issues, &r->issues, sizeof(*a->issues));
    issue = &a->issues[a->n_issues++];
    *issue = (px_archive_issue){
        .title = f[1], .url = f[2], .author = f[3], .body = f[4], .labels = f[5]
    };
    r->replies = 0;
    rc = read_int(f[0], INT32_MAX, &issue->number, err);
    if (rc >= 0)
        rc = read_time(f[6], &issue->created, err);
    return rc < 0 ? rc : read_time(f[7], &issue->closed, err);
}

static int add_pull(reader *r, const px_str *f, px_error *err)
{
    px_archive *a = r->archive;
    px_archive_pull *pull;
    int rc;

    a->pulls = px_arena_grow(r->arena, a->pulls, a->n_pulls, &r->pulls, sizeof(*a->pulls));
    pull = &a->pulls[a->n_pulls++];
    *pull = (px_archive_pull){
        .title = f[1], .url = f[2], .author = f[3], .body = f[4], .labels = f[5]
    };
    r->reviews = 0;
    rc = read_int(f[0], INT32_MAX, &pull->number, err);
    if (rc >= 0)
        rc = read_time(f[6], &pull->created, err);
    if (rc >= 0)
        rc = read_time(f[7], &pull->closed, err);
    return rc < 0 ? rc : read_time(f[8], &pull->merged, err);
}

static int add_reply(reader *r, const px_str *f, px_error *err)
{
    px_archive_issue *issue;

    if (!r->archive->n_issues || r->archive->n_pulls)
        return malformed("a reply has no issue", err);
    issue = &r->archive->issues[r->archive->n_issues - 1];
    issue->replies = px_arena_grow(r->arena, issue->replies, issue->n_replies, &r->replies,
                                   sizeof(*issue->replies));
    issue->replies[issue->n_replies] = (px_archive_reply){ .author = f[0], .body = f[1] };
    return read_time(f[2], &issue->replies[issue->n_replies++].created, err);
}

static int add_review(reader *r, const px_str *f, px_error *err)
{
    px_archive_pull *pull;

    if (!r->archive->n_pulls)
        return malformed("a review has no request", err);
    pull = &r->archive->pulls[r->archive->n_pulls - 1];
    pull->reviews = px_arena_grow(r->arena, pull->reviews, pull->n_reviews, &r->reviews,
                                  sizeof(*pull->reviews));
    pull->reviews[pull->n_reviews] =
        (px_archive_review){ .id = f[0], .commit = f[1], .author = f[2], .body = f[3] };
    r->remarks = 0;
    return read_time(f[4], &pull->reviews[pull->n_reviews++].created, err);
}

static int add_remark(reader *r, const px_str *f, px_error *err)
{
    px_archive_pull *pull =
        r->archive->n_pulls ? &r->archive->pulls[r->archive->n_pulls - 1] : NULL;
    px_archive_review *review;
    px_archive_remark *remark;
    int rc;

    if (!pull || !pull->n_reviews)
        return malformed("a remark has no review", err);
    review = &pull->reviews[pull->n_reviews - 1];
    review->remarks = px_arena_grow(r->arena, review->remarks, review->n_remarks, &r->remarks,
                                    sizeof(*review->remarks));
    remark = &review->remarks[review->n_remarks++];
    *remark = (px_archive_remark){ .body = f[1] };
    rc = read_int(f[0], PX_ARCHIVE_MAX_POSITION, &remark->position, err);
    return rc < 0 ? rc : read_time(f[2], &remark->created, err);
}

static int add_record(reader *r, px_archive_record kind, const px_str *fields, px_error *err)
{
    switch (kind) {
    case PX_ARCHIVE_HEAD:
        r->archive->repository = fields[0];
        return 0;
    case PX_ARCHIVE_ISSUE:
        return add_issue(r, fields, err);
    case PX_ARCHIVE_REPLY:
        return add_reply(r, fields, err);
    case PX_ARCHIVE_PULL:
        return add_pull(r, fields, err);
    case PX_ARCHIVE_REVIEW:
        return add_review(r, fields, err);
    case PX_ARCHIVE_REMARK:
    default:
        return add_remark(r, fields, err);
    }
}

int px_archive_read(px_str bytes, px_arena *arena, px_archive *ret_archive, px_error *err)
{
    px_archive archive = { 0 };
    reader r = { .rest = bytes, .arena = arena, .archive = &archive };

    while (r.rest.len) {
        px_str fields[PX_ARCHIVE_MAX_FIELDS] = { 0 };
        px_archive_record kind;
        int rc = read_record(&r, &kind, fields, err);

        if (rc >= 0)
            rc = add_record(&r, kind, fields, err);
        if (rc < 0)
            return rc;
    }
    *ret_archive = archive;
    return 0;
}

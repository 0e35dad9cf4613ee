/* SPDX-License-Identifier: EUPL-1.2 */
/* Which report there are, what one is about, and its head. */
#include "drafting/report/report.h"

#include "base/words.h"
#include "code/relink.h"
#include "drafting/process/round.h"
#include "drafting/report/report_priv.h"

#include "base/banned.h"

typedef struct report_def {
    const char *name, *title, *purpose;
    bool two; /* about two versions */
    bool landscape;
    bool in_parts; /* cut where there are many comments */
    int (*add)(px_reporting *r, px_error *err);
} report_def;

static const report_def reports[PX_REPORT_KIND_COUNT] = {
    [PX_REPORT_DISPOSITION] = { .name = "disposition",
                                .title = N_("Disposition of comments"),
                                .purpose =
                                    N_("Each comment with its answer, the reason and what it "
                                       "changed, in the order of the text."),
                                .landscape = true,
                                .in_parts = true,
                                .add = px_report_disposition },
    [PX_REPORT_FOUR_COLUMN] = { .name = "four-column",
                                .title = N_("Four-column table"),
                                .purpose =
                                    N_("Provision by provision: the draft, the comments on it, the "
                                       "answers, and the next draft with its changes marked."),
                                .two = true,
                                .landscape = true,
                                .in_parts = true,
                                .add = px_report_four_column },
    [PX_REPORT_PARTICIPATION] = { .name = "participation",
                                  .title = N_("Participation"),
                                  .purpose =
                                      N_("Who commented: shares by category, country and chapter, "
                                         "with charts."),
                                  .add = px_report_participation },
    [PX_REPORT_STRENGTH] = { .name = "strength",
                             .title = N_("What was strengthened or weakened"),
                             .purpose = N_("Duties, deadlines and figures that changed between two "
                                           "drafts, with the comments behind each change."),
                             .two = true,
                             .landscape = true,
                             .add = px_report_strength },
};

PX_WORDS(px_report_kind, px_report, reports)

const char *px_report_purpose(px_report_kind kind)
{
    return reports[kind].purpose;
}

bool px_report_compares(px_report_kind kind)
{
    return reports[kind].two;
}

/* ---- Which versions */

/* How many submitted comments were made on a version. */
static int count_on(px_db *db, int64_t version, int64_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "SELECT count(*) FROM comment WHERE version = ? AND number > 0",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, version);
    rc = px_query_step(&query, err);
    if (rc > 0)
        *ret_count = px_query_next_int(&query);
    return rc < 0 ? rc : 0;
}

/* The newest version that has comments and, for two versions, one behind it; else the newest that
 * will do at all. */
static int choose_version(px_reporting *r, const px_version *versions, size_t count,
                          size_t *ret_index, px_error *err)
{
    size_t first = reports[r->ask->kind].two ? 1 : 0;

    *ret_index = first;
    for (size_t i = first; i < count; i++) {
        int64_t comments = 0;
        int rc = count_on(r->db, versions[i].row, &comments, err);

        if (rc < 0)
            return rc;
        if (comments) {
            *ret_index = i;
            return 0;
        }
    }
    return 0;
}

static int fail_version(const px_reporting *r, px_str label, px_error *err)
{
    char excerpt[PX_EXCERPT_SIZE];

    if (!label.len)
        return px_fail(err, PX_ERR_NOT_FOUND,
                       reports[r->ask->kind].two
                           ? N_("this report compares two published versions; '{code}' does not "
                                "have two yet")
                           : N_("'{code}' has no published version yet"),
                       "code", px_arena_cstr(r->arena, r->ask->code->id), NULL);
    return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no published version '{version}'"),
                   "version", px_str_excerpt(label, excerpt), NULL);
}

static const px_version *of_label(const px_version *versions, size_t count, px_str label)
{
    for (size_t i = 0; i < count; i++)
        if (px_str_eq(versions[i].label, label))
            return &versions[i];
    return NULL;
}

/* The version behind, named or the next one. */
static int find_next(px_reporting *r, const px_version *versions, size_t count, size_t index,
                     px_error *err)
{
    const px_version *next = index ? &versions[index - 1] : NULL;

    if (r->ask->next.len) {
        next = of_label(versions, count, r->ask->next);
        if (!next)
            return fail_version(r, r->ask->next, err);
    }
    if (!next && reports[r->ask->kind].two)
        return px_fail(err, PX_ERR_NOT_FOUND,
                       N_("no version has followed '{version}' yet: there is nothing to compare it "
                          "with"),
                       "version", px_arena_cstr(r->arena, versions[index].label), NULL);
    if (next)
        r->next = *next;
    return 0;
}

static int find_versions(px_reporting *r, px_str label, px_error *err)
{
    px_version *versions;
    size_t count, index = 0;
    const px_version *version;
    int rc = px_version_list(r->db, r->arena, r->ask->code, r->tag, true, &versions, &count, err);

    if (rc < 0)
        return rc;
    if (label.len) {
        version = of_label(versions, count, label);
        if (!version)
            return fail_version(r, label, err);
        index = (size_t)(version - versions);
    } else {
        rc = choose_version(r, versions, count, &index, err);
        if (rc < 0)
            return rc;
        if (index >= count)
            return fail_version(r, PX_STR_NONE, err);
    }
    r->version = versions[index];
    return find_next(r, versions, count, index, err);
}

/* The round that is asked for, which says the version. */
static int find_subject(px_reporting *r, px_error *err)
{
    px_process process;
    int rc;

    if (!r->ask->round)
        return find_versions(r, r->ask->version, err);
    rc = px_process_find(r->db, r->arena, r->ask->code, r->ask->process, r->tag, &process, err);
    if (rc >= 0)
        rc = px_round_find(r->db, r->arena, &process, r->ask->round, &r->round, err);
    return rc < 0 ? rc : find_versions(r, r->round.version, err);
}

/* ---- Head */

/* When the last thing happened that the report shows. */
static int find_date(px_reporting *r, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        r->db,
        "SELECT max(coalesce(max(submitted), 0), coalesce(max(withdrawn), 0), coalesce((SELECT "
        "max(a.published) FROM answer a JOIN comment c ON c.id = a.comment WHERE c.version = ?1), "
        "0)) FROM comment WHERE version = ?1 AND number > 0",
        &query, err);

    r->date = PX_MAX(r->version.published, r->next.row ? r->next.published : 0);
    if (rc < 0)
        return rc;
    px_query_int(&query, r->version.row);
    rc = px_query_step(&query, err);
    if (rc > 0) {
        px_time last = px_query_next_int(&query);

        r->date = PX_MAX(r->date, last);
    }
    return rc < 0 ? rc : 0;
}

static void filter_of(const px_reporting *r, px_comment_filter *filter)
{
    *filter = (px_comment_filter){ .code = r->ask->code->row,
                                   .version = r->version.row,
                                   .round = r->round.row,
                                   .sort = PX_COMMENT_BY_PLACE,
                                   .max = 1 };
}

static int count_parts(px_reporting *r, px_error *err)
{
    px_comment_filter filter;
    px_comment_page page;
    char number[16];
    int rc;

    r->part = PX_MAX(r->ask->part, 1);
    r->parts = 1;
    if (!reports[r->ask->kind].in_parts)
        return 0;
    filter_of(r, &filter);
    rc = px_comment_list(r->db, r->arena, &filter, r->language, &page, err);
    if (rc < 0)
        return rc;
    r->parts = (int)PX_MAX((page.total + PX_REPORT_PART - 1) / PX_REPORT_PART, 1);
    (void)snprintf(number, sizeof(number), "%d", r->parts);
    if (r->part > r->parts)
        return px_fail(err, PX_ERR_NOT_FOUND,
                       N_("this report has no such part; the last one is part {parts}"), "parts",
                       number, NULL);
    return 0;
}

static px_str subtitle(const px_reporting *r)
{
    px_arg args[] = {
        { "code", r->ask->code->title.len ? r->ask->code->title : r->ask->code->id },
        { "version", r->version.label },
        { "next", r->next.label },
        { "number", px_reporting_int(r, r->round.number) },
    };

    if (reports[r->ask->kind].two)
        return px_reporting_words(r, N_("{code}, from version {version} to version {next}"), args,
                                  PX_COUNT(args));
    if (r->round.row)
        return px_reporting_words(r, N_("{code}, version {version}, feedback round {number}"), args,
                                  PX_COUNT(args));
    return px_reporting_words(r, N_("{code}, version {version}"), args, PX_COUNT(args));
}

static void say_head(px_reporting *r)
{
    px_arg date = { "date", px_reporting_date(r, r->date) };

    r->title = px_reporting_tr(r, reports[r->ask->kind].title);
    r->subtitle = subtitle(r);
    r->date_words = px_reporting_words(r, N_("As of {date}"), &date, 1);
}

static void begin_document(px_reporting *r)
{
    px_document_head head = {
        .title = r->title,
        .subtitle = r->subtitle,
        .author = r->ask->house,
        .language = r->tag,
        .date = r->date,
        .date_words = r->date_words,
        .address = r->ask->address,
        .landscape = reports[r->ask->kind].landscape,
        .page_of = px_reporting_tr(r, N_("Page {page} of {pages}")),
    };

    r->document = px_document_new(r->arena, &head);
    px_doc_text(r->document, px_reporting_tr(r, reports[r->ask->kind].purpose));
}

static void say_part(px_reporting *r)
{
    px_arg args[] = { { "part", px_reporting_int(r, r->part) },
                      { "parts", px_reporting_int(r, r->parts) },
                      { "most", px_reporting_int(r, PX_REPORT_PART) } };
    px_doc_run run = { 0 };

    if (r->parts < 2)
        return;
    run.text =
        px_reporting_words(r, N_("Part {part} of {parts}: each part has at most {most} comments."),
                           args, PX_COUNT(args));
    px_doc_note(r->document, &run, 1);
}

int px_report_make(px_db *db, px_arena *arena, const px_report_ask *ask, px_report *ret_report,
                   px_error *err)
{
    px_reporting r = { .db = db,
                       .arena = arena,
                       .ask = ask,
                       .language = ask->language,
                       .tag = px_str_of(px_language_tag(ask->language)) };
    int rc = find_subject(&r, err);

    if (rc >= 0)
        rc = find_date(&r, err);
    if (rc >= 0)
        rc = count_parts(&r, err);
    if (rc < 0)
        return rc;
    say_head(&r);
    begin_document(&r);
    say_part(&r);
    rc = reports[ask->kind].add(&r, err);
    if (rc < 0)
        return rc;
    *ret_report = (px_report){ r.document, r.title, r.subtitle, r.date_words,
                               r.version,  r.next,  r.part,     r.parts };
    return 0;
}

/* ---- What all of them read */

/* Passes the comments of one part on. */
typedef struct passing {
    px_comment_row_fn *fn;
    void *arg;
    size_t from, to, at;
} passing;

static int pass(const px_comment_line *line, void *arg, px_error *err)
{
    passing *p = arg;
    size_t at = p->at++;

    return at < p->from || at >= p->to ? 0 : p->fn(line, p->arg, err);
}

int px_reporting_each(px_reporting *r, px_comment_row_fn *fn, void *arg, px_error *err)
{
    passing p = { .fn = fn,
                  .arg = arg,
                  .from = (size_t)(r->part - 1) * PX_REPORT_PART,
                  .to = (size_t)r->part * PX_REPORT_PART };
    px_comment_filter filter;

    filter_of(r, &filter);
    filter.max = 0;
    return px_comment_each(r->db, &filter, r->language, pass, &p, err);
}

int px_reporting_all(px_reporting *r, px_comment_row_fn *fn, void *arg, px_error *err)
{
    px_comment_filter filter;

    filter_of(r, &filter);
    filter.max = 0;
    return px_comment_each(r->db, &filter, r->language, fn, arg, err);
}

int px_reporting_text(px_reporting *r, const px_version *version, px_str language,
                      px_compare_version *ret_side, px_error *err)
{
    px_text *text = px_arena_alloc(r->arena, sizeof(*text));
    px_relinks relinks;
    int rc = px_version_text(r->db, r->arena, version, language, text, err);

    if (rc >= 0)
        rc = px_relinks_load(r->db, r->arena, r->ask->code->row, &relinks, err);
    if (rc < 0)
        return rc;
    px_relinks_apply(&relinks, version->row, text);
    return px_compare_version_make(r->arena, version->label, version->title, text, true, ret_side,
                                   err);
}

static bool has_language(const px_version *version, px_str tag)
{
    for (size_t i = 0; i < version->n_languages; i++)
        if (px_str_eq(version->languages[i], tag))
            return true;
    return false;
}

/* The report's language where both versions have it, else the first that both have. */
static px_str common_language(const px_reporting *r)
{
    if (has_language(&r->version, r->tag) && has_language(&r->next, r->tag))
        return r->tag;
    for (size_t i = 0; i < r->version.n_languages; i++)
        if (has_language(&r->next, r->version.languages[i]))
            return r->version.languages[i];
    return PX_STR_NONE;
}

int px_reporting_compare(px_reporting *r, px_compare_detail *ret_detail, px_error *err)
{
    px_compare_version *sides = px_arena_array(r->arena, 2, sizeof(*sides));
    px_str language = common_language(r);
    int rc;

    if (!language.len)
        return px_fail(err, PX_ERR_NOT_FOUND,
                       N_("there is no language in which both versions have a text"), NULL);
    rc = px_reporting_text(r, &r->version, language, &sides[0], err);
    if (rc >= 0)
        rc = px_reporting_text(r, &r->next, language, &sides[1], err);
    if (rc >= 0)
        px_compare_detail_make(r->arena, &sides[0], &sides[1], ret_detail);
    return rc;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* The register: lists and counts of what is public, or was. */
#include "base/message.h"
#include "duty/register_priv.h"

#include "base/banned.h"

enum { TERMS = 4 }; /* words that are looked for; more are one term with the last */

static const struct {
    const char *name, *title, *sql;
} orders[PX_REGISTER_ORDER_COUNT] = {
    [PX_REGISTER_NEWEST] = { "newest", N_("newest first"), "d.time DESC, d.id DESC" },
    [PX_REGISTER_OLDEST] = { "oldest", N_("oldest first"), "d.time, d.id" },
    [PX_REGISTER_PROVIDER] = { "provider", N_("provider"),
                               "p.name, p.id, m.name, m.id, d.time DESC, d.id DESC" },
    [PX_REGISTER_MODEL] = { "model", N_("model"), "m.name, m.id, d.time DESC, d.id DESC" },
    [PX_REGISTER_DUE] = { "due", N_("next version due"),
                          "d.next_update = '', d.next_update, d.id" },
    [PX_REGISTER_TOUCHED] = { "touched", N_("last changed first"),
                              "max(d.time, ifnull((SELECT max(max(o.time, ifnull(o.ended, 0))) "
                              "FROM document_opening AS o WHERE o.document = d.id), 0)) DESC, "
                              "d.id DESC" },
};

const char *px_register_order_name(px_register_order order)
{
    return orders[order].name;
}

const char *px_register_order_title(px_register_order order)
{
    return orders[order].title;
}

px_register_order px_register_order_find(px_str name)
{
    for (int i = 0; i < PX_REGISTER_ORDER_COUNT; i++)
        if (px_str_is(name, orders[i].name))
            return (px_register_order)i;
    return PX_REGISTER_NEWEST;
}

/* ---- What is chosen */

#define JOINED                                                                                     \
    "FROM document AS d JOIN provider AS p ON p.id = d.provider JOIN model AS m ON m.id = "        \
    "d.model "
#define CHOSEN                                                                                     \
    "LEFT JOIN document_text AS t ON t.document = d.id WHERE "                                     \
    "(CASE WHEN ?1 THEN d.form = 'summary' OR EXISTS (SELECT 1 FROM document_opening AS o WHERE "  \
    "o.document = d.id) ELSE d.shown = 1 END) AND (?2 = '' OR d.form = ?2) AND "                   \
    "(?3 = '' OR p.slug = ?3) AND (?4 = '' OR d.day >= ?4) AND (?5 = '' OR d.day <= ?5) AND "      \
    "(?6 = '' OR instr(t.languages, ' ' || ?6 || ' ') > 0) AND "                                   \
    "(?7 = '' OR instr(t.words, ?7) > 0) AND (?8 = '' OR instr(t.words, ?8) > 0) AND "             \
    "(?9 = '' OR instr(t.words, ?9) > 0) AND (?10 = '' OR instr(t.words, ?10) > 0) "

static px_str said(px_str text)
{
    return text.ptr ? text : PX_STR("");
}

static int bind(px_query *query, px_arena *arena, const px_register_filter *f, px_error *err)
{
    px_str rest = PX_STR_NONE, terms[TERMS] = { PX_STR(""), PX_STR(""), PX_STR(""), PX_STR("") };
    int rc = register_text_fold(arena, said(f->words), &rest, err);

    if (rc < 0)
        return rc;
    rest = px_str_trim(rest);
    for (size_t i = 0; i < TERMS && rest.len; i++) {
        size_t end = i + 1 < TERMS ? px_str_find_char(rest, ' ') : rest.len;

        terms[i] = px_str_sub(rest, 0, end);
        rest = px_str_trim(px_str_sub(rest, PX_MIN(end, rest.len), rest.len));
    }
    px_query_int(query, f->earlier);
    px_query_str(query, said(f->form));
    px_query_str(query, said(f->provider));
    px_query_str(query, said(f->from));
    px_query_str(query, said(f->to));
    px_query_str(query, said(f->language));
    for (size_t i = 0; i < TERMS; i++)
        px_query_str(query, terms[i]);
    return 0;
}

int px_register_list(px_db *db, px_arena *arena, const px_register_filter *filter,
                     px_published **ret_published, size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    const char *sql = px_arena_format(arena, "%s ORDER BY %s LIMIT ?11 OFFSET ?12",
                                      REGISTER_COLUMNS CHOSEN, orders[filter->order].sql);
    int rc = px_query_start(db, sql, &query, err);

    if (rc >= 0)
        rc = bind(&query, arena, filter, err);
    if (rc < 0)
        return rc;
    px_query_int(&query, (int64_t)filter->max);
    px_query_int(&query, (int64_t)filter->offset);
    return register_read_rows(&query, arena, ret_published, ret_count, err);
}

/* ---- Counts */

static int count_by(px_db *db, px_arena *arena, const char *sql, const px_register_filter *filter,
                    px_register_count **ret_rows, size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_register_count *rows = NULL;
    size_t n = 0, room = 0;
    int rc = px_query_start(db, sql, &query, err);

    if (rc >= 0)
        rc = bind(&query, arena, filter, err);
    while (rc >= 0 && (rc = px_query_step(&query, err)) > 0) {
        rows = px_arena_grow(arena, rows, n, &room, sizeof(*rows));
        rows[n].name = px_query_next_text(&query, arena);
        rows[n].title = px_query_next_text(&query, arena);
        rows[n++].count = (size_t)px_query_next_int(&query);
    }
    if (rc < 0)
        return rc;
    *ret_rows = rows;
    *ret_count = n;
    return 0;
}

/* Of the languages that pages have, those of which there are texts. */
static int count_languages(px_db *db, px_arena *arena, const px_register_filter *filter,
                           px_register_counts *counts, px_error *err)
{
    const px_language *language;
    int rc = 0;

    while (px_language_at(counts->n_languages))
        counts->n_languages++;
    counts->languages = px_arena_array(arena, counts->n_languages + 1, sizeof(*counts->languages));
    counts->n_languages = 0;
    for (size_t i = 0; rc >= 0 && (language = px_language_at(i)); i++) {
        px_register_filter of = *filter;
        px_register_count *one;
        size_t n;

        of.language = px_str_of(px_language_tag(language));
        rc = count_by(db, arena, "SELECT '', '', count(*) " JOINED CHOSEN, &of, &one, &n, err);
        if (rc >= 0 && one[0].count) {
            one[0].name = of.language;
            counts->languages[counts->n_languages++] = one[0];
        }
    }
    return rc;
}

int px_register_count_all(px_db *db, px_arena *arena, const px_register_filter *filter,
                          px_register_counts *ret_counts, px_error *err)
{
    px_register_counts counts = { 0 };
    px_register_filter without = *filter;
    px_register_count *total;
    size_t n;
    int rc = count_by(db, arena, "SELECT '', '', count(*) " JOINED CHOSEN, filter, &total, &n, err);

    without.form = PX_STR("");
    if (rc >= 0)
        rc = count_by(db, arena,
                      "SELECT d.form, '', count(*) " JOINED CHOSEN "GROUP BY d.form "
                      "ORDER BY d.form DESC",
                      &without, &counts.forms, &counts.n_forms, err);
    without = *filter;
    without.provider = PX_STR("");
    if (rc >= 0)
        rc = count_by(db, arena,
                      "SELECT p.slug, p.name, count(*) " JOINED CHOSEN "GROUP BY p.id "
                      "ORDER BY p.name, p.id",
                      &without, &counts.providers, &counts.n_providers, err);
    if (rc >= 0)
        rc = count_languages(db, arena, filter, &counts, err);
    if (rc < 0)
        return rc;
    counts.total = total[0].count;
    *ret_counts = counts;
    return 0;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* The register: lists and counts of what is public, or was. */
#include "base/message.h"
#include "duty/register_priv.h"
#include "store/search_word.h"

#include "base/banned.h"

enum { WORDS_MAX = 16 /* that are looked for */ };

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

/* What the register has, and with `earlier` all that it ever had: parts of the SQL, so that an
 * index gives the order. */
#define TEXTS "LEFT JOIN document_text AS t ON t.document = d.id WHERE "
#define SHOWN "d.shown = 1 "
#define EVER                                                                                       \
    "(d.form = 'summary' OR EXISTS (SELECT 1 FROM document_opening AS o WHERE o.document = "       \
    "d.id)) "
#define CHOSEN                                                                                     \
    "AND (?1 = '' OR d.day >= ?1) AND (?2 = '' OR d.day <= ?2) AND "                               \
    "(?3 = '' OR d.id IN (SELECT rowid FROM document_word WHERE document_word MATCH ?3)) "
#define OF_KIND                                                                                    \
    "AND (?4 = '' OR d.form = ?4) AND (?5 = '' OR p.slug = ?5) AND "                               \
    "(?6 = '' OR instr(t.languages, ' ' || ?6 || ' ') > 0) "

static px_str said(px_str text)
{
    return text.ptr ? text : PX_STR("");
}

/* The words as they are looked up; what holds none is found nowhere. */
static int match_of(px_arena *arena, px_str words, px_str *ret_match, px_error *err)
{
    px_str folded = PX_STR_NONE;
    int rc;

    words = px_str_trim(words);
    rc = register_text_fold(arena, words, &folded, err);
    if (rc < 0)
        return rc;
    *ret_match = px_words_match(arena, folded, WORDS_MAX);
    if (words.len && !ret_match->len)
        *ret_match = PX_STR("\"\"");
    return 0;
}

static int bind(px_query *query, px_arena *arena, const px_register_filter *f, px_error *err)
{
    px_str match;
    int rc = match_of(arena, said(f->words), &match, err);

    if (rc < 0)
        return rc;
    px_query_str(query, said(f->from));
    px_query_str(query, said(f->to));
    px_query_str(query, match);
    return 0;
}

int px_register_list(px_db *db, px_arena *arena, const px_register_filter *filter,
                     px_published **ret_published, size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    const char *sql =
        px_arena_format(arena, "%s %s %s ORDER BY %s LIMIT ?7 OFFSET ?8", REGISTER_COLUMNS TEXTS,
                        filter->earlier ? EVER : SHOWN, CHOSEN OF_KIND, orders[filter->order].sql);
    int rc = px_query_start(db, sql, &query, err);

    if (rc >= 0)
        rc = bind(&query, arena, filter, err);
    if (rc < 0)
        return rc;
    px_query_str(&query, said(filter->form));
    px_query_str(&query, said(filter->provider));
    px_query_str(&query, said(filter->language));
    px_query_int(&query, (int64_t)filter->max);
    px_query_int(&query, (int64_t)filter->offset);
    return register_read_rows(&query, arena, ret_published, ret_count, err);
}

/* ---- Counts */

/* Documents of one form and provider that are written in the same languages (" en fr "). */
typedef struct register_group {
    px_str form, provider, name, languages;
    size_t count;
} register_group;

static int read_groups(px_db *db, px_arena *arena, const px_register_filter *filter,
                       register_group **ret_groups, size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    register_group *groups = NULL;
    size_t n = 0, room = 0;
    const char *sql = px_arena_format(
        arena,
        "SELECT d.form, p.slug, p.name, ifnull(t.languages, ''), count(*) FROM document AS d JOIN "
        "provider AS p ON p.id = d.provider %s %s %s GROUP BY p.name, p.id, d.form, t.languages "
        "ORDER BY p.name, p.id",
        TEXTS, filter->earlier ? EVER : SHOWN, CHOSEN);
    int rc = px_query_start(db, sql, &query, err);

    if (rc >= 0)
        rc = bind(&query, arena, filter, err);
    while (rc >= 0 && (rc = px_query_step(&query, err)) > 0) {
        groups = px_arena_grow(arena, groups, n, &room, sizeof(*groups));
        groups[n].form = px_query_next_text(&query, arena);
        groups[n].provider = px_query_next_text(&query, arena);
        groups[n].name = px_query_next_text(&query, arena);
        groups[n].languages = px_query_next_text(&query, arena);
        groups[n++].count = (size_t)px_query_next_int(&query);
    }
    if (rc < 0)
        return rc;
    *ret_groups = groups;
    *ret_count = n;
    return 0;
}

static bool has_language(const register_group *group, const char *tag)
{
    char padded[16];

    (void)snprintf(padded, sizeof(padded), " %.8s ", tag);
    return px_str_find(group->languages, px_str_of(padded)) < group->languages.len;
}

/* By what a document does not fit the filter: bits. */
enum { NOT_FORM = 1, NOT_PROVIDER = 2, NOT_LANGUAGE = 4 };

static unsigned misfit(const register_group *group, const px_register_filter *f, px_arena *arena)
{
    unsigned bits = 0;

    if (f->form.len && !px_str_eq(f->form, group->form))
        bits |= NOT_FORM;
    if (f->provider.len && !px_str_eq(f->provider, group->provider))
        bits |= NOT_PROVIDER;
    if (f->language.len && !has_language(group, px_arena_cstr(arena, f->language)))
        bits |= NOT_LANGUAGE;
    return bits;
}

typedef struct register_groups {
    register_group *rows;
    unsigned *misfits;
    size_t count;
    px_arena *arena;
} register_groups;

/* Of the forms, by name from the end of the alphabet. */
static void count_forms(const register_groups *g, px_register_counts *counts)
{
    const px_official_form *form;
    size_t n = 0;

    while (px_official_form_at(n))
        n++;
    counts->forms = px_arena_array(g->arena, n + 1, sizeof(*counts->forms));
    for (size_t i = 0; (form = px_official_form_at(i)); i++) {
        px_register_count one = { .name = form->name, .title = PX_STR("") };
        size_t at = counts->n_forms;

        for (size_t k = 0; k < g->count; k++)
            if (!(g->misfits[k] & ~(unsigned)NOT_FORM) && px_str_eq(g->rows[k].form, one.name))
                one.count += g->rows[k].count;
        if (!one.count)
            continue;
        for (; at > 0 && px_str_cmp(counts->forms[at - 1].name, one.name) < 0; at--)
            counts->forms[at] = counts->forms[at - 1];
        counts->forms[at] = one;
        counts->n_forms++;
    }
}

/* Of the providers, whose groups stand together. */
static void count_providers(const register_groups *g, px_register_counts *counts)
{
    size_t n = 0;

    counts->providers = px_arena_array(g->arena, g->count + 1, sizeof(*counts->providers));
    for (size_t i = 0; i < g->count; i++) {
        const register_group *group = &g->rows[i];

        if (g->misfits[i] & ~(unsigned)NOT_PROVIDER)
            continue;
        if (n == 0 || !px_str_eq(counts->providers[n - 1].name, group->provider))
            counts->providers[n++] =
                (px_register_count){ .name = group->provider, .title = group->name };
        counts->providers[n - 1].count += group->count;
    }
    counts->n_providers = n;
}

/* Of the languages that pages have, those of which there are texts. */
static void count_languages(const register_groups *g, px_register_counts *counts)
{
    const px_language *language;
    size_t n = 0;

    while (px_language_at(n))
        n++;
    counts->languages = px_arena_array(g->arena, n + 1, sizeof(*counts->languages));
    for (size_t i = 0; (language = px_language_at(i)); i++) {
        const char *tag = px_language_tag(language);
        px_register_count one = { .name = px_str_of(tag), .title = PX_STR("") };

        for (size_t k = 0; k < g->count; k++)
            if (!(g->misfits[k] & ~(unsigned)NOT_LANGUAGE) && has_language(&g->rows[k], tag))
                one.count += g->rows[k].count;
        if (one.count)
            counts->languages[counts->n_languages++] = one;
    }
}

int px_register_count_all(px_db *db, px_arena *arena, const px_register_filter *filter,
                          px_register_counts *ret_counts, px_error *err)
{
    register_groups g = { .arena = arena };
    px_register_counts counts = { 0 };
    int rc = read_groups(db, arena, filter, &g.rows, &g.count, err);

    if (rc < 0)
        return rc;
    g.misfits = px_arena_array(arena, g.count + 1, sizeof(*g.misfits));
    for (size_t i = 0; i < g.count; i++) {
        g.misfits[i] = misfit(&g.rows[i], filter, arena);
        if (!g.misfits[i])
            counts.total += g.rows[i].count;
    }
    count_forms(&g, &counts);
    count_providers(&g, &counts);
    count_languages(&g, &counts);
    *ret_counts = counts;
    return 0;
}

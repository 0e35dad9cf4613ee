/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Each page is one statement. Either it walks an index in the order asked for and looks at each
 * row's filters, or, where words, a role or an organisation leave few people, it takes these and
 * sorts them: so neither a rare nor a frequent filter reads the whole table and sorts it.
 */
#include "drafting/people/people_list.h"

#include "drafting/people/person_row.h"

#include "base/banned.h"

/* So few that they are sorted rather than met on a walk. */
enum { FEW = 3000 };

/* Parameters, the same in all statements:
 *   1 state, or 1 for the listed   2 category   3 country   4 organisation
 *   5 to 10 ends of three ranges of words   11 role   12, 13 scope   14, 15 range of addresses
 *   16 to 18 where the page begins   19 rows */
#define RESIDUE                                                                                    \
    "AND (?2 = '' OR p.category = ?2) AND (?3 = '' OR p.country = ?3) "                            \
    "AND (?4 = 0 OR p.organisation = ?4) "                                                         \
    "AND (?5 = '' OR EXISTS (SELECT 1 FROM person_word AS w INDEXED BY person_word_person "        \
    "WHERE w.person = p.id AND w.word >= ?5 AND w.word < ?6)) "                                    \
    "AND (?7 = '' OR EXISTS (SELECT 1 FROM person_word AS w INDEXED BY person_word_person "        \
    "WHERE w.person = p.id AND w.word >= ?7 AND w.word < ?8)) "                                    \
    "AND (?9 = '' OR EXISTS (SELECT 1 FROM person_word AS w INDEXED BY person_word_person "        \
    "WHERE w.person = p.id AND w.word >= ?9 AND w.word < ?10)) "                                   \
    "AND ((?11 = '' AND ?12 = '') OR EXISTS (SELECT 1 FROM grant_of_role AS g "                    \
    "INDEXED BY grant_one WHERE g.person = p.id AND g.ended IS NULL "                              \
    "AND (?11 = '' OR g.role = ?11) AND (?12 = '' OR (g.scope_kind = ?12 AND g.scope = ?13)))) "   \
    "AND (?14 = '' OR (p.mail >= ?14 AND p.mail < ?15)) "

#define HEAD "SELECT " PERSON_ROW_COLUMNS PERSON_ROW_FROM "WHERE "

/* One order in both directions: by a column before name and row, or with a constant in its place.
 */
#define WALK(universe, index_filter, column)                                                       \
    { HEAD universe " = ?1 " index_filter RESIDUE "AND (" column                                   \
                    ", p.sort_key, p.id) > (?16, ?17, ?18) ORDER BY " column                       \
                    ", p.sort_key, p.id LIMIT ?19",                                                \
      HEAD universe " = ?1 " index_filter RESIDUE "AND (" column                                   \
                    ", p.sort_key, p.id) < (?16, ?17, ?18) ORDER BY " column                       \
                    " DESC, p.sort_key DESC, p.id DESC LIMIT ?19" }

/* The newest first: the directions change places. */
#define WALK_NEWEST(universe)                                                                      \
    { HEAD universe " = ?1 " RESIDUE "AND (p.created, p.id) < (?16, ?18) AND ?17 = '' "            \
                    "ORDER BY p.created DESC, p.id DESC LIMIT ?19",                                \
      HEAD universe " = ?1 " RESIDUE "AND (p.created, p.id) > (?16, ?18) AND ?17 = '' "            \
                    "ORDER BY p.created, p.id LIMIT ?19" }

/* By name alone, within what one index holds together. */
#define WALK_NAME(universe, index_filter)                                                          \
    { HEAD universe " = ?1 " index_filter RESIDUE                                                  \
                    "AND ?16 = '' AND (p.sort_key, p.id) > (?17, ?18) "                            \
                    "ORDER BY p.sort_key, p.id LIMIT ?19",                                         \
      HEAD universe " = ?1 " index_filter RESIDUE                                                  \
                    "AND ?16 = '' AND (p.sort_key, p.id) < (?17, ?18) "                            \
                    "ORDER BY p.sort_key DESC, p.id DESC LIMIT ?19" }

/* The index that a walk goes along. */
typedef enum walk_kind {
    BY_NAME,
    IN_CATEGORY,
    IN_COUNTRY,
    BY_CATEGORY,
    BY_COUNTRY,
    NEWEST,
    KINDS
} walk_kind;

#define WALKS(universe)                                                                            \
    {                                                                                              \
        [BY_NAME] = WALK_NAME(universe, ""),                                                       \
        [IN_CATEGORY] = WALK_NAME(universe, "AND p.category = ?2 "),                               \
        [IN_COUNTRY] = WALK_NAME(universe, "AND p.country = ?3 "),                                 \
        [BY_CATEGORY] = WALK(universe, "", "p.category"),                                          \
        [BY_COUNTRY] = WALK(universe, "", "p.country"),                                            \
        [NEWEST] = WALK_NEWEST(universe),                                                          \
    }

static const char *const walks[2][KINDS][2] = { WALKS("p.listed"), WALKS("p.state") };

/* Those who have a word of each range. Whoever lacks one is passed over in the index, before the
 * person's row is read. */
#define HAS_WORD(from, until)                                                                      \
    "AND (" from " = '' OR EXISTS (SELECT 1 FROM person_word AS x INDEXED BY person_word_person "  \
    "WHERE x.person = w.person AND x.word >= " from " AND x.word < " until ")) "
#define WITH_WORDS                                                                                 \
    "FROM person_word AS w WHERE w.word >= ?5 AND w.word < ?6 " HAS_WORD("?7", "?8")               \
        HAS_WORD("?9", "?10")

/* Those that a filter leaves, whatever the order; the indexes of the walks are kept out. */
#define SEED_WORDS "p.id IN (SELECT w.person " WITH_WORDS ") AND "
#define SEED_GRANTS                                                                                \
    "p.id IN (SELECT g.person FROM grant_of_role AS g WHERE g.ended IS NULL "                      \
    "AND g.scope_kind = ?12 AND g.scope = ?13) AND "
#define SEED_ROLE                                                                                  \
    "p.id IN (SELECT g.person FROM grant_of_role AS g WHERE g.ended IS NULL AND g.role = ?11) "    \
    "AND "
#define SEED_ORGANISATION "p.organisation = ?4 AND "
#define SEED_MAIL "p.mail >= ?14 AND p.mail < ?15 AND "

#define SEEDS(universe)                                                                            \
    { WALKS(SEED_WORDS "+" universe), WALKS(SEED_GRANTS "+" universe),                             \
      WALKS(SEED_ROLE "+" universe), WALKS(SEED_ORGANISATION "+" universe),                        \
      WALKS(SEED_MAIL "+" universe) }

typedef enum seed_kind { WORDS, GRANTS, ROLE, ORGANISATION, MAIL, SEED_KINDS, NO_SEED } seed_kind;

static const char *const seeds[2][SEED_KINDS][KINDS][2] = { SEEDS("p.listed"), SEEDS("p.state") };

/* How many rows a seed has, at most FEW + 1. */
static const char *const seed_counts[SEED_KINDS] = {
    [WORDS] = "SELECT count(*) FROM (SELECT 1 FROM person_word WHERE word >= ?1 AND word < ?2 "
              "LIMIT ?3)",
    [GRANTS] = "SELECT count(*) FROM (SELECT 1 FROM grant_of_role WHERE ended IS NULL "
               "AND scope_kind = ?1 AND scope = ?2 LIMIT ?3)",
    [ROLE] = "SELECT count(*) FROM (SELECT 1 FROM grant_of_role WHERE ended IS NULL "
             "AND role = ?1 AND ?2 = 0 LIMIT ?3)",
    [ORGANISATION] = "SELECT count(*) FROM (SELECT 1 FROM person WHERE organisation = ?1 "
                     "AND ?2 = 0 LIMIT ?3)",
    [MAIL] = "SELECT count(*) FROM (SELECT 1 FROM person WHERE mail >= ?1 AND mail < ?2 LIMIT ?3)",
};

/* The same of all words together, which may be few where each alone is frequent. */
static const char joint_count[] = "SELECT count(*) FROM (SELECT 1 " WITH_WORDS "LIMIT ?11)";

/* Whether anybody is of the country. */
static const char *const anybody[2] = {
    "SELECT EXISTS (SELECT 1 FROM person WHERE listed = ?1 AND country = ?2)",
    "SELECT EXISTS (SELECT 1 FROM person WHERE state = ?1 AND country = ?2)",
};

/* ---- Names */

static const char *const sort_names[PX_PEOPLE_SORT_COUNT] = {
    [PX_PEOPLE_BY_NAME] = "name",
    [PX_PEOPLE_BY_CATEGORY] = "category",
    [PX_PEOPLE_BY_COUNTRY] = "country",
    [PX_PEOPLE_NEWEST] = "newest",
};

const char *px_people_sort_name(px_people_sort sort)
{
    return sort_names[sort];
}

bool px_people_sort_find(px_str name, px_people_sort *ret_sort)
{
    for (int i = 0; i < PX_PEOPLE_SORT_COUNT; i++)
        if (px_str_is(name, sort_names[i])) {
            *ret_sort = (px_people_sort)i;
            return true;
        }
    return false;
}

/* ---- What is asked for */

/* A range of texts that begin alike: from inclusive, until exclusive; empty: all. */
typedef struct text_range {
    px_str from, until;
} text_range;

typedef struct listing {
    px_db *db;
    px_arena *arena;
    const px_people_filter *filter;
    text_range words[PX_PEOPLE_WORDS_MAX], mail;
    seed_kind seed;
    walk_kind walk;
    bool backward;
    bool from_row; /* begins at a row, not at an end */
    px_str cursor_text, cursor_name;
    int64_t cursor_number, cursor_row;
} listing;

/* Behind all texts that begin so: the code point that is none. */
static text_range range_of(px_arena *arena, px_str text)
{
    return (text_range){ text, px_str_of(px_arena_format(arena, "%.*s\xf4\x8f\xbf\xbf",
                                                         PX_STR_ARG(text))) };
}

static void listing_words(listing *l)
{
    px_str text = l->filter->text, key, word;
    size_t n = 0;

    for (size_t i = 0; i < PX_PEOPLE_WORDS_MAX; i++)
        l->words[i] = (text_range){ PX_STR(""), PX_STR("") };
    l->mail = (text_range){ PX_STR(""), PX_STR("") };
    if (l->filter->all && px_str_find_char(text, '@') < text.len) {
        l->mail = range_of(l->arena, px_arena_lower(l->arena, px_str_trim(text)));
        return;
    }
    key = person_sort_key(l->arena, text);
    while (n < PX_PEOPLE_WORDS_MAX && key.len > 0 && px_str_split(&key, ' ', &word))
        l->words[n++] = range_of(l->arena, word);
}

/* ---- Which way */

/* Whose state, or that they are listed. */
static void listing_bind_universe(const listing *l, px_query *query)
{
    const px_people_filter *f = l->filter;

    if (f->all)
        px_query_str(query, f->state.len ? f->state : PX_STR("active"));
    else
        px_query_int(query, 1);
}

static int count_seed(const listing *l, seed_kind kind, size_t word, int64_t *ret_count,
                      px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    const px_people_filter *f = l->filter;
    int rc = px_query_start(l->db, seed_counts[kind], &query, err);

    if (rc < 0)
        return rc;
    if (kind == WORDS || kind == MAIL) {
        px_query_str(&query, kind == WORDS ? l->words[word].from : l->mail.from);
        px_query_str(&query, kind == WORDS ? l->words[word].until : l->mail.until);
    } else if (kind == GRANTS) {
        px_query_cstr(&query, px_scope_kind_name(f->scope.kind));
        px_query_int(&query, f->scope.row);
    } else {
        if (kind == ROLE)
            px_query_str(&query, f->role);
        else
            px_query_int(&query, f->organisation);
        px_query_int(&query, 0);
    }
    px_query_int(&query, FEW + 1);
    rc = px_query_step(&query, err);
    if (rc >= 0)
        *ret_count = px_query_next_int(&query);
    return rc;
}

static bool seed_is_asked(const listing *l, seed_kind kind)
{
    switch (kind) {
    case WORDS:
        return l->words[0].from.len > 0;
    case GRANTS:
        return l->filter->scoped;
    case ROLE:
        return l->filter->role.len > 0 && !l->filter->scoped;
    case ORGANISATION:
        return l->filter->organisation != 0;
    default:
        return l->mail.from.len > 0;
    }
}

/* The word that fewest people have comes first, since the seed is made of that. */
static int listing_rarest_word(listing *l, int64_t *best, px_error *err)
{
    for (size_t i = 0; i < PX_PEOPLE_WORDS_MAX && l->words[i].from.len > 0; i++) {
        text_range first = l->words[0];
        int64_t count;
        int rc = count_seed(l, WORDS, i, &count, err);

        if (rc < 0)
            return rc;
        if (count >= *best)
            continue;
        *best = count;
        l->seed = WORDS;
        l->words[0] = l->words[i];
        l->words[i] = first;
    }
    return 0;
}

static void listing_bind_words(const listing *l, px_query *query)
{
    for (size_t i = 0; i < PX_PEOPLE_WORDS_MAX; i++) {
        px_query_str(query, l->words[i].from);
        px_query_str(query, l->words[i].until);
    }
}

/* Several words that are frequent each: a walk would look long for somebody who has them all. */
static int listing_joint_words(listing *l, int64_t *best, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int64_t count;
    int rc;

    if (l->seed == WORDS || !l->words[1].from.len)
        return 0;
    rc = px_query_start(l->db, joint_count, &query, err);
    if (rc < 0)
        return rc;
    for (int i = 1; i < 5; i++)
        px_query_null(&query);
    listing_bind_words(l, &query);
    px_query_int(&query, *best);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    count = px_query_next_int(&query);
    if (count < *best) {
        *best = count;
        l->seed = WORDS;
    }
    return 0;
}

/* How few are left at most: none where nobody is of the country. */
static int listing_country(const listing *l, int64_t *best, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc;

    if (!l->filter->country.len)
        return 0;
    rc = px_query_start(l->db, anybody[l->filter->all ? 1 : 0], &query, err);
    if (rc < 0)
        return rc;
    listing_bind_universe(l, &query);
    px_query_str(&query, l->filter->country);
    rc = px_query_step(&query, err);
    if (rc >= 0 && !px_query_next_int(&query))
        *best = 0;
    return rc;
}

/* Where none can be left, *ret_best is 0. */
static int listing_seed(listing *l, int64_t *ret_best, px_error *err)
{
    int64_t best = FEW + 1, count;
    int rc = listing_country(l, &best, err);

    if (rc >= 0 && best)
        rc = listing_rarest_word(l, &best, err);
    for (int kind = GRANTS; rc >= 0 && best && kind < SEED_KINDS; kind++) {
        if (!seed_is_asked(l, (seed_kind)kind))
            continue;
        rc = count_seed(l, (seed_kind)kind, 0, &count, err);
        if (rc >= 0 && count < best) {
            best = count;
            l->seed = (seed_kind)kind;
        }
    }
    if (rc >= 0 && best > FEW)
        rc = listing_joint_words(l, &best, err);
    *ret_best = best;
    return rc;
}

static walk_kind walk_of(const px_people_filter *f)
{
    bool category = f->category.len > 0, country = f->country.len > 0;

    switch (f->sort) {
    case PX_PEOPLE_BY_CATEGORY:
        return category ? IN_CATEGORY : BY_CATEGORY;
    case PX_PEOPLE_BY_COUNTRY:
        return country ? IN_COUNTRY : BY_COUNTRY;
    case PX_PEOPLE_NEWEST:
        return f->all ? NEWEST : BY_NAME;
    default:
        if (country)
            return IN_COUNTRY;
        return category ? IN_CATEGORY : BY_NAME;
    }
}

/* ---- Where the page begins */

/* The end of the list that the page begins at. */
static void cursor_end(listing *l)
{
    bool low = l->backward == (l->walk == NEWEST); /* the smallest values come first */
    px_str last = PX_STR("\xf4\x8f\xbf\xbf");

    l->cursor_text = low ? PX_STR("") : last;
    l->cursor_name = low ? PX_STR("") : last;
    l->cursor_number = low ? -1 : INT64_MAX;
    l->cursor_row = low ? -1 : INT64_MAX;
}

static int cursor_row(listing *l, px_str id, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(l->db,
                            "SELECT id, sort_key, category, country, created FROM person "
                            "WHERE public_id = ? AND (? OR listed)",
                            &query, err);
    px_str category, country;

    if (rc < 0)
        return rc;
    px_query_str(&query, id);
    px_query_int(&query, l->filter->all);
    rc = px_query_step(&query, err);
    if (rc <= 0)
        return rc;
    l->from_row = true;
    l->cursor_row = px_query_next_int(&query);
    l->cursor_name = px_query_next_text(&query, l->arena);
    category = px_query_next_text(&query, l->arena);
    country = px_query_next_text(&query, l->arena);
    l->cursor_text = l->walk == BY_COUNTRY ? country : category;
    l->cursor_number = px_query_next_int(&query);
    return 0;
}

static int listing_cursor(listing *l, px_error *err)
{
    const px_people_filter *f = l->filter;

    l->backward = f->before.len > 0;
    cursor_end(l);
    if (l->backward)
        return cursor_row(l, f->before, err);
    return f->after.len > 0 ? cursor_row(l, f->after, err) : 0;
}

/* ---- Reading */

static px_str text_or_empty(px_str s)
{
    return s.ptr ? s : PX_STR("");
}

static void listing_bind(const listing *l, px_query *query)
{
    const px_people_filter *f = l->filter;

    listing_bind_universe(l, query);
    px_query_str(query, text_or_empty(f->category));
    px_query_str(query, text_or_empty(f->country));
    px_query_int(query, f->organisation);
    listing_bind_words(l, query);
    px_query_str(query, text_or_empty(f->role));
    px_query_cstr(query, f->scoped ? px_scope_kind_name(f->scope.kind) : "");
    px_query_int(query, f->scope.row);
    px_query_str(query, l->mail.from);
    px_query_str(query, l->mail.until);
    if (l->walk == NEWEST)
        px_query_int(query, l->cursor_number);
    else
        px_query_str(query,
                     l->walk == BY_CATEGORY || l->walk == BY_COUNTRY ? l->cursor_text : PX_STR(""));
    px_query_str(query, l->walk == NEWEST ? PX_STR("") : l->cursor_name);
    px_query_int(query, l->cursor_row);
    px_query_int(query, (int64_t)f->max + 1);
}

static int listing_read(const listing *l, px_person *rows, size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    size_t view = l->filter->all ? 1 : 0, way = l->backward ? 1 : 0;
    const char *sql =
        l->seed == NO_SEED ? walks[view][l->walk][way] : seeds[view][l->seed][l->walk][way];
    int rc = px_query_start(l->db, sql, &query, err);

    if (rc < 0)
        return rc;
    listing_bind(l, &query);
    *ret_count = 0;
    while ((rc = px_query_step(&query, err)) > 0)
        person_row_read(&query, l->arena, &rows[(*ret_count)++]);
    return rc;
}

/* A page before a row was read from its end. */
static void turn(px_person *rows, size_t count)
{
    for (size_t i = 0; i < count / 2; i++) {
        px_person row = rows[i];

        rows[i] = rows[count - 1 - i];
        rows[count - 1 - i] = row;
    }
}

int px_people_list(px_db *db, px_arena *arena, const px_people_filter *filter,
                   px_people_page *ret_page, px_error *err)
{
    px_people_filter f = *filter;
    listing l = { .db = db, .arena = arena, .filter = &f, .seed = NO_SEED };
    px_people_page page = { 0 };
    int64_t few;
    bool more;
    int rc;

    f.max = PX_MIN(PX_MAX(f.max, 1), PX_PEOPLE_PAGE_MAX);
    l.walk = walk_of(&f);
    listing_words(&l);
    if (f.text.len > 0 && !l.words[0].from.len && !l.mail.from.len) {
        *ret_page = page; /* nothing in it that a name could have */
        return 0;
    }
    rc = listing_seed(&l, &few, err);
    if (rc >= 0)
        rc = listing_cursor(&l, err);
    if (rc < 0)
        return rc;
    page.rows = px_arena_array(arena, f.max + 1, sizeof(*page.rows));
    if (few > 0)
        rc = listing_read(&l, page.rows, &page.count, err);
    if (rc < 0)
        return rc;
    more = page.count > f.max;
    page.count = PX_MIN(page.count, f.max);
    if (l.backward)
        turn(page.rows, page.count);
    page.more_after = l.backward ? l.from_row : more;
    page.more_before = l.backward ? more : l.from_row;
    *ret_page = page;
    return 0;
}

/* ---- Counts */

static int64_t *count_of(px_people_count *counts, size_t count, px_str category)
{
    for (size_t i = 0; i < count; i++)
        if (px_str_eq(counts[i].category, category))
            return &counts[i].people;
    return &counts[count - 1].people;
}

int px_people_counts(px_db *db, px_arena *arena, px_people_count **ret_counts, size_t *ret_count,
                     px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_category *categories;
    px_people_count *counts;
    size_t n;
    int rc = px_category_list(arena, PX_STR("en"), &categories, &n, err);

    if (rc >= 0)
        rc = px_query_start(db,
                            "SELECT category, count(*) FROM person WHERE state = 'active' "
                            "AND standing > 0 GROUP BY category",
                            &query, err);
    if (rc < 0)
        return rc;
    counts = px_arena_array(arena, n + 1, sizeof(*counts));
    for (size_t i = 0; i < n; i++)
        counts[i].category = px_str_of(categories[i].key);
    counts[n].category = PX_STR("");
    while ((rc = px_query_step(&query, err)) > 0) {
        px_str category = px_query_next_str(&query);
        int64_t *people = count_of(counts, n + 1, category);

        *people += px_query_next_int(&query);
    }
    if (rc < 0)
        return rc;
    *ret_counts = counts;
    *ret_count = counts[n].people ? n + 1 : n;
    return 0;
}

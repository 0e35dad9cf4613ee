/* SPDX-License-Identifier: EUPL-1.2 */
/* The domains of published lists: taken in from their files, given up again, and found. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>

#include "base/csv.h"
#include "base/file.h"
#include "base/json_read.h"
#include "base/log.h"
#include "base/number.h"
#include "corpus/domain.h"
#include "duty/register_priv.h"

#include "base/banned.h"

enum {
    CHUNK_ROWS = 250000, /* that are put in order at once: bounds the memory */
    SWEEP_ROWS = 50000,  /* that are deleted at once: bounds it as well */
    READ_BYTES = 1 << 18,
    LABELS_MAX = 128
};

px_str register_domain_reversed(px_arena *arena, px_str host)
{
    char *out = px_arena_alloc(arena, host.len + 1);
    size_t at = 0, end = host.len;

    while (end > 0) {
        size_t from = end;

        while (from > 0 && host.ptr[from - 1] != '.')
            from--;
        memcpy(out + at, host.ptr + from, end - from);
        at += end - from;
        if (from > 0)
            out[at++] = '.';
        end = from > 0 ? from - 1 : 0;
    }
    return px_str_n(out, at);
}

/* ---- Taking in */

typedef struct domain_row {
    px_str reversed;
    int64_t rank, bytes;
} domain_row;

typedef struct domain_fill {
    px_db *db;
    int64_t document;
    px_arena *arena; /* of one chunk */
    domain_row *rows;
    size_t count;
    uint64_t total;
    size_t rank, domain, bytes; /* columns */
    bool headed;
} domain_fill;

static int by_name(const void *a, const void *b)
{
    return px_str_cmp(((const domain_row *)a)->reversed, ((const domain_row *)b)->reversed);
}

/* In the order of the table, so that each page of it is touched once a chunk. */
static int chunk_insert(domain_fill *fill, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc =
        px_query_start(fill->db,
                       "INSERT OR IGNORE INTO document_domain (document, reversed, rank, bytes) "
                       "VALUES (?, ?, ?, ?)",
                       &query, err);

    if (fill->count > 0)
        qsort(fill->rows, fill->count, sizeof(*fill->rows), by_name);
    for (size_t i = 0; rc >= 0 && i < fill->count; i++) {
        if (i > 0)
            px_query_again(&query);
        px_query_int(&query, fill->document);
        px_query_str(&query, fill->rows[i].reversed);
        px_query_int(&query, fill->rows[i].rank);
        px_query_int(&query, fill->rows[i].bytes);
        rc = px_query_run(&query, err);
    }
    fill->total += fill->count;
    fill->count = 0;
    px_arena_reset(fill->arena);
    return rc;
}

static size_t column_of(const px_csv_row *head, const char *name)
{
    for (size_t i = 0; i < head->count; i++)
        if (px_str_is(head->cells[i], name))
            return i;
    return head->count;
}

static int fill_head(domain_fill *fill, const px_csv_row *row, px_error *err)
{
    fill->headed = true;
    fill->rank = column_of(row, "rank");
    fill->domain = column_of(row, "domain");
    fill->bytes = column_of(row, "content_bytes");
    if (fill->rank < row->count && fill->domain < row->count && fill->bytes < row->count)
        return 0;
    return px_fail(err, PX_ERR_MALFORMED,
                   N_("a list of domains has the columns rank, domain and content_bytes"), NULL);
}

static int fill_row(const px_csv_row *row, void *arg, px_error *err)
{
    domain_fill *fill = arg;
    domain_row *to = &fill->rows[fill->count];
    long long rank, bytes;
    px_str domain;
    int rc;

    if (!fill->headed)
        return fill_head(fill, row, err);
    domain = px_csv_cell(row, fill->domain);
    rc = px_parse_int(px_csv_cell(row, fill->rank), 1, INT64_MAX, &rank, err);
    if (rc >= 0)
        rc = px_parse_int(px_csv_cell(row, fill->bytes), 0, INT64_MAX, &bytes, err);
    if (rc < 0)
        return rc;
    if (domain.len == 0 || domain.len > PX_HOST_MAX)
        return px_fail(err, PX_ERR_MALFORMED, N_("a list of domains has a row without a domain"),
                       NULL);
    *to = (domain_row){ register_domain_reversed(fill->arena, domain), rank, bytes };
    return ++fill->count < CHUNK_ROWS ? 0 : chunk_insert(fill, err);
}

static int fill_read(domain_fill *fill, int fd, const char *path, px_error *err)
{
    px_csv_bounds bounds = { .rows = 100000000, .columns = PX_CSV_MAX_COLUMNS, .cell = 1024 };
    px_csv_reader *reader = px_csv_reader_new(&bounds, fill_row, fill);
    PX_AUTO_FREE char *buffer = px_alloc(READ_BYTES);
    ssize_t n = 0;
    int rc = 0;

    while (rc >= 0 && (n = read(fd, buffer, READ_BYTES)) > 0)
        rc = px_csv_reader_feed(reader, px_str_n(buffer, (size_t)n), err);
    if (rc >= 0 && n < 0)
        rc = px_fail_errno(err, errno, N_("cannot read '{path}': {reason}"), "path", path, NULL);
    if (rc >= 0)
        rc = px_csv_reader_end(reader, err);
    px_csv_reader_free(reader);
    return rc < 0 ? rc : chunk_insert(fill, err);
}

int register_domains_fill(px_db *db, const char *path, int64_t document, uint64_t *ret_count,
                          px_error *err)
{
    PX_AUTO_CLOSE int fd = open(path, O_RDONLY | O_CLOEXEC);
    PX_AUTO_FREE domain_row *rows = px_alloc(sizeof(*rows) * CHUNK_ROWS);
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    domain_fill fill = { .db = db, .document = document, .arena = arena, .rows = rows };
    int rc;

    if (fd < 0)
        return px_fail_errno(err, errno, N_("cannot read '{path}': {reason}"), "path", path, NULL);
    rc = fill_read(&fill, fd, path, err);
    if (rc >= 0)
        *ret_count = fill.total;
    return rc < 0 ? rc : 0;
}

int register_domains_shown(px_db *db, const json_t *value, int64_t document, uint64_t *ret_count,
                           px_error *err)
{
    const json_t *shown = json_object_get(value, "shown");
    PX_AUTO_FREE domain_row *rows = px_alloc_zero(json_array_size(shown) + 1, sizeof(*rows));
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    domain_fill fill = { .db = db, .document = document, .arena = arena, .rows = rows };
    int rc;

    for (size_t i = 0; i < json_array_size(shown); i++) {
        const json_t *row = json_array_get(shown, i), *name = json_object_get(row, "domain");

        rows[fill.count++] = (domain_row){
            .reversed = register_domain_reversed(arena, px_json_text(name)),
            .rank = (int64_t)i + 1,
            .bytes = json_integer_value(json_object_get(row, "bytes")),
        };
    }
    rc = chunk_insert(&fill, err);
    if (rc >= 0)
        *ret_count = fill.total;
    return rc < 0 ? rc : 0;
}

/* ---- Giving them up */

static int sweep_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_QUERY px_query find = PX_QUERY_INIT, query = PX_QUERY_INIT;
    bool *found = arg;
    int64_t document;
    int rc = px_query_start(db,
                            "SELECT id FROM document AS d WHERE listed = 0 AND EXISTS (SELECT 1 "
                            "FROM document_domain WHERE document = d.id) LIMIT 1",
                            &find, err);

    if (rc >= 0)
        rc = px_query_step(&find, err);
    *found = rc > 0;
    if (rc <= 0)
        return rc;
    document = px_query_next_int(&find);
    rc = px_query_start(db,
                        "DELETE FROM document_domain WHERE document = ?1 AND reversed <= coalesce("
                        "(SELECT reversed FROM document_domain WHERE document = ?1 ORDER BY "
                        "reversed LIMIT 1 OFFSET ?2), (SELECT max(reversed) FROM document_domain "
                        "WHERE document = ?1))",
                        &query, err);
    if (rc < 0)
        return rc;
    px_query_int(&query, document);
    px_query_int(&query, SWEEP_ROWS);
    return px_query_run(&query, err);
}

void register_domains_sweep(px_house *house)
{
    px_error err = PX_ERROR_INIT;
    bool found = true;
    int rc = 0;

    while (rc >= 0 && found)
        rc = px_house_write(house, sweep_deed, &found, &err);
    if (rc < 0)
        px_log_error("duty", "domains", &err);
}

/* ---- Finding */

const char *px_domain_relation_name(px_domain_relation relation)
{
    static const char *const names[PX_DOMAIN_RELATION_COUNT] = { "exact", "above", "below" };

    return names[relation];
}

typedef struct domain_search {
    px_db *db;
    px_arena *arena;
    px_domain_hit *hits;
    size_t count, room;
} domain_search;

#define HIT_COLUMNS                                                                                \
    "SELECT d.id, d.public_id, d.provider, d.model, ifnull(d.version, 0), p.slug, p.name, "        \
    "m.slug, "                                                                                     \
    "m.name, d.form, d.number, d.day, d.domains, d.n_domains, x.reversed, x.rank, x.bytes "        \
    "FROM document AS d CROSS JOIN document_domain AS x CROSS JOIN provider AS p "                 \
    "CROSS JOIN model AS m WHERE d.listed = 1 AND x.document = d.id AND p.id = d.provider "        \
    "AND m.id = d.model "

static void read_hit(px_query *query, domain_search *s, px_domain_relation relation)
{
    px_domain_hit *hit;
    px_published *p;

    s->hits = px_arena_grow(s->arena, s->hits, s->count, &s->room, sizeof(*s->hits));
    hit = &s->hits[s->count++];
    *hit = (px_domain_hit){ .relation = relation };
    p = &hit->published;
    p->row = px_query_next_int(query);
    p->id = px_query_next_text(query, s->arena);
    p->subject.provider = px_query_next_int(query);
    p->subject.model = px_query_next_int(query);
    p->subject.version = px_query_next_int(query);
    p->provider_slug = px_query_next_text(query, s->arena);
    p->provider_name = px_query_next_text(query, s->arena);
    p->model_slug = px_query_next_text(query, s->arena);
    p->model_name = px_query_next_text(query, s->arena);
    p->form = px_query_next_text(query, s->arena);
    p->number = (int)px_query_next_int(query);
    p->day = px_query_next_text(query, s->arena);
    p->domains = px_query_next_text(query, s->arena);
    hit->of = (uint64_t)px_query_next_int(query);
    hit->domain = register_domain_reversed(s->arena, px_query_next_str(query));
    hit->rank = (uint64_t)px_query_next_int(query);
    hit->bytes = (uint64_t)px_query_next_int(query);
}

static int search_name(domain_search *s, px_str reversed, px_domain_relation relation,
                       px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc =
        px_query_start(s->db, HIT_COLUMNS "AND x.reversed = ? ORDER BY d.id DESC", &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, reversed);
    while (s->count < PX_DOMAIN_HITS_MAX && (rc = px_query_step(&query, err)) > 0)
        read_hit(&query, s, relation);
    return rc;
}

/* Names below stand between "org.example." and "org.example/" ('/' follows '.'); of each document
 * the first by rank would need all of them, so the first by name are given. */
static int search_below(domain_search *s, px_str reversed, px_error *err)
{
    static const char sql[] = HIT_COLUMNS
        "AND x.reversed IN (SELECT y.reversed FROM document_domain AS y WHERE y.document = d.id "
        "AND y.reversed > ?1 AND y.reversed < ?2 ORDER BY y.reversed LIMIT ?3) "
        "ORDER BY d.id DESC, x.rank";
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_str from = px_str_of(px_arena_format(s->arena, "%.*s.", PX_STR_ARG(reversed)));
    px_str to = px_str_of(px_arena_format(s->arena, "%.*s/", PX_STR_ARG(reversed)));
    int rc = px_query_start(s->db, sql, &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, from);
    px_query_str(&query, to);
    px_query_int(&query, PX_DOMAIN_BELOW_MAX);
    while (s->count < PX_DOMAIN_HITS_MAX && (rc = px_query_step(&query, err)) > 0)
        read_hit(&query, s, PX_DOMAIN_BELOW);
    return rc;
}

/* From "uk.co.example.www" on: "uk.co.example", "uk.co"; a name of one label is nobody's. */
static int search_above(domain_search *s, px_str reversed, px_error *err)
{
    int rc = 0;

    for (size_t at = reversed.len, labels = 0; rc >= 0 && at > 0 && labels < LABELS_MAX; labels++) {
        while (at > 0 && reversed.ptr[at - 1] != '.')
            at--;
        if (at == 0)
            break;
        at--;
        if (px_str_find_char(px_str_sub(reversed, 0, at), '.') < at)
            rc = search_name(s, px_arena_str(s->arena, px_str_sub(reversed, 0, at)),
                             PX_DOMAIN_ABOVE, err);
    }
    return rc;
}

/* The list of public suffixes, read once: it takes longer than the search. */
static px_suffix_list *suffixes;
static px_error suffixes_error;
static pthread_once_t suffixes_once = PTHREAD_ONCE_INIT;

static void suffixes_read(void)
{
    if (px_suffix_list_load(NULL, &suffixes, &suffixes_error) < 0)
        suffixes = NULL;
}

/* The host in its normal form: small letters, ASCII, no final dot. */
static int host_of(px_arena *arena, px_str asked, px_str *ret_host, px_error *err)
{
    px_domains *domains;
    px_str host, domain;
    char excerpt[PX_EXCERPT_SIZE];
    int rc = 0;

    (void)pthread_once(&suffixes_once, suffixes_read);
    if (!suffixes) {
        *err = suffixes_error;
        return -(int)suffixes_error.code;
    }
    domains = px_domains_new(suffixes, PX_SUFFIX_ICANN);
    domain = px_domains_of(domains, px_str_trim(asked), &host);
    if (px_str_is(domain, PX_BUCKET_BARE) || px_bucket_title(domain) == NULL)
        *ret_host = px_arena_lower(arena, px_bucket_title(host) ? px_str_trim(asked) : host);
    else
        rc = px_fail(err, PX_ERR_INVALID,
                     N_("'{value}' is no name of a site; write it as example.org"), "value",
                     px_str_excerpt(asked, excerpt), NULL);
    px_domains_free(domains);
    return rc;
}

int px_register_domain(px_db *db, px_arena *arena, px_str asked, px_str *ret_asked,
                       px_domain_hit **ret_hits, size_t *ret_count, px_error *err)
{
    domain_search s = { .db = db, .arena = arena };
    px_str host = PX_STR_NONE, reversed;
    int rc = host_of(arena, asked, &host, err);

    if (rc < 0)
        return rc;
    reversed = register_domain_reversed(arena, host);
    rc = search_name(&s, reversed, PX_DOMAIN_EXACT, err);
    if (rc >= 0)
        rc = search_above(&s, reversed, err);
    if (rc >= 0)
        rc = search_below(&s, reversed, err);
    if (rc < 0)
        return rc;
    *ret_asked = host;
    *ret_hits = s.hits;
    *ret_count = s.count;
    return 0;
}

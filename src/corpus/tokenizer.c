/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/tokenizer.h"

#include <openssl/sha.h>

#include "base/base64.h"
#include "base/builder.h"
#include "base/file.h"
#include "base/number.h"
#include "corpus/token_split.h"

#include "base/banned.h"

enum {
    LOOK_AHEAD = 64,      /* patterns look at a character behind the piece */
    TOKEN_MAX = 512,      /* bytes of a token */
    TOKENS_MAX = 4 << 20, /* lines of a file */
    SMALL = 64            /* bytes of a piece that is searched through at each step */
};
#define NO_RANK UINT32_MAX

typedef struct token_slot {
    uint32_t at, len; /* in `bytes`; len 0: free */
    uint32_t rank;
} token_slot;

struct px_tokenizer {
    char *bytes; /* of all tokens; owned */
    token_slot *slots;
    size_t room; /* a power of two */
    uint32_t single[256];
    const struct pattern *pattern;
    const char *name;
    char sha256[2 * SHA256_DIGEST_LENGTH + 1];
};

static const struct pattern {
    const char *name;
    px_token_split_fn *split;
} patterns[] = {
    { "r50k", px_token_split_r50k },
    { "p50k", px_token_split_r50k },
    { "cl100k", px_token_split_cl100k },
    { "o200k", px_token_split_o200k },
};

/* The files of OpenAI's tiktoken; its registry gives the patterns. */
static const struct {
    const char *sha256, *name, *pattern;
} known[] = {
    { "306cd27f03c1a714eca7108e03d66b7dc042abe8c258b44c199a7ed9838dd930", "r50k_base", "r50k" },
    { "94b5ca7dff4d00767bc256fdd1b27e5b17361d7b8a5f968547f9f23eb70d2069", "p50k_base", "p50k" },
    { "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7", "cl100k_base", "cl100k" },
    { "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d", "o200k_base", "o200k" },
};

/* ---- The vocabulary */

static uint64_t hash_of(const char *p, size_t len)
{
    uint64_t hash = 0x9e3779b97f4a7c15U ^ len;

    for (; len >= 8; p += 8, len -= 8) {
        uint64_t word;

        memcpy(&word, p, 8);
        hash = (hash ^ word) * 0xbf58476d1ce4e5b9U;
        hash ^= hash >> 29;
    }
    for (uint64_t word = 0; len > 0; len = 0) {
        memcpy(&word, p, len);
        hash = (hash ^ word) * 0xbf58476d1ce4e5b9U;
    }
    return hash ^ hash >> 32;
}

static token_slot *find_slot(const px_tokenizer *t, const char *p, size_t len)
{
    size_t at = hash_of(p, len) & (t->room - 1);

    while (t->slots[at].len &&
           !(t->slots[at].len == len && memcmp(t->bytes + t->slots[at].at, p, len) == 0))
        at = (at + 1) & (t->room - 1);
    return &t->slots[at];
}

static uint32_t rank_of(const px_tokenizer *t, const char *p, size_t len)
{
    const token_slot *slot;

    if (len > TOKEN_MAX)
        return NO_RANK;
    slot = find_slot(t, p, len);
    return slot->len ? slot->rank : NO_RANK;
}

/* One line: its token is written to `to`, and into a slot. */
static bool read_line(px_tokenizer *t, px_str line, size_t at, size_t *ret_len)
{
    size_t space = px_str_find_char(line, ' '), room;
    long long rank;
    token_slot *slot;

    if (space == 0 || space >= line.len || space > TOKEN_MAX)
        return false;
    if (!px_base64_parse(px_str_sub(line, 0, space), t->bytes + at, TOKEN_MAX, &room) ||
        room == 0 ||
        px_parse_int(px_str_sub(line, space + 1, line.len), 0, UINT32_MAX - 1, &rank, NULL) < 0)
        return false;
    slot = find_slot(t, t->bytes + at, room);
    if (slot->len)
        return false; /* the same token again */
    *slot = (token_slot){ (uint32_t)at, (uint32_t)room, (uint32_t)rank };
    *ret_len = room;
    return true;
}

static int read_lines(px_tokenizer *t, px_str file, px_error *err)
{
    long long number = 0;
    size_t at = 0;
    px_str line;

    while (px_str_line(&file, &line)) {
        size_t len = 0;

        number++;
        if (line.len == 0)
            continue;
        if (number > TOKENS_MAX || !read_line(t, line, at, &len)) {
            char digits[24];

            (void)snprintf(digits, sizeof(digits), "%lld", number);
            return px_fail(err, PX_ERR_MALFORMED,
                           N_("line {line} of the vocabulary is no token: a token in Base64, a "
                              "space and its rank are wanted"),
                           "line", digits, NULL);
        }
        at += len;
    }
    for (int byte = 0; byte < 256; byte++) {
        char c = (char)byte;

        t->single[byte] = rank_of(t, &c, 1);
        if (t->single[byte] == NO_RANK)
            return px_fail(err, PX_ERR_MALFORMED,
                           N_("the vocabulary has no token for some byte: it is not one of a "
                              "byte-pair encoding"),
                           NULL);
    }
    return 0;
}

static int choose_pattern(px_tokenizer *t, const char *pattern, px_error *err)
{
    t->name = "";
    for (size_t i = 0; i < PX_COUNT(known); i++) {
        if (strcmp(t->sha256, known[i].sha256) != 0)
            continue;
        t->name = known[i].name;
        if (!pattern)
            pattern = known[i].pattern;
    }
    if (!pattern)
        return px_fail(err, PX_ERR_INVALID,
                       N_("the vocabulary is none of the usual ones: say with --token-pattern how "
                          "it cuts text (r50k, p50k, cl100k or o200k)"),
                       NULL);
    for (size_t i = 0; i < PX_COUNT(patterns); i++)
        if (strcmp(pattern, patterns[i].name) == 0)
            t->pattern = &patterns[i];
    if (!t->pattern)
        return px_fail(err, PX_ERR_INVALID,
                       N_("'{pattern}' is no pattern of tokens; there are r50k, p50k, cl100k and "
                          "o200k"),
                       "pattern", pattern, NULL);
    return 0;
}

int px_tokenizer_parse(px_str file, const char *pattern, px_tokenizer **ret_tokenizer,
                       px_error *err)
{
    px_tokenizer *t = px_alloc_zero(1, sizeof(*t));
    unsigned char digest[SHA256_DIGEST_LENGTH];
    PX_AUTO_BUILDER px_builder hex = PX_BUILDER_INIT(sizeof(t->sha256));
    size_t lines = 1;
    int rc;

    for (size_t i = 0; i < file.len; i++)
        lines += file.ptr[i] == '\n';
    for (t->room = 1024; t->room < 2 * PX_MIN(lines, (size_t)TOKENS_MAX);)
        t->room *= 2;
    t->slots = px_alloc_zero(t->room, sizeof(*t->slots));
    t->bytes = px_alloc(file.len + TOKEN_MAX);
    (void)SHA256((const unsigned char *)file.ptr, file.len, digest);
    px_builder_hex(&hex, digest, sizeof(digest));
    memcpy(t->sha256, px_builder_cstr(&hex), sizeof(t->sha256));
    rc = choose_pattern(t, pattern, err);
    if (rc >= 0)
        rc = read_lines(t, file, err);
    if (rc < 0) {
        px_tokenizer_free(t);
        return rc;
    }
    *ret_tokenizer = t;
    return 0;
}

int px_tokenizer_load(const char *path, const char *pattern, px_tokenizer **ret_tokenizer,
                      px_error *err)
{
    PX_AUTO_FREE char *data = NULL;
    size_t len;
    int rc = px_file_read(path, PX_TOKENIZER_FILE_MAX, &data, &len, err);

    return rc < 0 ? rc : px_tokenizer_parse(px_str_n(data, len), pattern, ret_tokenizer, err);
}

void px_tokenizer_free(px_tokenizer *t)
{
    if (!t)
        return;
    free(t->bytes);
    free(t->slots);
    free(t);
}

const char *px_tokenizer_name(const px_tokenizer *t)
{
    return t->name;
}

const char *px_tokenizer_pattern(const px_tokenizer *t)
{
    return t->pattern->name;
}

const char *px_tokenizer_sha256(const px_tokenizer *t)
{
    return t->sha256;
}

/* ---- Merging */

/* A part of a piece: what it is with the part behind it. */
typedef struct part {
    uint32_t start, next, before; /* next, before: of the parts round it; n at the end */
    uint32_t joined;              /* rank of this and the next as one token */
} part;

/* What px_tokenizer_encode makes. */
typedef struct encoding {
    const px_tokenizer *t;
    size_t count;
    uint32_t *ranks; /* may be NULL */
} encoding;

static void put(encoding *e, uint32_t rank)
{
    if (e->ranks)
        e->ranks[e->count] = rank;
    e->count++;
}

/* The rank of the parts at i and behind it as one; `n` is the end of the piece. */
static uint32_t joined_rank(const px_tokenizer *t, const char *p, const part *parts, uint32_t i,
                            uint32_t n)
{
    uint32_t next = parts[i].next, end;

    if (next >= n)
        return NO_RANK;
    end = parts[next].next;
    return rank_of(t, p + parts[i].start, end - parts[i].start);
}

static void start_parts(const px_tokenizer *t, const char *p, part *parts, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        parts[i] = (part){ .start = i, .next = i + 1, .before = i ? i - 1 : n };
    for (uint32_t i = 0; i + 1 < n; i++)
        parts[i].joined = rank_of(t, p + i, 2);
    parts[n - 1].joined = NO_RANK;
}

/* Joins the part at i with the next one. */
static void join(const px_tokenizer *t, const char *p, part *parts, uint32_t i, uint32_t n)
{
    uint32_t next = parts[i].next;

    parts[i].next = parts[next].next;
    if (parts[i].next < n)
        parts[parts[i].next].before = i;
    parts[next].joined = NO_RANK;
    parts[i].joined = joined_rank(t, p, parts, i, n);
    if (parts[i].before < n)
        parts[parts[i].before].joined = joined_rank(t, p, parts, parts[i].before, n);
}

static void put_parts(encoding *e, const char *p, const part *parts, uint32_t n)
{
    for (uint32_t i = 0; i < n; i = parts[i].next)
        put(e, rank_of(e->t, p + parts[i].start, parts[i].next - parts[i].start));
}

static void merge_small(encoding *e, const char *p, uint32_t n)
{
    part parts[SMALL];

    start_parts(e->t, p, parts, n);
    for (;;) {
        uint32_t best = 0, rank = NO_RANK;

        for (uint32_t i = 0; i < n; i = parts[i].next) {
            if (parts[i].joined < rank) {
                rank = parts[i].joined;
                best = i;
            }
        }
        if (rank == NO_RANK)
            break;
        join(e->t, p, parts, best, n);
    }
    put_parts(e, p, parts, n);
}

/* Candidates of a long piece: the lowest rank first, of equal ones the leftmost. Those that are no
 * longer so are passed over. */
typedef struct heap {
    struct candidate {
        uint32_t rank, at;
    } *items;
    size_t count;
} heap;

static bool comes_before(struct candidate a, struct candidate b)
{
    return a.rank != b.rank ? a.rank < b.rank : a.at < b.at;
}

static void heap_push(heap *h, uint32_t rank, uint32_t at)
{
    struct candidate added = { rank, at };
    size_t i = h->count++;

    if (rank == NO_RANK) {
        h->count--;
        return;
    }
    while (i > 0 && comes_before(added, h->items[(i - 1) / 2])) {
        h->items[i] = h->items[(i - 1) / 2];
        i = (i - 1) / 2;
    }
    h->items[i] = added;
}

static struct candidate heap_pop(heap *h)
{
    struct candidate top = h->items[0], moved = h->items[--h->count];
    size_t i = 0;

    for (;;) {
        size_t child = 2 * i + 1;

        if (child >= h->count)
            break;
        if (child + 1 < h->count && comes_before(h->items[child + 1], h->items[child]))
            child++;
        if (!comes_before(h->items[child], moved))
            break;
        h->items[i] = h->items[child];
        i = child;
    }
    h->items[i] = moved;
    return top;
}

static void merge_large(encoding *e, const char *p, uint32_t n)
{
    part *parts = px_alloc(n * sizeof(*parts));
    /* Each of the n - 1 joins adds two candidates at most. */
    heap h = { px_alloc((size_t)3 * n * sizeof(*h.items)), 0 };

    start_parts(e->t, p, parts, n);
    for (uint32_t i = 0; i < n; i++)
        heap_push(&h, parts[i].joined, i);
    while (h.count > 0) {
        struct candidate c = heap_pop(&h);

        if (parts[c.at].joined != c.rank)
            continue;
        join(e->t, p, parts, c.at, n);
        heap_push(&h, parts[c.at].joined, c.at);
        if (parts[c.at].before < n)
            heap_push(&h, parts[parts[c.at].before].joined, parts[c.at].before);
    }
    put_parts(e, p, parts, n);
    free(parts);
    free(h.items);
}

static void encode_piece(encoding *e, px_str piece)
{
    uint32_t rank;

    if (piece.len == 1) {
        put(e, e->t->single[(unsigned char)piece.ptr[0]]);
        return;
    }
    rank = rank_of(e->t, piece.ptr, piece.len);
    if (rank != NO_RANK)
        put(e, rank);
    else if (piece.len <= SMALL)
        merge_small(e, piece.ptr, (uint32_t)piece.len);
    else
        merge_large(e, piece.ptr, (uint32_t)piece.len);
}

size_t px_tokenizer_encode(const px_tokenizer *t, px_str text, uint32_t *ret_ranks)
{
    encoding e = { .t = t, .ranks = ret_ranks };

    while (text.len > 0) {
        px_str window = px_str_sub(text, 0, PX_TOKEN_PIECE_MAX + LOOK_AHEAD);
        size_t len = PX_MIN(t->pattern->split(window), (size_t)PX_TOKEN_PIECE_MAX);

        encode_piece(&e, px_str_sub(text, 0, len));
        text = px_str_sub(text, len, text.len);
    }
    return e.count;
}

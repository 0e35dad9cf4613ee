/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What is measured of texts, one thread, in processor time. Pages are those of
 * bench/corpus_html.sh, in memory. The text of HTML is held against the least that anybody who
 * reads tags must do (finding every '<' by memchr) and against a parser that makes a tree;
 * languages against CLD2 alone; tokens against cutting text into pieces alone.
 */
#include <gumbo.h>
#include <lzma.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "bench.h"

#include "base/file.h"
#include "base/json_write.h"
#include "corpus/html_text.h"
#include "corpus/language_cld2.h"
#include "corpus/scan.h"
#include "corpus/text_language.h"
#include "corpus/text_measure.h"
#include "corpus/token_split.h"
#include "corpus/tokenizer.h"

#include "base/banned.h"

#define HTML_DIR "build/bench-html"
#define DATA_DIR "build/bench-corpus"
#define VOCABULARY PX_SHARED_DATA "/corpus/tokenizers/cl100k_base.tiktoken.xz"
#define PAGES_BYTES ((size_t)96 << 20)
#define TREE_BYTES ((size_t)12 << 20)
#define TEXT_BYTES ((size_t)12 << 20)
enum { ROUNDS = 5, PAGE_MAX = 4 << 20, PAGES_MAX = 50000, SAMPLE = 50 };

static double now(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* ---- Inputs */

typedef struct documents {
    px_str items[PAGES_MAX];
    size_t count;
    double bytes;
} documents;

static documents pages, few_pages, texts;
static char *room;
static size_t room_size;

static void add(documents *to, px_str bytes)
{
    char *copy = px_alloc(bytes.len + 1);

    memcpy(copy, bytes.ptr, bytes.len);
    copy[bytes.len] = '\0';
    to->items[to->count++] = px_str_n(copy, bytes.len);
    to->bytes += (double)bytes.len;
}

static void load_pages(void)
{
    px_error err = PX_ERROR_INIT;
    char *list;
    size_t len;
    px_str rest, line;

    px_bench_require(px_file_read(HTML_DIR "/list", 64 << 20, &list, &len, &err) >= 0,
                     "there are no pages: make bench BENCH=corpus fetches them");
    rest = px_str_n(list, len);
    while (px_str_line(&rest, &line) && pages.count < PAGES_MAX &&
           pages.bytes < (double)PAGES_BYTES) {
        char path[4096], *html;

        (void)snprintf(path, sizeof(path), HTML_DIR "/%.*s", PX_STR_ARG(line));
        if (px_file_read(path, PAGE_MAX, &html, &len, &err) < 0)
            continue;
        add(&pages, px_str_n(html, len));
        if (few_pages.bytes < (double)TREE_BYTES)
            add(&few_pages, px_str_n(html, len));
        room_size = PX_MAX(room_size, PX_HTML_TEXT_ROOM(len));
        free(html);
    }
    free(list);
    room = px_alloc(room_size);
    for (size_t i = 0; i < pages.count && texts.bytes < (double)TEXT_BYTES; i++) {
        px_str language, text = px_html_text(pages.items[i], room, &language);

        if (px_text_valid(text))
            add(&texts, text);
    }
}

static void write_lines(const char *path)
{
    PX_AUTO_BUILDER px_builder line = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    FILE *f = fopen(path, "wb");

    px_bench_require(f != NULL, "cannot write");
    for (size_t i = 0; i < texts.count; i++) {
        px_json json;
        px_error err = PX_ERROR_INIT;

        px_builder_clear(&line);
        px_json_start(&json, &line, PX_JSON_COMPACT);
        px_json_object(&json);
        px_json_pair_str(&json, "text", texts.items[i]);
        px_json_object_end(&json);
        if (px_json_finish(&json, &err) < 0)
            continue;
        px_builder_char(&line, '\n');
        px_bench_require(fwrite(line.ptr, 1, line.len, f) == line.len, "cannot write");
    }
    px_bench_require(fclose(f) == 0, "cannot write");
}

static px_tokenizer *load_tokenizer(void)
{
    enum { FILE_MAX = 8 << 20 };
    char *packed, *file;
    size_t len, in = 0, made = 0;
    uint64_t limit = UINT64_MAX;
    px_tokenizer *tokenizer = NULL;
    px_error err = PX_ERROR_INIT;

    if (px_file_read(VOCABULARY, FILE_MAX, &packed, &len, &err) < 0)
        return NULL;
    file = px_alloc(FILE_MAX);
    px_bench_require(lzma_stream_buffer_decode(&limit, 0, NULL, (const uint8_t *)packed, &in, len,
                                               (uint8_t *)file, &made, FILE_MAX) == LZMA_OK &&
                         px_tokenizer_parse(px_str_n(file, made), NULL, &tokenizer, &err) >= 0,
                     "the vocabulary cannot be read");
    free(packed);
    free(file);
    return tokenizer;
}

/* ---- What is timed; `found` keeps the work from being optimised away */

static volatile size_t found;

static double find_tags(const documents *d)
{
    double start = now();
    size_t tags = 0;

    for (size_t i = 0; i < d->count; i++)
        for (const char *p = d->items[i].ptr, *end = p + d->items[i].len; p < end; p++, tags++) {
            p = memchr(p, '<', (size_t)(end - p));
            if (!p)
                break;
        }
    found = tags;
    return now() - start;
}

static double make_text(const documents *d)
{
    double start = now();
    size_t bytes = 0;

    for (size_t i = 0; i < d->count; i++) {
        px_str language;

        bytes += px_html_text(d->items[i], room, &language).len;
    }
    found = bytes;
    return now() - start;
}

static double make_trees(const documents *d)
{
    double start = now();

    for (size_t i = 0; i < d->count; i++) {
        GumboOutput *output =
            gumbo_parse_with_options(&kGumboDefaultOptions, d->items[i].ptr, d->items[i].len);

        gumbo_destroy_output(&kGumboDefaultOptions, output);
    }
    return now() - start;
}

static double bare_cld2(const documents *d)
{
    double start = now();
    size_t sure = 0;

    for (size_t i = 0; i < d->count; i++)
        sure += px_cld2_language(d->items[i].ptr, d->items[i].len) != NULL;
    found = sure;
    return now() - start;
}

static px_suffix_list *suffixes;
static px_text_options wanted;

static double scan_lines(const documents *d)
{
    static const char path[] = DATA_DIR "/texts.jsonl";
    px_input input = { .name = path, .root = path, .seekable = true, .times = 1 };
    px_scan_options options = {
        .threads = 1, .section = PX_SUFFIX_ICANN, .suffixes = suffixes, .texts = wanted
    };
    px_error err = PX_ERROR_INIT;
    px_partial *scan;
    struct stat st;
    double start;

    (void)d;
    px_bench_require(stat(path, &st) == 0, path);
    input.size = (uint64_t)st.st_size;
    start = now();
    px_bench_require(px_scan_run(&input, 1, &options, &scan, NULL, &err) >= 0, "the scan failed");
    px_partial_close(scan);
    return now() - start;
}

static px_tokenizer *tokenizer;

static double encode(const documents *d)
{
    double start = now();
    size_t tokens = 0;

    for (size_t i = 0; i < d->count; i++)
        tokens += px_tokenizer_encode(tokenizer, d->items[i], NULL);
    found = tokens;
    return now() - start;
}

static double cut(const documents *d)
{
    double start = now();
    size_t pieces = 0;

    for (size_t i = 0; i < d->count; i++)
        for (px_str rest = d->items[i]; rest.len > 0; pieces++)
            rest = px_str_sub(rest, px_token_split_cl100k(rest), rest.len);
    found = pieces;
    return now() - start;
}

/* ---- By turns */

static bool compare(const char *work, const documents *d, double (*own)(const documents *d),
                    const char *rival, double (*other)(const documents *d), double goal)
{
    double ours[ROUNDS], theirs[ROUNDS];
    px_bench line = { .work = work, .unit = "MB/s", .rival = rival, .goal = goal };

    for (size_t i = 0; i < ROUNDS; i++) {
        theirs[i] = other(d);
        ours[i] = own(d);
    }
    line.figure = d->bytes / 1e6 / px_bench_median(ours, ROUNDS);
    line.limit = d->bytes / 1e6 / px_bench_median(theirs, ROUNDS);
    return px_bench_line(&line);
}

int main(void)
{
    px_error err = PX_ERROR_INIT;
    bool good = true;

    load_pages();
    px_bench_require(px_dir_make(DATA_DIR, 0755, &err) >= 0, "cannot make " DATA_DIR);
    write_lines(DATA_DIR "/texts.jsonl");
    px_bench_require(px_suffix_list_load(NULL, &suffixes, &err) >= 0,
                     "there is no list of suffixes");
    good &= compare("corpus: text of HTML", &pages, make_text, "finding every <", find_tags, 0.2);
    good &=
        compare("corpus: text of HTML, few pages", &few_pages, make_text, "gumbo", make_trees, 10);
    wanted = (px_text_options){ .languages = PX_LANGUAGES_FULL };
    good &= compare("corpus: JSONL, languages in full", &texts, scan_lines, "CLD2 alone", bare_cld2,
                    0.85);
    wanted = (px_text_options){ .languages = PX_LANGUAGES_SAMPLE, .sample_size = SAMPLE };
    good &= compare("corpus: JSONL, languages of a sample", &texts, scan_lines, "CLD2 on all",
                    bare_cld2, 1.5);
    tokenizer = load_tokenizer();
    if (tokenizer)
        good &= compare("corpus: tokens of cl100k_base", &texts, encode, "cutting alone", cut, 0.1);
    else
        printf("corpus: tokens: no vocabulary here\n");
    px_tokenizer_free(tokenizer);
    px_suffix_list_free(suffixes);
    return good ? 0 : 1;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The scan of a corpus, one thread, against unpacking the same bytes by the fastest library and
 * doing nothing else. The pages are real HTML of Debian's documentation (bench/corpus_html.sh),
 * wrapped as WARC, one gzip member a record, and as JSON lines; hosts are invented, of a skewed
 * distribution. Only the container is ours: this HTML packs better than a sample of the web.
 *
 * Files are made once, in build/bench-corpus, and are read from the page cache. One thread is
 * measured in processor time, which a busy machine changes little; two threads by the clock.
 */
#include <fcntl.h>
#include <isa-l/igzip_lib.h>
#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <zstd.h>

#include "bench.h"
#include "corpus_bench.h"

#include "base/child.h"
#include "base/file.h"
#include "base/json_write.h"
#include "corpus/result.h"
#include "corpus/scan.h"

#include "base/banned.h"

#define HTML_DIR "build/bench-html"
#define DATA_DIR CORPUS_BENCH_DIR
#define WARC_BYTES ((uint64_t)420 << 20)
#define JSON_BYTES ((uint64_t)128 << 20)
enum { ROUNDS = 7, HOSTS = 5000, PAGE_MAX = 4 << 20, STREAM_WINDOW = 1 << 18 };

/* Processor time, of all threads: a busy machine does not change it. */
static double cpu_now(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double (*now)(void) = cpu_now;

/* ---- Making the inputs */

typedef struct page {
    char *html;
    size_t len;
    char host[64];
    unsigned number;
} page;

/* A generator of its own, so that every run makes the same files. */
static unsigned next_random(void)
{
    static uint64_t state = 42;

    state = state * 6364136223846793005U + 1442695040888963407U;
    return (unsigned)(state >> 33);
}

/* Few hosts have many pages. */
static void pick_host(page *p)
{
    static const char *const suffixes[] = {
        "com", "org", "co.uk", "de", "fr", "com.au", "github.io"
    };
    double u = (double)(next_random() % 1000000) / 1000000;
    unsigned host = (unsigned)(u * u * u * HOSTS);

    (void)snprintf(p->host, sizeof(p->host), "www%u.site%u.%s", host % 3, host,
                   suffixes[host % PX_COUNT(suffixes)]);
}

/* Pages made of numbered words, where the real ones cannot be fetched. */
static void invent_page(page *p)
{
    PX_AUTO_BUILDER px_builder html = PX_BUILDER_INIT(PAGE_MAX);
    unsigned words = 500 + next_random() % 4000;

    px_builder_add(&html, "<!doctype html><html><body><p>");
    for (unsigned i = 0; i < words; i++)
        px_builder_format(&html, i % 9 ? "word%u " : "<a href=\"/%u\">more</a> ",
                          next_random() % 5000);
    p->html = px_builder_detach(&html, &p->len);
}

/* The next page; the list of files is gone through as often as needed. */
static void next_page(page *p)
{
    static char *list;
    static px_str rest;
    size_t len;
    px_str line;
    px_error err = PX_ERROR_INIT;

    free(p->html);
    p->html = NULL;
    p->number++;
    pick_host(p);
    if (!list && px_file_read(HTML_DIR "/list", 64 << 20, &list, &len, &err) < 0)
        list = px_strdup("");
    if (rest.len == 0)
        rest = px_str_of(list);
    if (rest.len == 0) {
        invent_page(p);
        return;
    }
    while (px_str_line(&rest, &line)) {
        char path[4096];

        (void)snprintf(path, sizeof(path), HTML_DIR "/%.*s", PX_STR_ARG(line));
        if (px_file_read(path, PAGE_MAX, &p->html, &p->len, &err) == 0)
            return;
    }
    next_page(p);
}

static FILE *create(const char *path)
{
    FILE *f = fopen(path, "wb");

    px_bench_require(f != NULL, path);
    return f;
}

/* One record as a gzip member with its lengths in the field 'sl', as wget writes it. */
static void put_member(FILE *f, struct libdeflate_compressor *c, px_str record)
{
    size_t room = libdeflate_deflate_compress_bound(c, record.len);
    PX_AUTO_FREE char *packed = px_alloc(room);
    size_t len = libdeflate_deflate_compress(c, record.ptr, record.len, packed, room);
    uint32_t crc = libdeflate_crc32(0, record.ptr, record.len), size = (uint32_t)record.len,
             whole = (uint32_t)len + 32;
    unsigned char head[24] = { 0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 3, 12, 0, 's', 'l', 8, 0 };

    memcpy(head + 16, &whole, 4);
    memcpy(head + 20, &size, 4);
    px_bench_require(fwrite(head, 1, 24, f) == 24 && fwrite(packed, 1, len, f) == len &&
                         fwrite(&crc, 4, 1, f) == 1 && fwrite(&size, 4, 1, f) == 1,
                     "cannot write");
}

static void make_record(px_builder *out, const page *p)
{
    PX_AUTO_BUILDER px_builder http = PX_BUILDER_INIT(4096);

    px_builder_format(&http,
                      "HTTP/1.1 200 OK\r\nDate: Sat, 18 May 2024 01:58:10 GMT\r\nServer: Apache\r\n"
                      "Vary: Accept-Encoding, Cookie\r\nCache-Control: max-age=600, private\r\n"
                      "Last-Modified: Sat, 04 May 2024 01:58:10 GMT\r\nX-Served: %08x%08x\r\n"
                      "Content-Type: text/html; charset=UTF-8\r\nContent-Length: %zu\r\n\r\n",
                      next_random(), next_random(), p->len);
    px_builder_clear(out);
    px_builder_format(out,
                      "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2024-05-%02uT01:58:10Z\r\n"
                      "WARC-Record-ID: <urn:uuid:%08x-67f5-4608-8466-e87c%08x>\r\n"
                      "Content-Length: %zu\r\nContent-Type: application/http; msgtype=response\r\n"
                      "WARC-Target-URI: https://%s/page/%u.html\r\n"
                      "WARC-Payload-Digest: sha1:%08X%08X%08X%08X\r\n"
                      "WARC-Identified-Payload-Type: text/html\r\n\r\n",
                      1 + p->number % 28, next_random(), next_random(), http.len + p->len, p->host,
                      p->number, next_random(), next_random(), next_random(), next_random());
    px_builder_str(out, px_builder_view(&http));
    px_builder_str(out, px_str_n(p->html, p->len));
    px_builder_add(out, "\r\n\r\n");
}

static void make_warc(const char *path)
{
    PX_AUTO_BUILDER px_builder record = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    struct libdeflate_compressor *c = libdeflate_alloc_compressor(6);
    FILE *f = create(path);
    page p = { 0 };

    for (uint64_t bytes = 0; bytes < WARC_BYTES; bytes += record.len) {
        next_page(&p);
        make_record(&record, &p);
        put_member(f, c, px_builder_view(&record));
    }
    px_bench_require(fclose(f) == 0, "cannot write");
    libdeflate_free_compressor(c);
    free(p.html);
}

/* A line as FineWeb has it. */
static void make_line(px_builder *out, const page *p)
{
    px_json json;
    px_error err = PX_ERROR_INIT;
    char url[128], id[64];

    (void)snprintf(url, sizeof(url), "https://%s/page/%u.html", p->host, p->number);
    (void)snprintf(id, sizeof(id), "<urn:uuid:%08x-%08x>", next_random(), next_random());
    px_builder_clear(out);
    px_json_start(&json, out, PX_JSON_COMPACT);
    px_json_object(&json);
    px_json_pair_str(&json, "text", px_str_n(p->html, p->len));
    px_json_pair_cstr(&json, "id", id);
    px_json_pair_cstr(&json, "dump", "CC-MAIN-2024-22");
    px_json_pair_cstr(&json, "url", url);
    px_json_pair_cstr(&json, "date", "2024-05-18T01:58:10Z");
    px_json_pair_cstr(&json, "language", "en");
    px_json_pair_int(&json, "token_count", (long long)p->len / 4);
    px_json_object_end(&json);
    if (px_json_finish(&json, &err) < 0)
        px_builder_clear(out); /* a page that is not UTF-8 */
    else
        px_builder_char(out, '\n');
}

static void make_jsonl(const char *path)
{
    PX_AUTO_BUILDER px_builder line = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    FILE *f = create(path);
    page p = { 0 };

    for (uint64_t bytes = 0; bytes < JSON_BYTES; bytes += line.len) {
        next_page(&p);
        make_line(&line, &p);
        px_bench_require(fwrite(line.ptr, 1, line.len, f) == line.len, "cannot write");
    }
    px_bench_require(fclose(f) == 0, "cannot write");
    free(p.html);
}

static void run_shell(const char *script)
{
    const char *const argv[] = { "sh", "-c", script, NULL };
    px_child_spec spec = { .argv = argv, .timeout_ms = 600000 };
    px_child_result result = { 0 };
    px_error err = PX_ERROR_INIT;

    if (px_child_run(&spec, &result, &err) == 0)
        px_child_result_free(&result);
}

static void make_inputs(void)
{
    px_error err = PX_ERROR_INIT;

    run_shell("bench/corpus_html.sh " HTML_DIR);
    if (px_path_exists(DATA_DIR "/ready"))
        return;
    px_bench_demand(px_dir_make(DATA_DIR, 0755, &err), &err);
    make_warc(DATA_DIR "/pages.warc.gz");
    make_jsonl(DATA_DIR "/pages.jsonl");
    run_shell("cd " DATA_DIR " && gzip -6 -k -f pages.jsonl && zstd -q -3 -k -f pages.jsonl && "
              "gzip -dc pages.warc.gz | zstd -q -3 -f -o pages.warc.zst && touch ready");
    px_bench_require(px_path_exists(DATA_DIR "/ready"), "the inputs cannot be made");
}

/* Folders of the same: files that cannot be cut are shared out whole, small ones in batches. */
static void make_folders(void)
{
    if (px_path_exists(DATA_DIR "/folders"))
        return;
    run_shell("cd " DATA_DIR " && rm -rf small gz zst warc-zst && "
              "mkdir small gz zst warc-zst && split -n l/4000 -a 4 -d pages.jsonl small/ && "
              "for i in 1 2 3 4; do cp pages.jsonl.gz gz/$i && cp pages.jsonl.zst zst/$i && "
              "cp pages.warc.zst warc-zst/$i || exit; done && touch folders");
    px_bench_require(px_path_exists(DATA_DIR "/folders"), "the folders cannot be made");
}

/* ---- Rivals: unpacking and nothing else */

corpus_mapped corpus_bench_map(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat st;
    corpus_mapped m = { NULL, 0 };

    px_bench_require(fd >= 0 && fstat(fd, &st) == 0, path);
    m.len = (size_t)st.st_size;
    m.ptr = mmap(NULL, m.len, PROT_READ, MAP_PRIVATE, fd, 0);
    px_bench_require(m.ptr != MAP_FAILED, path);
    (void)close(fd);
    return m;
}

static double bare_members(const char *path)
{
    static char out[16 << 20];
    double start = now();
    corpus_mapped m = corpus_bench_map(path);
    struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();

    for (size_t at = 0, used, made; at < m.len; at += used)
        px_bench_require(libdeflate_gzip_decompress_ex(d, m.ptr + at, m.len - at, out, sizeof(out),
                                                       &used, &made) == LIBDEFLATE_SUCCESS,
                         "a member cannot be unpacked");
    libdeflate_free_decompressor(d);
    (void)munmap((void *)m.ptr, m.len);
    return now() - start;
}

static double bare_gzip(const char *path)
{
    static struct inflate_state state;
    static uint8_t out[STREAM_WINDOW];
    double start = now();
    corpus_mapped m = corpus_bench_map(path);

    isal_inflate_init(&state);
    state.crc_flag = ISAL_GZIP;
    state.next_in = (uint8_t *)m.ptr;
    state.avail_in = (uint32_t)m.len;
    while (state.block_state != ISAL_BLOCK_FINISH) {
        state.next_out = out;
        state.avail_out = sizeof(out);
        px_bench_require(isal_inflate(&state) == ISAL_DECOMP_OK, "the file cannot be unpacked");
    }
    (void)munmap((void *)m.ptr, m.len);
    return now() - start;
}

static double bare_zstd(const char *path)
{
    static char out[STREAM_WINDOW];
    double start = now();
    corpus_mapped m = corpus_bench_map(path);
    ZSTD_DCtx *d = ZSTD_createDCtx();
    ZSTD_inBuffer in = { m.ptr, m.len, 0 };

    while (in.pos < in.size) {
        ZSTD_outBuffer to = { out, sizeof(out), 0 };

        px_bench_require(!ZSTD_isError(ZSTD_decompressStream(d, &to, &in)),
                         "the file cannot be unpacked");
    }
    (void)ZSTD_freeDCtx(d);
    (void)munmap((void *)m.ptr, m.len);
    return now() - start;
}

/* Counts line ends: every byte is touched once. */
static double bare_lines(const char *path)
{
    double start = now();
    corpus_mapped m = corpus_bench_map(path);
    size_t lines = 0;

    for (const char *p = m.ptr, *end = p + m.len; p < end; p++, lines++) {
        p = memchr(p, '\n', (size_t)(end - p));
        if (!p)
            break;
    }
    px_bench_require(lines > 0, "no lines");
    (void)munmap((void *)m.ptr, m.len);
    return now() - start;
}

/* ---- praxis */

static px_suffix_list *suffixes;

/* Of a file or a folder. */
static double scan_with(const char *path, bool sizes_only, bool pages, unsigned threads)
{
    const px_result_options shown = { .top = 20 };
    px_scan_options options = { .threads = threads,
                                .sizes_only = sizes_only,
                                .pages = pages,
                                .section = PX_SUFFIX_ICANN,
                                .suffixes = suffixes };
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_error err = PX_ERROR_INIT;
    px_result result;
    px_partial *scan;
    px_input *inputs;
    size_t count;
    double start = now();

    px_bench_demand(px_inputs_find(arena, &path, 1, &inputs, &count, &err), &err);
    px_bench_demand(px_scan_run(inputs, count, &options, &scan, NULL, &err), &err);
    px_bench_demand(px_result_make(scan, &shown, &result, &err), &err);
    px_bench_require(result.total.figures[PX_FIGURE_DOCUMENTS] > 1000, "documents are missing");
    px_result_free(&result);
    px_partial_close(scan);
    return now() - start;
}

static double scan_sizes(const char *path)
{
    return scan_with(path, true, false, 1);
}

static double scan_all(const char *path)
{
    return scan_with(path, false, false, 1);
}

static double scan_pages(const char *path)
{
    return scan_with(path, false, true, 1);
}

static double scan_two(const char *path)
{
    return scan_with(path, false, false, 2);
}

/* ---- By turns */

static bool compare(const char *work, const char *path, double mb, corpus_bench_fn *own,
                    const char *rival, corpus_bench_fn *other, double goal)
{
    double ours[ROUNDS], theirs[ROUNDS];
    px_bench line = { .work = work, .unit = "MB/s", .rival = rival, .goal = goal };

    for (size_t i = 0; i < ROUNDS; i++) {
        theirs[i] = other(path);
        ours[i] = own(path);
    }
    line.figure = mb / px_bench_median(ours, ROUNDS);
    line.limit = mb / px_bench_median(theirs, ROUNDS);
    return px_bench_line(&line);
}

/* Of the file, or of all files of the folder. */
static double megabytes(const char *path)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_error err = PX_ERROR_INIT;
    px_input *inputs;
    double bytes = 0;
    size_t count;

    px_bench_demand(px_inputs_find(arena, &path, 1, &inputs, &count, &err), &err);
    for (size_t i = 0; i < count; i++)
        bytes += (double)inputs[i].size;
    return bytes / 1e6;
}

static const struct {
    const char *work, *path;
} two_threads[] = {
    { "corpus: WARC.gz, two threads", DATA_DIR "/pages.warc.gz" },
    { "corpus: JSONL, two threads", DATA_DIR "/pages.jsonl" },
    { "corpus: four WARC.zst, two threads", DATA_DIR "/warc-zst" },
    { "corpus: four JSONL.gz, two threads", DATA_DIR "/gz" },
    { "corpus: four JSONL.zst, two threads", DATA_DIR "/zst" },
    { "corpus: 4,000 small files, two threads", DATA_DIR "/small" },
};

static const corpus_bench shared = { cpu_now,   scan_sizes, scan_all, scan_two,
                                     megabytes, run_shell,  compare };

/* What people would take otherwise, with one thread. */
static bool compare_rivals(const char *warc, const char *plain, const char *gz, const char *zst)
{
    double json = megabytes(plain);
    bool good = true;

    if (!corpus_bench_rivals())
        return true;
    good &= compare("corpus: WARC.gz, bytes by domain", warc, megabytes(warc), scan_all,
                    "warcio.js", corpus_bench_warcio, 5);
    good &= compare("corpus: JSONL, bytes by domain", plain, json, scan_sizes, "DuckDB",
                    corpus_bench_duckdb, 2);
    good &= compare("corpus: JSONL.gz, bytes by domain", gz, json, scan_sizes, "DuckDB",
                    corpus_bench_duckdb, 3);
    good &= compare("corpus: JSONL.zst, bytes by domain", zst, json, scan_sizes, "DuckDB",
                    corpus_bench_duckdb, 1.8);
    return good;
}

static bool compare_streams(void)
{
    static const char warc[] = DATA_DIR "/pages.warc.gz", plain[] = DATA_DIR "/pages.jsonl",
                      gz[] = DATA_DIR "/pages.jsonl.gz", zst[] = DATA_DIR "/pages.jsonl.zst",
                      warc_zst[] = DATA_DIR "/pages.warc.zst";
    double json = megabytes(plain);
    bool good = true;

    good &= compare("corpus: WARC.gz, sizes and domains", warc, megabytes(warc), scan_all,
                    "libdeflate", bare_members, 0.90);
    good &= compare("corpus: WARC.gz, with the text of HTML", warc, megabytes(warc), scan_pages,
                    "libdeflate", bare_members, 0.35);
    good &= compare("corpus: WARC.gz by heads alone", warc, megabytes(warc), scan_sizes,
                    "the full way", scan_all, 2.4);
    good &= compare("corpus: WARC.zst, sizes and domains", warc_zst, megabytes(warc_zst), scan_all,
                    "zstd", bare_zstd, 0.85);
    good &= compare("corpus: JSONL.gz, two fields", gz, json, scan_sizes, "ISA-L", bare_gzip, 0.85);
    good &=
        compare("corpus: JSONL.zst, two fields", zst, json, scan_sizes, "zstd", bare_zstd, 0.85);
    good &= compare("corpus: JSONL, two fields", plain, json, scan_sizes, "counting lines",
                    bare_lines, 0.5);
    good &= compare("corpus: JSONL, with characters", plain, json, scan_all, "counting lines",
                    bare_lines, 0.25);
    return compare_rivals(warc, plain, gz, zst) && good;
}

static bool compare_two_threads(void)
{
    bool good = true;

    make_folders();
    for (size_t i = 0; i < PX_COUNT(two_threads); i++)
        good &= compare(two_threads[i].work, two_threads[i].path, megabytes(two_threads[i].path),
                        scan_two, "one thread", scan_all, 1.9);
    return good;
}

/* "parquet" gives the lines of Parquet alone. */
int main(int argc, char **argv)
{
    bool streams = argc < 2 || strcmp(argv[1], "parquet") != 0, good = true;
    px_error err = PX_ERROR_INIT;

    make_inputs();
    px_bench_demand(px_suffix_list_load(NULL, &suffixes, &err), &err);
    if (streams)
        good &= compare_streams();
    good &= corpus_bench_parquet(&shared);
    now = px_bench_now;
    if (streams)
        good &= compare_two_threads();
    good &= corpus_bench_parquet_two(&shared);
    px_suffix_list_free(suffixes);
    return good ? 0 : 1;
}

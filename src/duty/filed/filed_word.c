/* SPDX-License-Identifier: EUPL-1.2 */
#include "duty/filed/filed_word.h"

#include <utf8proc.h>

#include "base/ascii.h"
#include "base/builder.h"
#include "base/map.h"
#include "base/number.h"

#include "base/banned.h"

enum {
    COLUMNS = 12,
    LEVEL_PAGE = 1,
    LEVEL_WORD = 5,
    REPLACEMENT = 0xFFFD,
    TYPED_WIDTH = 600, /* of a character of plain text */
    TYPED_HEIGHT = 1200,
    FURNITURE_PAGES = 3, /* so many pages must have a line for it to be furniture */
    FURNITURE_PART = 8,  /* in the upper or lower eighth of a page */
};

/* A private reading: words as they come, with room to grow. */
typedef struct word_reader {
    px_arena *arena;
    px_filed_words *words;
    size_t room;
    size_t heights_room;
} word_reader;

static bool is_hidden(unsigned c)
{
    return c == 0x00AD || (c >= 0x200B && c <= 0x200F) || (c >= 0x2060 && c <= 0x2064) ||
           c == 0xFEFF || (c >= 0x202A && c <= 0x202E);
}

static bool is_letter(utf8proc_int32_t c)
{
    const utf8proc_category_t category = utf8proc_category(c);

    /* Some apostrophes are modifier letters. */
    return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO &&
            category != UTF8PROC_CATEGORY_LM) ||
           category == UTF8PROC_CATEGORY_ND || c == REPLACEMENT;
}

px_str px_filed_letters(px_arena *arena, px_str text)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_FREE utf8proc_uint8_t *folded = NULL;
    utf8proc_ssize_t len;
    px_str rest;

    if (!text.len)
        return PX_STR("");
    len = utf8proc_map((const utf8proc_uint8_t *)text.ptr, (utf8proc_ssize_t)text.len, &folded,
                       UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_STRIPMARK |
                           UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
    if (len < 0)
        return PX_STR("");
    rest = px_str_n((const char *)folded, (size_t)len);
    while (rest.len) {
        size_t n;
        unsigned c = px_utf8_decode(rest, &n);

        if (is_letter((utf8proc_int32_t)c))
            px_builder_str(&out, px_str_n(rest.ptr, n));
        rest = px_str_sub(rest, n, rest.len);
    }
    return px_arena_str(arena, px_builder_view(&out));
}

static px_str visible(px_arena *arena, px_str text)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    while (text.len) {
        size_t n;
        unsigned c = px_utf8_decode(text, &n);

        if (!is_hidden(c) && c >= 0x20)
            px_builder_str(&out, px_str_n(text.ptr, n));
        text = px_str_sub(text, n, text.len);
    }
    return px_arena_str(arena, px_builder_view(&out));
}

static int fail_line(size_t number, const char *reason, px_error *err)
{
    char line[24];

    (void)snprintf(line, sizeof(line), "%zu", number);
    return px_fail(err, PX_ERR_MALFORMED,
                   N_("the list of words is damaged in line {line}: {reason}"), "line", line,
                   "reason", reason, NULL);
}

static int add_word(word_reader *r, const px_filed_word *word, px_error *err)
{
    px_filed_words *words = r->words;

    if (words->n_words == PX_FILED_MAX_WORDS)
        return px_fail(err, PX_ERR_TOO_LARGE,
                       N_("the document has more than 100,000 words; give the summary alone"),
                       NULL);
    if (!word->text.len)
        return 0;
    words->words = px_arena_grow(r->arena, words->words, words->n_words, &r->room, sizeof(*word));
    words->words[words->n_words] = *word;
    words->words[words->n_words++].letters = px_filed_letters(r->arena, word->text);
    return 0;
}

/* ---- What pdftotext -tsv prints */

/* "123.456" as 12345, cut; false for anything else. */
static bool read_length(px_str s, int *ret_length)
{
    double value;
    bool negative = px_str_starts(s, PX_STR("-"));
    px_error ignored = PX_ERROR_INIT;

    if (negative)
        s = px_str_sub(s, 1, s.len);
    if (px_parse_real(s, 0, PX_FILED_LENGTH_MAX / 100.0, &value, &ignored) < 0)
        return false;
    *ret_length = (int)(negative ? -value * 100 : value * 100);
    return true;
}

static int add_page(word_reader *r, unsigned page, int height)
{
    px_filed_words *words = r->words;

    while (words->pages < page) {
        words->page_heights = px_arena_grow(r->arena, words->page_heights, words->pages,
                                            &r->heights_room, sizeof(*words->page_heights));
        words->page_heights[words->pages++] = 0;
    }
    if (height)
        words->page_heights[page - 1] = height;
    return 0;
}

static int read_row(word_reader *r, const px_str columns[COLUMNS], size_t number, px_error *err)
{
    px_error ignored = PX_ERROR_INIT;
    long long level, page;
    int left, top, width, height;

    if (px_parse_int(columns[0], 0, 9, &level, &ignored) < 0 ||
        px_parse_int(columns[1], 0, 1000000, &page, &ignored) < 0)
        return fail_line(number, "level or page", err);
    if (level != LEVEL_WORD && level != LEVEL_PAGE)
        return 0;
    if (page < 1 || page > PX_FILED_MAX_PAGES)
        return px_fail(err, PX_ERR_TOO_LARGE,
                       N_("the document has more than 500 pages; give the summary alone"), NULL);
    if (!read_length(columns[6], &left) || !read_length(columns[7], &top) ||
        !read_length(columns[8], &width) || !read_length(columns[9], &height))
        return fail_line(number, "place", err);
    (void)add_page(r, (unsigned)page, level == LEVEL_PAGE ? height : 0);
    if (level == LEVEL_PAGE)
        return 0;
    return add_word(r,
                    &(px_filed_word){
                        .text = visible(r->arena, columns[COLUMNS - 1]),
                        .x0 = left,
                        .y0 = top,
                        .x1 = left + width,
                        .y1 = top + height,
                        .page = (unsigned)page,
                    },
                    err);
}

static int read_rows(word_reader *r, px_str tsv, px_error *err)
{
    px_str line, columns[COLUMNS];

    for (size_t number = 1; px_str_line(&tsv, &line); number++) {
        size_t n = 0;
        int rc;

        if (number == 1 || !line.len)
            continue;
        while (n < COLUMNS - 1 && px_str_split(&line, '\t', &columns[n]))
            n++;
        if (n < COLUMNS - 1 || !line.ptr)
            return fail_line(number, "columns", err);
        columns[COLUMNS - 1] = line;
        rc = read_row(r, columns, number, err);
        if (rc < 0)
            return rc;
    }
    return 0;
}

/* ---- Lines */

static int middle(const px_filed_word *word)
{
    return word->y0 + (word->y1 - word->y0) / 2;
}

static int by_middle(const void *a, const void *b)
{
    const px_filed_word *left = a, *right = b;

    if (left->page != right->page)
        return left->page < right->page ? -1 : 1;
    if (middle(left) != middle(right))
        return middle(left) < middle(right) ? -1 : 1;
    return left->x0 != right->x0 ? (left->x0 < right->x0 ? -1 : 1) : 0;
}

static int by_place(const void *a, const void *b)
{
    const px_filed_word *left = a, *right = b;

    if (left->x0 != right->x0)
        return left->x0 < right->x0 ? -1 : 1;
    return left->y0 != right->y0 ? (left->y0 < right->y0 ? -1 : 1) : 0;
}

/* A word belongs to the line whose middle is nearer than a third of the smaller height. */
static bool same_line(const px_filed_word *first, const px_filed_word *word)
{
    const int height = PX_MIN(first->y1 - first->y0, word->y1 - word->y0);

    return first->page == word->page && middle(word) - middle(first) <= height / 3;
}

static void close_line(px_filed_words *words, px_filed_line *line)
{
    px_filed_word *w = words->words + line->first;

    qsort(w, line->count, sizeof(*w), by_place);
    *line = (px_filed_line){ .first = line->first,
                             .count = line->count,
                             .page = w->page,
                             .x0 = w->x0,
                             .y0 = w->y0,
                             .x1 = w->x1,
                             .y1 = w->y1 };
    for (size_t i = 0; i < line->count; i++) {
        w[i].line = (unsigned)(line - words->lines);
        w[i].line_start = i == 0;
        line->x1 = PX_MAX(line->x1, w[i].x1);
        line->y0 = PX_MIN(line->y0, w[i].y0);
        line->y1 = PX_MAX(line->y1, w[i].y1);
    }
}

static void make_lines(px_arena *arena, px_filed_words *words)
{
    if (!words->n_words)
        return;
    qsort(words->words, words->n_words, sizeof(*words->words), by_middle);
    words->lines = px_arena_array(arena, words->n_words, sizeof(*words->lines));
    for (size_t i = 0; i < words->n_words;) {
        px_filed_line *line = &words->lines[words->n_lines++];

        line->first = i;
        while (i < words->n_words && same_line(&words->words[line->first], &words->words[i])) {
            line->count++;
            i++;
        }
        close_line(words, line);
    }
}

/* ---- Furniture: lines at the edge of pages that are the same on several, but for digits */

static px_str without_digits(px_arena *arena, const px_filed_words *words,
                             const px_filed_line *line)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    for (size_t i = 0; i < line->count; i++) {
        const px_str letters = words->words[line->first + i].letters;

        for (size_t c = 0; c < letters.len; c++)
            if (!px_is_digit(letters.ptr[c]))
                px_builder_char(&out, letters.ptr[c]);
    }
    return px_arena_str(arena, px_builder_view(&out));
}

static bool at_edge(const px_filed_words *words, const px_filed_line *line)
{
    const int height = words->page_heights[line->page - 1];

    return height > 0 &&
           (line->y1 < height / FURNITURE_PART || line->y0 > height - height / FURNITURE_PART);
}

static void mark_line(px_filed_words *words, const px_filed_line *line)
{
    for (size_t w = 0; w < line->count; w++)
        words->words[line->first + w].furniture = true;
}

static void mark_furniture(px_arena *arena, px_filed_words *words)
{
    px_str *keys = px_arena_array(arena, words->n_lines + 1, sizeof(*keys));
    unsigned *seen = px_arena_array(arena, words->n_lines + 1, sizeof(*seen));
    px_map counts = PX_MAP_INIT;

    for (size_t i = 0; i < words->n_lines; i++) {
        unsigned *count;

        if (!at_edge(words, &words->lines[i]))
            continue;
        keys[i] = without_digits(arena, words, &words->lines[i]);
        count = px_map_get(&counts, keys[i]);
        if (!count) {
            count = &seen[i];
            (void)px_map_put(&counts, keys[i], count);
        }
        ++*count;
    }
    for (size_t i = 0; i < words->n_lines; i++) {
        const unsigned *count = keys[i].ptr ? px_map_get(&counts, keys[i]) : NULL;

        /* A number alone at the edge is that of the page, however few there are. */
        if (count && (*count >= FURNITURE_PAGES ||
                      (keys[i].len == 0 && words->lines[i].count == 1 && words->pages > 1)))
            mark_line(words, &words->lines[i]);
    }
    px_map_free(&counts);
}

int px_filed_words_read(px_arena *arena, px_str tsv, px_filed_words *ret_words, px_error *err)
{
    px_filed_words words = { 0 };
    word_reader reader = { .arena = arena, .words = &words };
    size_t bad;
    int rc;

    if (tsv.len > PX_FILED_MAX_BYTES)
        return px_fail(err, PX_ERR_TOO_LARGE,
                       N_("the document has more text than is accepted; give the summary alone"),
                       NULL);
    if (!px_utf8_valid(tsv, &bad))
        return fail_line(0, "UTF-8", err);
    rc = read_rows(&reader, tsv, err);
    if (rc < 0)
        return rc;
    make_lines(arena, &words);
    mark_furniture(arena, &words);
    *ret_words = words;
    return 0;
}

/* ---- Plain text */

static int read_typed(word_reader *r, px_str line, int number, px_error *err)
{
    size_t at = 0;
    int column = 0;

    while (at < line.len) {
        const size_t begin = at;
        const int start = column;
        int rc;

        if (px_is_space(line.ptr[at])) {
            at++;
            column++;
            continue;
        }
        while (at < line.len && !px_is_space(line.ptr[at])) {
            size_t n;

            (void)px_utf8_decode(px_str_sub(line, at, line.len), &n);
            at += n;
            column++;
        }
        if (column > PX_FILED_LENGTH_MAX / TYPED_WIDTH)
            column = PX_FILED_LENGTH_MAX / TYPED_WIDTH;
        rc = add_word(r,
                      &(px_filed_word){
                          .text = visible(r->arena, px_str_sub(line, begin, at)),
                          .x0 = PX_MIN(start, column) * TYPED_WIDTH,
                          .x1 = column * TYPED_WIDTH,
                          .y0 = number * TYPED_HEIGHT,
                          .y1 = (number + 1) * TYPED_HEIGHT,
                          .page = 1,
                      },
                      err);
        if (rc < 0)
            return rc;
    }
    return 0;
}

int px_filed_words_of_text(px_arena *arena, px_str text, px_filed_words *ret_words, px_error *err)
{
    px_filed_words words = { 0 };
    word_reader reader = { .arena = arena, .words = &words };
    px_str line;
    size_t bad;

    if (text.len > PX_FILED_MAX_BYTES)
        return px_fail(err, PX_ERR_TOO_LARGE,
                       N_("the document has more text than is accepted; give the summary alone"),
                       NULL);
    if (!px_utf8_valid(text, &bad))
        return px_fail(err, PX_ERR_MALFORMED,
                       N_("the text is not UTF-8; save it as UTF-8, or give the PDF"), NULL);
    (void)add_page(&reader, 1, 0);
    for (int number = 0; number < PX_FILED_MAX_WORDS && px_str_line(&text, &line); number++) {
        int rc = read_typed(&reader, line, number, err);

        if (rc < 0)
            return rc;
    }
    make_lines(arena, &words);
    *ret_words = words;
    return 0;
}

/* ---- Words that are laid out already */

int px_filed_words_of_places(px_arena *arena, const px_filed_word *list, size_t count,
                             px_filed_words *ret_words, px_error *err)
{
    px_filed_words words = { .unpaged = true };
    word_reader reader = { .arena = arena, .words = &words };
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < count; i++) {
        px_filed_word word = list[i];

        word.text = visible(arena, word.text);
        (void)add_page(&reader, word.page, 0);
        rc = add_word(&reader, &word, err);
    }
    if (rc < 0)
        return rc;
    make_lines(arena, &words);
    *ret_words = words;
    return 0;
}

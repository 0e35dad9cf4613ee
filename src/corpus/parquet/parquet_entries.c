/* SPDX-License-Identifier: EUPL-1.2 */
/* The entries of a column, there or null, page by page. */
#include "base/error.h"
#include "corpus/parquet/little_endian.h"
#include "corpus/parquet/parquet_column_priv.h"

#include "base/banned.h"

enum { LEVELS_MAX = 16 << 20 }; /* bytes of the levels of a page that is unpacked in parts */

/* What is left of the page is lost; of lists, what is left of all. */
static void lose(px_parquet_column *c, uint64_t entries)
{
    c->lost = entries;
    c->broken = c->broken || px_parquet_in_lists(c);
    c->left = c->sure = c->absent = c->run = 0;
    c->level_at = c->level_count = 0;
    c->values.taken = c->values.count = 0;
    c->values.stream = NULL;
}

/* ---- Pages */

/* Cuts the levels before the values of a v1 page off its body. */
static bool cut_levels(px_str *body, unsigned most, bool older, uint64_t entries, px_hybrid *levels)
{
    unsigned width = px_hybrid_width(most);
    uint64_t len;

    if (most == 0)
        return true;
    if (older) {
        len = (entries * width + 7) / 8;
    } else {
        if (body->len < 4)
            return false;
        len = px_le32(body->ptr);
        *body = px_str_sub(*body, 4, body->len);
    }
    if (len > body->len)
        return false;
    *levels = px_hybrid_of(px_str_sub(*body, 0, (size_t)len), width, older);
    *body = px_str_sub(*body, (size_t)len, body->len);
    return true;
}

/* The same of a page that is unpacked in parts: they are kept, as its window moves on. */
static bool keep_levels(px_parquet_column *c, size_t which, unsigned most, const px_parquet_page *p,
                        px_hybrid *levels)
{
    unsigned width = px_hybrid_width(most);
    bool older = which ? p->definition_older : p->repetition_older;
    uint64_t len = (p->entries * width + 7) / 8;

    if (most == 0)
        return true;
    if (!older) {
        if (!px_unpack_stream_need(p->stream, 4))
            return false;
        len = px_le32(px_unpack_stream_view(p->stream));
        (void)px_unpack_stream_skip(p->stream, 4);
    }
    if (len > LEVELS_MAX || !px_unpack_stream_need(p->stream, (size_t)len))
        return false;
    if (len > c->kept_room[which]) {
        free(c->kept[which]);
        c->kept[which] = px_alloc((size_t)len);
        c->kept_room[which] = (size_t)len;
    }
    if (len)
        memcpy(c->kept[which], px_unpack_stream_view(p->stream), (size_t)len);
    *levels = px_hybrid_of(px_str_n(c->kept[which], (size_t)len), width, older);
    return px_unpack_stream_skip(p->stream, len);
}

static px_trouble_kind open_parts(px_parquet_column *c, const px_parquet_page *page)
{
    if (!page->levels_apart && !(keep_levels(c, 0, c->leaf->max_repetition, page, &c->repetition) &&
                                 keep_levels(c, 1, c->leaf->max_definition, page, &c->definition)))
        return PX_TROUBLE_PAGE;
    px_parquet_values_stream(&c->values, c->leaf, page->stream, c->lengths_only);
    return PX_TROUBLE_NONE;
}

static px_trouble_kind open_page(px_parquet_column *c, const px_parquet_page *page)
{
    unsigned definition = c->leaf->max_definition, repetition = c->leaf->max_repetition;
    px_str body = page->body;

    c->left = page->entries;
    if (page->levels_apart) {
        c->repetition = px_hybrid_of(page->repetition, px_hybrid_width(repetition), false);
        c->definition = px_hybrid_of(page->definition, px_hybrid_width(definition), false);
    }
    if (page->stream)
        return open_parts(c, page);
    if (!page->levels_apart &&
        (!cut_levels(&body, repetition, page->repetition_older, page->entries, &c->repetition) ||
         !cut_levels(&body, definition, page->definition_older, page->entries, &c->definition)))
        return PX_TROUBLE_PAGE;
    /* A page of nulls alone may have no values of any encoding. */
    if (body.len == 0 && definition > 0) {
        c->values.fill = NULL;
        c->values.taken = c->values.count = 0;
        return PX_TROUBLE_NONE;
    }
    return px_parquet_values_open(&c->values, c->leaf, page->encoding, &c->dictionary, body);
}

static void take_page(px_parquet_column *c, const px_parquet_page *page)
{
    px_trouble_kind trouble = PX_TROUBLE_NONE;

    if (page->dictionary) {
        if (!px_parquet_dictionary_read(&c->dictionary, &c->values, c->leaf, &c->pages, page)) {
            px_parquet_column_report(c, PX_TROUBLE_PAGE);
            c->broken = true;
        }
        return;
    }
    trouble = open_page(c, page);
    if (trouble) {
        px_parquet_column_report(c, trouble);
        lose(c, page->entries);
    }
}

int px_parquet_column_finish(px_parquet_column *c, px_error *err)
{
    px_unpack_stream *stream = c->values.stream;

    c->values.stream = NULL;
    if (!stream)
        return 0;
    stream->err = err;
    if (!px_unpack_stream_finish(stream) && stream->rc >= 0)
        px_parquet_column_report(c, PX_TROUBLE_PAGE);
    return stream->rc;
}

/* Opens the next page; the end of the chunk where there is none. */
static int next_page(px_parquet_column *c, bool *ret_end, px_error *err)
{
    px_parquet_page page;
    px_parquet_found found;
    px_trouble_kind trouble;
    int rc = px_parquet_column_finish(c, err);

    if (rc >= 0)
        rc = px_parquet_pages_next(&c->pages, &page, &found, &trouble, err);
    if (rc < 0)
        return rc;
    *ret_end = found == PX_PARQUET_END;
    if (found == PX_PARQUET_END)
        return 0;
    c->place = page.at;
    if (found == PX_PARQUET_PAGE) {
        take_page(c, &page);
        return page.stream ? page.stream->rc : 0;
    }
    px_parquet_column_report(c, trouble);
    if (found == PX_PARQUET_LOST)
        lose(c, page.entries);
    else
        c->broken = true;
    return 0;
}

/* ---- Levels */

static void lose_rest(px_parquet_column *c)
{
    px_parquet_column_report(c, PX_TROUBLE_PAGE);
    lose(c, px_parquet_column_ahead(c));
}

int px_parquet_column_damaged(px_parquet_column *c)
{
    if (c->values.stream && c->values.stream->rc < 0)
        return c->values.stream->rc;
    lose_rest(c);
    return 0;
}

/* Of a column in lists: where both levels have a run, what they have in common of it. */
static bool read_common_run(px_parquet_column *c)
{
    uint64_t repetitions = px_hybrid_ahead(&c->repetition, &c->run_repetition);
    uint64_t definitions = px_hybrid_ahead(&c->definition, &c->run_definition);

    c->run = PX_MIN(PX_MIN(repetitions, definitions), c->left);
    px_hybrid_take(&c->repetition, c->run);
    px_hybrid_take(&c->definition, c->run);
    c->left -= c->run;
    return c->run > 0;
}

static void read_levels(px_parquet_column *c)
{
    size_t want = (size_t)PX_MIN(c->left, (uint64_t)PX_PARQUET_BATCH);
    size_t got = px_hybrid_read(&c->definition, c->definitions, want);

    if (px_parquet_in_lists(c) && got > 0)
        got = px_hybrid_read(&c->repetition, c->repetitions, got) == got ? got : 0;
    c->level_at = 0;
    c->level_count = (unsigned)got;
    if (got == 0)
        lose_rest(c);
    else
        c->left -= got;
}

/* Of a column in no list: runs are taken whole. */
static void read_runs(px_parquet_column *c)
{
    uint32_t level = 0;
    uint64_t run = c->left;

    if (c->leaf->max_definition) {
        run = PX_MIN(px_hybrid_ahead(&c->definition, &level), c->left);
        px_hybrid_take(&c->definition, run);
    }
    if (run == 0) {
        read_levels(c);
        return;
    }
    c->left -= run;
    if (level == c->leaf->max_definition)
        c->sure = run;
    else
        c->absent = run;
}

int px_parquet_column_ready(px_parquet_column *c, px_error *err)
{
    bool end = false;
    int rc = 0;

    while (rc >= 0 && !end && !c->sure && !c->absent && !c->lost && !c->run && !c->broken &&
           c->level_at == c->level_count) {
        if (c->left == 0)
            rc = next_page(c, &end, err);
        else if (!px_parquet_in_lists(c))
            read_runs(c);
        else if (!read_common_run(c))
            read_levels(c);
    }
    return rc;
}

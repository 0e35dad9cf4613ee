/* SPDX-License-Identifier: EUPL-1.2 */
#include "duty/filed/filed_cell.h"

#include <limits.h>
#include <stdint.h>

#include "base/ascii.h"
#include "duty/filed/filed_tick.h"
#include "duty/official_form.h"

#include "base/banned.h"

enum {
    SAME_LINE = 50,        /* so near are the tops of what stands in one line */
    COLUMN_GAP = 1000,     /* white space between a label and an answer beside it */
    EMPTY_COST = 3000,     /* of a label without an answer */
    LEAD_COST = 20,        /* of each line that is left to what comes before */
    LEAD_COST_TABLE = 10,  /* the same for lines of a table */
    TEXT_COST = 400,       /* of a line of text in an answer of boxes */
    BOX_COST = 1000,       /* of a line of boxes in an answer of text */
    RUNS_ON_PART = 8,      /* the part of its cost that counts where an answer may run on */
    LEAD_COST_NONE = 3000, /* the same where there is nothing before */
    CUT_GAP = 800,         /* a cut costs what this is more than the white space in it */
    OPEN_COST = 1600,      /* of a cut behind a line that ends within a sentence */
    GOES_ON_COST = 1600,   /* of an answer that begins within a sentence */
    PARTING_MAX = 4000000, /* labels by the square of lines: more are not parted this way */
    FULL_LINE = 65,        /* percent of a column that a line must fill to go on */
    HEADER_GAP = 150       /* percent of a line's height that ends an answer in the header */
};

/* ---- Parting lines among labels */

static bool ends_open(px_str text)
{
    static const char closed[] = ".!?:;)";

    return text.len && !strchr(closed, text.ptr[text.len - 1]) &&
           !px_str_starts(text, PX_STR("http"));
}

void px_filed_span_add(px_filed_span *span, const px_filed_word *word, bool first)
{
    size_t n;

    if (first)
        *span = (px_filed_span){ .y0 = word->y0,
                                 .y1 = word->y1,
                                 .x0 = word->x0,
                                 .x1 = word->x1,
                                 .goes_on = word->text.len && px_is_lower(word->text.ptr[0]) };
    span->y0 = PX_MIN(span->y0, word->y0);
    span->y1 = PX_MAX(span->y1, word->y1);
    span->x1 = PX_MAX(span->x1, word->x1);
    span->open = ends_open(word->text);
    span->ticks |= px_filed_tick_at(word->text, &n) != PX_TICK_NONE || px_str_is(word->text, "X");
}

/* Only a line that fills its column goes on in the next one. */
static void close_short_lines(px_filed_span *lines, size_t n_lines)
{
    int left = INT_MAX, right = INT_MIN;

    for (size_t i = 0; i < n_lines; i++) {
        left = PX_MIN(left, lines[i].x0);
        right = PX_MAX(right, lines[i].x1);
    }
    for (size_t i = 0; i < n_lines; i++)
        if (lines[i].x1 < left + (right - left) / 100 * FULL_LINE)
            lines[i].open = false;
}

static long label_cost(const px_filed_span *label, const px_filed_span *lines, size_t from,
                       size_t to)
{
    long middle, top;

    if (from == to)
        return EMPTY_COST;
    middle =
        labs(((long)lines[from].y0 + lines[to - 1].y1) / 2 - ((long)label->y0 + label->y1) / 2);
    top = labs((long)lines[from].y0 - label->y0);
    /* An address or a name in small letters stands in one line with its label. */
    return PX_MIN(middle, top) + (lines[from].goes_on && top > SAME_LINE ? GOES_ON_COST : 0);
}

/* Lines of text in an answer of boxes, and boxes in a text; texts[i]: lines without boxes among the
 * first i. */
static long text_cost(const px_filed_span *label, const size_t *texts, size_t from, size_t to)
{
    const long without = (long)(texts[to] - texts[from]);

    return label->ticks ? without * TEXT_COST : ((long)(to - from) - without) * BOX_COST;
}

static long cut_cost(const px_filed_span *lines, size_t n_lines, size_t at)
{
    long gap;

    if (at == 0 || at == n_lines)
        return 0;
    gap = (long)lines[at].y0 - lines[at - 1].y1;
    if (gap >= CUT_GAP)
        return 0;
    return CUT_GAP - PX_MAX(gap, 0) + (lines[at - 1].open ? OPEN_COST : 0);
}

static long lead_cost(const px_filed_span *lines, size_t n_lines, size_t count, px_filed_lead lead)
{
    static const long costs[] = { LEAD_COST_NONE, LEAD_COST, LEAD_COST, LEAD_COST_TABLE };

    if (count == 0)
        return lead == PX_LEAD_SURELY ? EMPTY_COST : 0;
    return (long)count * costs[lead] + cut_cost(lines, n_lines, count);
}

void px_filed_spans_part(px_arena *arena, const px_filed_span *label_spans, size_t n_labels,
                         px_filed_span *lines, size_t n_lines, px_filed_lead lead, bool runs_on,
                         size_t *ret_owner)
{
    const size_t width = n_lines + 1;
    long *best = px_arena_array(arena, (n_labels + 1) * width, sizeof(*best));
    size_t *from = px_arena_array(arena, (n_labels + 1) * width, sizeof(*from));
    size_t *texts = px_arena_array(arena, width, sizeof(*texts));
    size_t end = n_lines;

    close_short_lines(lines, n_lines);
    for (size_t j = 0; j < n_lines; j++)
        texts[j + 1] = texts[j] + (lines[j].ticks ? 0 : 1);
    for (size_t j = 0; j <= n_lines; j++)
        best[j] = lead_cost(lines, n_lines, j, lead);
    for (size_t k = 1; k <= n_labels; k++)
        for (size_t j = 0; j <= n_lines; j++) {
            best[k * width + j] = LONG_MAX;
            for (size_t i = 0; i <= j; i++) {
                const px_filed_span *label = &label_spans[k - 1];
                long own = label_cost(label, lines, i, j);
                long cost;

                if (runs_on && k == n_labels && i < j)
                    own /= RUNS_ON_PART;
                cost = best[(k - 1) * width + i] + own + text_cost(label, texts, i, j) +
                       cut_cost(lines, n_lines, j);

                if (cost < best[k * width + j]) {
                    best[k * width + j] = cost;
                    from[k * width + j] = i;
                }
            }
        }
    for (size_t k = n_labels; k > 0; k--) {
        const size_t begin = from[k * width + end];

        for (size_t i = begin; i < end; i++)
            ret_owner[i] = k - 1;
        end = begin;
    }
    for (size_t i = 0; i < end; i++)
        ret_owner[i] = n_labels;
}

/* ---- Pages */

typedef struct cells {
    px_arena *arena;
    const px_filed_words *words;
    const px_filed_found *found;
    size_t count;
    unsigned *owners;
    bool *beside; /* by label: its answer stands to its right */
} cells;

static bool is_answer(const px_filed_word *word)
{
    return !word->label && !word->furniture;
}

static bool takes_answers(const px_filed_found *found)
{
    return found->label->kind == PX_LABEL_FIELD || found->label->kind == PX_LABEL_EXTRA ||
           found->label->kind == PX_LABEL_VERSION || found->label->kind == PX_LABEL_DATED ||
           found->label->kind == PX_LABEL_FOREIGN;
}

/* 1: the word stands beside the label; -1: among its words or right behind them; 0: elsewhere. */
static int beside_word(const px_filed_found *found, const px_filed_word *word)
{
    const int middle = word->y0 + (word->y1 - word->y0) / 2;

    if (!is_answer(word) || middle < found->y0 || middle > found->y1)
        return 0;
    return word->x0 < found->x1 + COLUMN_GAP / 2 ? -1 : 1;
}

/* Something stands to the right, and does not simply run on behind the label. */
static bool stands_beside(const cells *c, const px_filed_found *found)
{
    const px_filed_word *words = c->words->words;
    bool beside = false;

    if (!takes_answers(found))
        return false;
    for (size_t i = found->first;
         i < c->words->n_words && words[i].page == found->page && words[i].y0 <= found->y1; i++) {
        const int where = beside_word(found, &words[i]);

        if (where < 0)
            return false;
        beside |= where > 0;
    }
    for (size_t i = found->first;
         i > 0 && words[i - 1].page == found->page && words[i - 1].y1 >= found->y0; i--) {
        const int where = beside_word(found, &words[i - 1]);

        if (where < 0)
            return false;
        beside |= where > 0;
    }
    return beside;
}

/* A label that closes what stands above it: a heading, or one whose answer follows. */
static bool is_wall(const cells *c, size_t index)
{
    return c->found[index].label->kind != PX_LABEL_PRINTED && !c->beside[index];
}

/* Words first to end - 1 follow label `owner` (0: none) and stand beside labels from to to - 1. */
typedef struct region {
    size_t first, end;
    size_t from, to;
    unsigned owner;
    px_filed_lead lead;
} region;

static bool in_header(const cells *c, unsigned owner)
{
    return owner && px_str_is(c->found[owner - 1].label->section, "0");
}

/* The header's answers are short: what stands further below is a title or an introduction. */
static bool has_left_header(const cells *c, const px_filed_word *before, const px_filed_word *word)
{
    const int height = PX_MAX(before->y1 - before->y0, 1);

    (void)c;
    return word->page != before->page || word->y0 - before->y1 > height * HEADER_GAP / 100;
}

static void give_all(cells *c, const region *r)
{
    const px_filed_word *before = NULL;
    unsigned owner = r->owner;

    if (owner && c->found[owner - 1].label->kind != PX_LABEL_PRINTED)
        before = &c->words->words[c->found[owner - 1].last];
    for (size_t i = r->first; i < r->end; i++) {
        const px_filed_word *word = &c->words->words[i];

        if (!is_answer(word))
            continue;
        if (before && in_header(c, owner) && !c->words->house.len &&
            has_left_header(c, before, word))
            owner = 0;
        c->owners[i] = owner;
        before = word;
    }
}

/* The words of one line of the region that are answers, as one line. */
static size_t answer_lines(const cells *c, const region *r, px_filed_span *ret_lines,
                           size_t *ret_line_of)
{
    size_t n = 0, current = SIZE_MAX;

    for (size_t i = r->first; i < r->end; i++) {
        const px_filed_word *word = &c->words->words[i];

        if (!is_answer(word))
            continue;
        n += current != word->line ? 1 : 0;
        px_filed_span_add(&ret_lines[n - 1], word, current != word->line);
        current = word->line;
        ret_line_of[i - r->first] = n - 1;
    }
    return n;
}

static bool answer_is_boxes(const px_filed_found *found)
{
    const px_official_form *form = px_official_form_by_name(PX_STR(PX_FORM_SUMMARY));
    const px_official_field *field = px_official_field_by_id(form, found->label->field);

    return field && (field->type == PX_FIELD_YES_NO || field->type == PX_FIELD_MODALITIES);
}

static bool ends_page(const cells *c, const region *r)
{
    return r->end > 0 && r->end < c->words->n_words &&
           c->words->words[r->end].page != c->words->words[r->end - 1].page;
}

/* Where the cells of a row are known and one label stands in it, all other cells answer it; what
 * stands in its own cell is said of the question. */
static void give_row(cells *c, const region *r, size_t label)
{
    const unsigned own = c->words->words[c->found[label].first].cell;

    for (size_t i = r->first; i < r->end; i++)
        if (is_answer(&c->words->words[i]) && c->words->words[i].cell != own)
            c->owners[i] = (unsigned)label + 1;
}

static void give_beside(cells *c, const region *r)
{
    const size_t n_words = r->end - r->first;
    px_filed_span *lines = px_arena_array(c->arena, n_words + 1, sizeof(*lines));
    size_t *line_of = px_arena_array(c->arena, n_words + 1, sizeof(*line_of));
    size_t *owner_of = px_arena_array(c->arena, n_words + 1, sizeof(*owner_of));
    px_filed_span *spans = px_arena_array(c->arena, r->to - r->from + 1, sizeof(*spans));
    size_t *index = px_arena_array(c->arena, r->to - r->from + 1, sizeof(*index));
    size_t n = answer_lines(c, r, lines, line_of), labels = 0;

    for (size_t k = r->from; k < r->to; k++)
        if (c->beside[k]) {
            spans[labels] = (px_filed_span){ .y0 = c->found[k].y0,
                                             .y1 = c->found[k].y1,
                                             .ticks = answer_is_boxes(&c->found[k]) };
            index[labels++] = k;
        }
    if (labels == 1 && c->words->words[c->found[index[0]].first].cell) {
        give_row(c, r, index[0]);
        return;
    }
    if (!labels || n * n * labels > PARTING_MAX) {
        give_all(c, r);
        return;
    }
    px_filed_spans_part(c->arena, spans, labels, lines, n, r->lead, ends_page(c, r), owner_of);
    for (size_t i = 0; i < n_words; i++) {
        const size_t owner = owner_of[line_of[i]];

        if (is_answer(&c->words->words[r->first + i]))
            c->owners[r->first + i] = owner == labels ? r->owner : (unsigned)index[owner] + 1;
    }
}

static bool has_beside(const cells *c, const region *r)
{
    for (size_t k = r->from; k < r->to; k++)
        if (c->beside[k])
            return true;
    return false;
}

static void give_region(cells *c, region *r)
{
    if (has_beside(c, r)) {
        give_beside(c, r);
        /* What goes on over the page goes on from the last label. */
        for (size_t k = r->to; k > r->from; k--)
            if (c->beside[k - 1]) {
                r->owner = (unsigned)k;
                break;
            }
    } else {
        give_all(c, r);
    }
}

/* What comes before the first label beside an answer, below this wall. */
static px_filed_lead lead_below(const px_filed_found *wall)
{
    if (takes_answers(wall))
        return PX_LEAD_SURELY;
    /* The table of section 1.3 has no label. */
    return px_str_is(wall->label->section, "1.3") ? PX_LEAD_TABLE : PX_LEAD_NONE;
}

/* One page: regions between walls, the first one continuing the page before. */
static unsigned give_page(cells *c, size_t first, size_t end, size_t from, size_t to,
                          unsigned owner)
{
    region r = {
        .first = first, .from = from, .owner = owner, .lead = owner ? PX_LEAD_SOME : PX_LEAD_TABLE
    };

    for (size_t k = from; k <= to; k++) {
        if (k < to && !is_wall(c, k))
            continue;
        r.end = k < to ? PX_MAX(c->found[k].first, r.first) : end;
        r.to = k;
        give_region(c, &r);
        if (k == to)
            break;
        r = (region){ .first = c->found[k].first,
                      .from = k + 1,
                      .owner = takes_answers(&c->found[k]) ? (unsigned)k + 1 : 0,
                      .lead = lead_below(&c->found[k]) };
    }
    return r.owner;
}

void px_filed_cells_assign(px_arena *arena, const px_filed_words *words,
                           const px_filed_found *found, size_t count, unsigned **ret_owners)
{
    cells c = { .arena = arena, .words = words, .found = found, .count = count };
    size_t first = 0, from = 0;
    unsigned owner = 0;

    c.owners = px_arena_array(arena, words->n_words + 1, sizeof(*c.owners));
    c.beside = px_arena_array(arena, count + 1, sizeof(*c.beside));
    for (size_t k = 0; k < count; k++)
        c.beside[k] = stands_beside(&c, &found[k]);
    while (first < words->n_words) {
        const unsigned page = words->words[first].page;
        size_t end = first, to = from;

        while (end < words->n_words && words->words[end].page == page)
            end++;
        while (to < count && found[to].page == page)
            to++;
        owner = give_page(&c, first, end, from, to, owner);
        first = end;
        from = to;
    }
    *ret_owners = c.owners;
}

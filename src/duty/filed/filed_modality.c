/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The table of section 1.3: a row for each modality with its tick, three boxes of ranges, and the
 * types of content. In PDFs it has three columns; pages that others made have it as a list.
 */
#include <stdint.h>

#include "base/builder.h"
#include "base/number.h"
#include "duty/check/check_word.h"
#include "duty/filed/filed_cell.h"
#include "duty/filed/filed_priv.h"
#include "duty/filed/filed_tick.h"

#include "base/banned.h"

enum {
    COLUMN_GAP = 400, /* white space between two columns of the table */
    ANCHOR_GAP = 500, /* behind the name of a modality that begins a row */
    COLUMNS_MAX = 8
};

typedef struct modality_table {
    px_check_subject *subject;
    const px_filed_words *words;
    px_check_modality current;
    bool begun;    /* current is set */
    int size_x;    /* where the column of sizes begins */
    int content_x; /* where the column of contents begins; 0: no columns */
    px_filed_pile size[PX_CHECK_MODALITY_COUNT], content[PX_CHECK_MODALITY_COUNT];
} modality_table;

/* ---- Sizes */

/* "text.2" of a phrase of class range, for this modality. */
static bool range_of(const px_check_phrase *phrase, px_check_modality modality, unsigned *ret_index)
{
    const char *unit = modality == PX_CHECK_MODALITY_TEXT    ? "tokens."
                       : modality == PX_CHECK_MODALITY_IMAGE ? "images."
                                                             : "hours.";
    const px_str value = phrase->value;

    if (!px_str_starts(value, px_str_of(unit)) || value.len != strlen(unit) + 1)
        return false;
    *ret_index = (unsigned)(value.ptr[value.len - 1] - '0');
    return *ret_index < 3;
}

/* The range that a plain text names, with the bytes of plain up to its end. */
static bool find_range(px_str plain, px_check_modality modality, unsigned *ret_index,
                       size_t *ret_end)
{
    const px_check_phrase *phrase;
    bool found = false;
    size_t longest = 0;

    for (size_t i = 0; (phrase = px_check_phrase_at(i)); i++) {
        size_t at;
        unsigned index;

        if (!px_str_is(phrase->klass, "range") || !range_of(phrase, modality, &index) ||
            phrase->plain.len <= longest)
            continue;
        at = px_str_find(plain, phrase->plain);
        if (at >= plain.len)
            continue;
        longest = phrase->plain.len;
        *ret_index = index;
        *ret_end = at + phrase->plain.len;
        found = true;
    }
    return found;
}

/* The text behind its first n words (of px_check_plain); words are told by spaces in both. */
static px_str behind_words(px_arena *arena, px_str text, size_t n)
{
    size_t at = 0;

    while (n > 0 && at < text.len) {
        const size_t end = at + px_str_find_char(px_str_sub(text, at, text.len), ' ');
        const size_t words = px_check_words(px_check_plain(arena, px_str_sub(text, at, end)));

        n -= PX_MIN(n, words);
        at = PX_MIN(end + 1, text.len);
    }
    return px_str_trim(px_str_sub(text, at, text.len));
}

/* From one sign to the next: an option of the form, and perhaps words behind it. */
static void read_option(px_check_subject *subject, px_check_modality modality, px_tick tick,
                        px_str text, px_builder *size)
{
    px_check_row *answer = &subject->modalities[modality];
    const px_str plain = px_check_plain(subject->arena, text);
    px_str more = text;
    unsigned index;
    size_t end;

    if (modality != PX_CHECK_MODALITY_OTHER && find_range(plain, modality, &index, &end)) {
        const size_t words = px_check_words(px_str_sub(plain, 0, end));

        /* Without a box the words themselves are the answer, unless they are part of a sentence. */
        if (tick == PX_TICK_TICKED || tick == PX_TICK_NONE)
            answer->ranges |= 1u << index;
        more = behind_words(subject->arena, text, words);
    }
    if (!px_str_trim(more).len)
        return;
    if (size->len)
        px_builder_char(size, ' ');
    px_builder_str(size, px_str_trim(more));
}

void px_filed_size_read(px_check_subject *subject, px_check_modality modality, px_str text)
{
    px_check_row *answer = &subject->modalities[modality];
    PX_AUTO_BUILDER px_builder size = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_str line = px_check_one_line(subject->arena, text);
    px_tick tick = PX_TICK_NONE;
    size_t from = 0, at = 0;

    while (at < line.len) {
        size_t n;
        const px_tick next = px_filed_tick_at(px_str_sub(line, at, line.len), &n);

        if (next == PX_TICK_NONE || (at > 0 && line.ptr[at - 1] != ' ')) {
            (void)px_utf8_decode(px_str_sub(line, at, line.len), &n);
            at += n;
            continue;
        }
        if (at > from)
            read_option(subject, modality, tick, px_str_trim(px_str_sub(line, from, at)), &size);
        tick = next;
        at += n;
        from = at;
    }
    if (line.len > from)
        read_option(subject, modality, tick, px_str_trim(px_str_sub(line, from, line.len)), &size);
    answer->size = px_arena_str(subject->arena, px_str_trim(px_builder_view(&size)));
    answer->size_plain = px_check_plain(subject->arena, answer->size);
}

/* ---- Rows and columns */

static bool is_sign(const px_filed_word *word)
{
    return !word->letters.len || px_str_is(word->text, "X") || px_str_is(word->text, "x");
}

/* Begins a row: the name of a modality at the left, alone or with white space behind it. */
static bool is_anchor(const px_filed_words *words, size_t at, px_arena *arena,
                      px_check_modality *ret_modality)
{
    const px_filed_word *word = &words->words[at];
    const bool last = at + 1 == words->n_words || words->words[at + 1].line != word->line;
    size_t lead = at;

    while (!words->words[lead].line_start && is_sign(&words->words[lead - 1]))
        lead--;
    if (!words->words[lead].line_start)
        return false;
    if (!last && word[1].x0 - word->x1 < ANCHOR_GAP)
        return false;
    return px_filed_modality_word(px_str_trim(px_check_plain(arena, word->text)), ret_modality);
}

static bool is_box(const px_filed_word *word)
{
    size_t n;

    return px_filed_tick_at(word->text, &n) != PX_TICK_NONE || px_str_is(word->text, "X") ||
           px_str_is(word->text, "x");
}

static bool anchor_tick(const px_filed_words *words, size_t at, px_tick *ret_tick)
{
    size_t n;

    if (words->words[at].line_start)
        return false;
    *ret_tick = px_filed_tick_at(words->words[at - 1].text, &n);
    if (*ret_tick == PX_TICK_NONE && words->words[at - 1].letters.len &&
        is_sign(&words->words[at - 1]))
        *ret_tick = PX_TICK_TICKED;
    return *ret_tick != PX_TICK_NONE;
}

static void begin_row(modality_table *t, size_t at, px_check_modality modality)
{
    px_check_row *answer = &t->subject->modalities[modality];
    px_tick tick = PX_TICK_NONE;

    answer->named = true;
    answer->page = t->words->words[at].page;
    if (anchor_tick(t->words, at, &tick))
        answer->ticked = tick == PX_TICK_TICKED || tick == PX_TICK_CROSS;
    else
        answer->ticked = true; /* a list names only what there is */
    if (tick == PX_TICK_UNREADABLE)
        px_check_subject_note_add(t->subject, &t->subject->unread, PX_STR("1.3"),
                                  t->words->words[at].text, answer->page);
    t->current = modality;
    t->begun = true;
}

/* The words of one page of the table, and its rows. */
typedef struct page {
    const size_t *at; /* words */
    size_t count;
    size_t anchors[PX_CHECK_MODALITY_COUNT];
    px_check_modality modalities[PX_CHECK_MODALITY_COUNT];
    size_t n_anchors;
} page;

static void find_anchors(const modality_table *t, page *p)
{
    for (size_t i = 0; i < p->count && p->n_anchors < PX_CHECK_MODALITY_COUNT; i++) {
        px_check_modality modality;

        if (!is_anchor(t->words, p->at[i], t->subject->arena, &modality))
            continue;
        p->anchors[p->n_anchors] = p->at[i];
        p->modalities[p->n_anchors++] = modality;
    }
}

static bool in_gap(const modality_table *t, const page *p, int x, int *ret_next)
{
    int next = PX_FILED_LENGTH_MAX;

    for (size_t i = 0; i < p->count; i++) {
        const px_filed_word *word = &t->words->words[p->at[i]];

        if (word->x0 < x + COLUMN_GAP && word->x1 > x)
            return false;
        if (word->x0 >= x)
            next = PX_MIN(next, word->x0);
    }
    *ret_next = next;
    return next < PX_FILED_LENGTH_MAX;
}

/* Where words begin behind white space that goes down the whole page; how many. */
static int find_gaps(const modality_table *t, const page *p, int found[COLUMNS_MAX])
{
    int n = 0, left = PX_FILED_LENGTH_MAX;

    for (size_t i = 0; i < p->count; i++)
        left = PX_MIN(left, t->words->words[p->at[i]].x0);
    for (size_t i = 0; i < p->count && n < COLUMNS_MAX; i++) {
        const int x = t->words->words[p->at[i]].x1;
        int next;
        bool known = false;

        if (!in_gap(t, p, x, &next))
            continue;
        for (int k = 0; k < n; k++)
            known |= found[k] == next;
        if (!known && next > left)
            found[n++] = next;
    }
    return n;
}

/* The column of sizes is the first one right of the names, that of contents the last one. */
static void find_columns(modality_table *t, const page *p)
{
    int found[COLUMNS_MAX];
    const int n = find_gaps(t, p, found);

    t->size_x = t->content_x = 0;
    for (int k = 0; k < n; k++)
        if (found[k] > t->words->words[p->anchors[0]].x1 && (!t->size_x || found[k] < t->size_x))
            t->size_x = found[k];
    for (int k = 0; k < n && t->size_x; k++)
        t->content_x = found[k] > t->size_x ? PX_MAX(t->content_x, found[k]) : t->content_x;
    if (!t->content_x)
        t->size_x = 0;
}

/* Each row has three boxes: where their number fits, they tell the rows better than heights do. */
static bool give_boxes(modality_table *t, const page *p)
{
    enum { BOXES = 3 };
    px_check_modality rows[PX_CHECK_MODALITY_COUNT];
    size_t n_rows = 0, boxes = 0;

    for (size_t k = 0; k < p->n_anchors; k++)
        if (p->modalities[k] != PX_CHECK_MODALITY_OTHER)
            rows[n_rows++] = p->modalities[k];
    for (size_t pass = 0; pass < 2; pass++) {
        boxes = 0;
        for (size_t i = 0; i < p->count; i++) {
            const px_filed_word *word = &t->words->words[p->at[i]];

            if (word->x0 < t->size_x || word->x0 >= t->content_x)
                continue;
            boxes += is_box(word) ? 1 : 0;
            if (pass == 1 && boxes > 0)
                px_filed_pile_add(t->subject->arena, &t->size[rows[(boxes - 1) / BOXES]], p->at[i]);
        }
        if (!n_rows || boxes != n_rows * BOXES)
            return false;
    }
    return true;
}

/* Gives one column's words to the rows. */
static void give_column(modality_table *t, const page *p, int from, int to,
                        px_filed_pile piles[PX_CHECK_MODALITY_COUNT])
{
    px_arena *arena = t->subject->arena;
    px_filed_span spans[PX_CHECK_MODALITY_COUNT],
        *lines = px_arena_array(arena, p->count + 1, sizeof(*lines));
    size_t *line_of = px_arena_array(arena, p->count + 1, sizeof(*line_of));
    size_t *owner = px_arena_array(arena, p->count + 1, sizeof(*owner));
    size_t n = 0, current = SIZE_MAX;

    for (size_t i = 0; i < p->count; i++) {
        const px_filed_word *word = &t->words->words[p->at[i]];

        line_of[i] = SIZE_MAX;
        if (word->x0 < from || word->x0 >= to)
            continue;
        n += current != word->line ? 1 : 0;
        px_filed_span_add(&lines[n - 1], word, current != word->line);
        current = word->line;
        line_of[i] = n - 1;
    }
    for (size_t k = 0; k < p->n_anchors; k++)
        spans[k] = (px_filed_span){ .y0 = t->words->words[p->anchors[k]].y0,
                                    .y1 = t->words->words[p->anchors[k]].y1 };
    if (n > 1000)
        return;
    px_filed_spans_part(arena, spans, p->n_anchors, lines, n,
                        t->begun ? PX_LEAD_SOME : PX_LEAD_NONE, false, owner);
    for (size_t i = 0; i < p->count; i++) {
        if (line_of[i] == SIZE_MAX)
            continue;
        if (owner[line_of[i]] < p->n_anchors)
            px_filed_pile_add(arena, &piles[p->modalities[owner[line_of[i]]]], p->at[i]);
        else if (t->begun)
            px_filed_pile_add(arena, &piles[t->current], p->at[i]);
    }
}

/* ---- A list: the name of a modality, "Size: ...", and everything else on its content */

static void give_list(modality_table *t, const page *p)
{
    px_arena *arena = t->subject->arena;
    bool size = false;
    int size_x = 0;

    for (size_t i = 0; i < p->count; i++) {
        const px_filed_word *word = &t->words->words[p->at[i]];
        px_check_modality modality;

        if (is_anchor(t->words, p->at[i], arena, &modality)) {
            begin_row(t, p->at[i], modality);
            size = false;
            continue;
        }
        if (!t->begun)
            continue;
        if (px_str_is(word->letters, "size") || px_str_is(word->letters, "taille")) {
            size = true;
            size_x = word->x0;
            continue;
        }
        if (px_filed_is_bullet(word) && size && word->x0 < size_x)
            size = false;
        if (!px_filed_is_bullet(word))
            px_filed_pile_add(arena, size ? &t->size[t->current] : &t->content[t->current],
                              p->at[i]);
    }
}

static void read_page(modality_table *t, page *p)
{
    find_anchors(t, p);
    if (p->n_anchors)
        find_columns(t, p);
    if (!t->content_x) {
        give_list(t, p);
        return;
    }
    if (!give_boxes(t, p))
        give_column(t, p, t->size_x, t->content_x, t->size);
    give_column(t, p, t->content_x, PX_FILED_LENGTH_MAX, t->content);
    for (size_t i = 0; i < p->n_anchors; i++)
        begin_row(t, p->anchors[i], p->modalities[i]);
}

void px_filed_modality_table(px_check_subject *subject, const px_filed_words *words,
                             const px_filed_pile *pile)
{
    modality_table *t = px_arena_alloc(subject->arena, sizeof(*t));

    t->subject = subject;
    t->words = words;
    for (size_t first = 0; first < pile->count;) {
        page p = { .at = pile->at + first };

        while (first + p.count < pile->count &&
               words->words[pile->at[first + p.count]].page == words->words[pile->at[first]].page)
            p.count++;
        read_page(t, &p);
        first += p.count;
    }
    for (size_t i = 0; i < PX_CHECK_MODALITY_COUNT; i++) {
        px_check_row *answer = &subject->modalities[i];

        if (t->size[i].count)
            px_filed_size_read(subject, (px_check_modality)i,
                               px_filed_pile_text(subject->arena, words, &t->size[i]));
        if (t->content[i].count) {
            answer->content = px_filed_pile_text(subject->arena, words, &t->content[i]);
            answer->content_plain = px_check_plain(subject->arena, answer->content);
        }
    }
}

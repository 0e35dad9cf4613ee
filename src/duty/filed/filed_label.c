/* SPDX-License-Identifier: EUPL-1.2 */
#include "duty/filed/filed_label.h"

#include <pthread.h>

#include "base/ascii.h"
#include "base/embedded.h"
#include "duty/check/check_date.h"
#include "duty/filed/filed_house.h"
#include "duty/filed/filed_tick.h"
#include "duty/official_form.h"

#include "base/banned.h"

enum {
    COLUMNS = 5,
    LABELS_MAX = 512,
    CELL_SLACK = 900,     /* how far from the label's edge its next line may begin */
    PRINTED_SLACK = 9000, /* the same for the form's long notes, which may be centred */
    COLUMN_GAP = 1000,    /* white space that parts columns */
    LINES_AHEAD = 6,      /* lines of another column that may stand between two of a label */
    SHORT_HEADING = 70,   /* bytes */
    LIGATURE_MAX = 3
};

static px_filed_label labels[LABELS_MAX];
static size_t n_labels;
static px_arena *labels_arena; /* lives as long as the program */
static pthread_once_t labels_once = PTHREAD_ONCE_INIT;

static const px_filed_label end_label = { .kind = PX_LABEL_END };

static bool read_kind(px_str word, px_label_kind *ret_kind)
{
    static const char *const kinds[] = { "heading", "field",   "extra", "version",
                                         "dated",   "printed", "hint",  "foreign" };

    for (size_t i = 0; i < PX_COUNT(kinds); i++)
        if (px_str_is(word, kinds[i])) {
            *ret_kind = (px_label_kind)i;
            return true;
        }
    return false;
}

static void add_house_label(px_label_kind kind, px_str field, px_str section, px_str wording)
{
    if (n_labels == LABELS_MAX - 1)
        return;
    labels[n_labels++] = (px_filed_label){
        .kind = kind,
        .field = field,
        .section = section,
        .wording = wording,
        .source = PX_STR("praxis"),
        .letters = px_filed_letters(labels_arena, wording),
        .house = true,
    };
}

/* The words in which praxis itself prints the form, in both languages. */
static void house_labels_read(void)
{
    const px_official_form *form = px_official_form_by_name(PX_STR(PX_FORM_SUMMARY));

    for (size_t i = 0; i < form->n_sections; i++) {
        const px_form_section *section = &form->sections[i];

        add_house_label(PX_LABEL_HEADING, PX_STR(""), section->id, section->title.en);
        add_house_label(PX_LABEL_HEADING, PX_STR(""), section->id, section->title.fr);
    }
    for (size_t i = 0; i < form->n_fields; i++) {
        const px_official_field *field = &form->fields[i];

        add_house_label(PX_LABEL_FIELD, field->id, field->section, field->label.en);
        add_house_label(PX_LABEL_FIELD, field->id, field->section, field->label.fr);
    }
}

static void labels_read(void)
{
    px_str rest = PX_STR_NONE, columns[COLUMNS];

    labels_arena = px_arena_new();
    while (n_labels < LABELS_MAX - 1 &&
           px_embedded_row("check_labels.tsv", &rest, columns, COLUMNS)) {
        px_filed_label *label = &labels[n_labels];

        if (!read_kind(columns[0], &label->kind))
            continue;
        label->field = columns[1];
        label->section = columns[2];
        label->wording = columns[3];
        label->source = columns[4];
        label->letters = px_filed_letters(labels_arena, label->wording);
        n_labels++;
    }
    house_labels_read();
}

const px_filed_label *px_filed_label_at(size_t index)
{
    (void)pthread_once(&labels_once, labels_read);
    return index < n_labels ? &labels[index] : NULL;
}

/* ---- Letters */

static bool is_replacement(px_str s)
{
    return px_str_starts(s, PX_STR("\xEF\xBF\xBD"));
}

/* How many letters of rest the whole word takes, or 0 where it does not fit. */
static size_t take_word(px_str word, px_str rest)
{
    static const size_t ligatures[] = { 2, 3, 1 };
    size_t same = 0;

    while (same < word.len && same < rest.len && word.ptr[same] == rest.ptr[same])
        same++;
    if (same == word.len)
        return same;
    word = px_str_sub(word, same, word.len);
    if (!is_replacement(word))
        return 0;
    word = px_str_sub(word, LIGATURE_MAX, word.len);
    for (size_t i = 0; i < PX_COUNT(ligatures); i++) {
        const size_t at = same + ligatures[i];
        size_t more;

        if (at > rest.len)
            continue;
        if (!word.len)
            return at;
        more = take_word(word, px_str_sub(rest, at, rest.len));
        if (more)
            return at + more;
    }
    return 0;
}

bool px_filed_letters_in(px_str letters, px_str text)
{
    for (size_t at = 0; letters.len && at + 1 < text.len; at++) {
        px_str rest = px_str_sub(text, at, text.len);

        if (px_str_starts(rest, letters))
            return true;
    }
    return px_str_eq(letters, text) && letters.len;
}

/* ---- One label at one place */

/* Where a label is being read. */
typedef struct reading {
    const px_filed_words *words;
    const px_filed_word *start;
    size_t last;    /* index of the last word taken */
    size_t highest; /* of all taken */
    size_t letters; /* taken of the label */
    int slack;
} reading;

/* Words without letters (bullets, dashes) between two of a label are passed over. */
static bool next_on_line(const reading *r, px_str rest, size_t *ret_index)
{
    const px_filed_words *words = r->words;

    for (size_t i = r->last + 1; i < words->n_words; i++) {
        const px_filed_word *word = &words->words[i];

        if (word->line != words->words[r->last].line)
            return false;
        if (!word->letters.len)
            continue;
        *ret_index = i;
        return take_word(word->letters, rest) > 0;
    }
    return false;
}

/* Does the label's cell go on with this word? At the left edge of the cell, or of the whole line.
 */
static bool continues(const reading *r, const px_filed_word *word)
{
    const int off = word->x0 - r->start->x0;
    const bool begins = word->line_start || word->x0 - word[-1].x1 >= COLUMN_GAP / 2;

    return word->letters.len && begins && off < r->slack &&
           (off > -r->slack || word->line_start || r->slack == PRINTED_SLACK);
}

static bool next_below(const reading *r, px_str rest, size_t *ret_index)
{
    const px_filed_words *words = r->words;
    const px_filed_word *last = &words->words[r->last];
    const int height = PX_MAX(last->y1 - last->y0, 1);
    size_t ahead = 0;

    for (size_t line = last->line + 1; line < words->n_lines && ahead < LINES_AHEAD; line++) {
        const px_filed_line *next = &words->lines[line];

        if (words->words[next->first].furniture)
            continue;
        ahead++;
        /* The next page is as near as the next line. */
        if (next->page == last->page && next->y0 > last->y1 + 2 * height)
            return false;
        for (size_t i = next->first; i < next->first + next->count; i++)
            if (continues(r, &words->words[i]) && take_word(words->words[i].letters, rest)) {
                *ret_index = i;
                return true;
            }
    }
    return false;
}

static int slack_of(const px_filed_label *label)
{
    return label->kind == PX_LABEL_PRINTED ? PRINTED_SLACK : CELL_SLACK;
}

static bool read_label(const px_filed_words *words, size_t at, const px_filed_label *label,
                       reading *ret)
{
    reading r = { .words = words,
                  .start = &words->words[at],
                  .last = at,
                  .highest = at,
                  .slack = slack_of(label) };
    const px_str letters = label->letters;
    size_t next = at;

    if (!words->words[at].letters.len)
        return false;
    while (true) {
        size_t taken =
            take_word(words->words[next].letters, px_str_sub(letters, r.letters, letters.len));
        px_str rest;

        if (!taken)
            return false;
        r.letters += taken;
        r.last = next;
        r.highest = PX_MAX(r.highest, next);
        if (r.letters == letters.len) {
            *ret = r;
            return true;
        }
        rest = px_str_sub(letters, r.letters, letters.len);
        if (!next_on_line(&r, rest, &next) && !next_below(&r, rest, &next))
            return false;
    }
}

/* ---- Where labels may begin and end */

/* "2.2.1.A", "1.", "3.1" */
static bool is_number(px_str text)
{
    size_t digits = 0;

    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];

        digits += px_is_digit(c) ? 1 : 0;
        if (!px_is_digit(c) && c != '.' && !(px_is_letter(c) && i && text.ptr[i - 1] == '.'))
            return false;
    }
    return digits > 0 && text.len <= 12;
}

static bool is_lead(const px_filed_word *word)
{
    return !word->letters.len || is_number(word->text) || px_str_is(word->text, "Q:") ||
           px_str_is(word->text, "A:");
}

static bool may_begin(const px_filed_words *words, size_t at)
{
    const px_filed_word *word = &words->words[at];

    return word->line_start || is_lead(word - 1) || word->x0 - word[-1].x1 >= COLUMN_GAP;
}

static bool ends_line(const px_filed_words *words, size_t at)
{
    for (size_t i = at + 1; i < words->n_words && words->words[i].line == words->words[at].line;
         i++)
        if (words->words[i].letters.len)
            return false;
    return true;
}

static bool begins_line(const px_filed_words *words, size_t at)
{
    while (!words->words[at].line_start) {
        if (!is_lead(&words->words[at - 1]))
            return false;
        at--;
    }
    return true;
}

/* "v1.0:", "1.0" */
static bool is_version(px_str text)
{
    if (text.len && px_lower(text.ptr[0]) == 'v')
        text = px_str_sub(text, 1, text.len);
    return text.len && px_is_digit(text.ptr[0]);
}

/* A colon ends the word, and all that follows in the line is a date. */
static bool is_dated(const px_filed_words *words, size_t last)
{
    enum { DATE_WORDS = 3 }; /* "January 6, 2026" */
    char date[64] = "";
    size_t len = 0, n = 0;

    if (!px_str_ends(words->words[last].text, PX_STR(":")))
        return false;
    for (size_t i = last + 1; i < words->n_words && words->words[i].line == words->words[last].line;
         i++, n++) {
        const px_str text = words->words[i].text;

        if (n == DATE_WORDS || text.len + len + 2 > sizeof(date))
            return false;
        len += (size_t)snprintf(date + len, sizeof(date) - len, "%.*s ", PX_STR_ARG(text));
    }
    return px_check_date_find(px_str_n(date, len), 0).kind >= PX_DATE_MONTH;
}

static bool fits(const px_filed_label *label, const reading *r, size_t at)
{
    const px_filed_words *words = r->words;

    switch (label->kind) {
    case PX_LABEL_HEADING:
        return begins_line(words, at) && ends_line(words, r->last);
    case PX_LABEL_VERSION:
        return r->last + 1 < words->n_words && begins_line(words, at) &&
               words->words[r->last + 1].line == words->words[at].line &&
               is_version(words->words[r->last + 1].text);
    case PX_LABEL_DATED:
        return begins_line(words, at) && is_dated(words, r->last);
    case PX_LABEL_PRINTED:
        return true;
    case PX_LABEL_FIELD:
    case PX_LABEL_EXTRA:
    case PX_LABEL_FOREIGN:
        return may_begin(words, at);
    case PX_LABEL_HINT:
    case PX_LABEL_END:
        return false;
    }
    return false;
}

/* A label without a section of its own fits everywhere; the same wording in several sections means
 * the field of the section that the reader is in. */
static bool in_section(const px_filed_label *label, px_str section)
{
    for (size_t i = 0; i < n_labels; i++)
        if (&labels[i] != label && labels[i].house == label->house &&
            px_str_eq(labels[i].letters, label->letters) &&
            !px_str_eq(labels[i].section, label->section))
            return px_str_eq(label->section, section);
    return true;
}

static const px_filed_label *longest_label(const px_filed_words *words, size_t at, px_str section,
                                           reading *ret_reading)
{
    const px_filed_label *found = NULL;

    if (words->words[at].answer)
        return NULL;
    for (size_t i = 0; i < n_labels; i++) {
        reading r;

        if (labels[i].house != (words->house.len > 0) ||
            (found && labels[i].letters.len <= found->letters.len) ||
            !read_label(words, at, &labels[i], &r) || !fits(&labels[i], &r, at) ||
            !in_section(&labels[i], section))
            continue;
        found = &labels[i];
        *ret_reading = r;
    }
    return found;
}

/* ---- All labels */

typedef struct finder {
    px_arena *arena;
    px_filed_words *words;
    px_filed_found *found;
    size_t count, room;
    px_str section;
} finder;

static void take_in(px_filed_found *found, const px_filed_word *word)
{
    found->x0 = PX_MIN(found->x0, word->x0);
    found->x1 = PX_MAX(found->x1, word->x1);
    found->y0 = PX_MIN(found->y0, word->y0);
    found->y1 = PX_MAX(found->y1, word->y1);
}

/* Bullets and dashes between two words of a label belong to it. */
static void mark_between(finder *f, size_t from, size_t to)
{
    px_filed_word *words = f->words->words;
    size_t n;

    for (size_t i = from + 1; i < to && words[i].line == words[from].line; i++)
        if (!words[i].letters.len && px_filed_tick_at(words[i].text, &n) == PX_TICK_NONE)
            words[i].label = (unsigned)f->count;
}

static void add_found(finder *f, const px_filed_label *label, size_t at, const reading *r)
{
    px_filed_word *words = f->words->words;
    px_filed_found *found;
    reading again = {
        .words = f->words, .start = &words[at], .last = at, .slack = slack_of(label)
    };
    size_t next = at;

    f->found = px_arena_grow(f->arena, f->found, f->count, &f->room, sizeof(*f->found));
    found = &f->found[f->count++];
    *found = (px_filed_found){
        .label = label,
        .first = at,
        .last = r->highest,
        .page = words[at].page,
        .x0 = words[at].x0,
        .x1 = words[at].x1,
        .y0 = words[at].y0,
        .y1 = words[at].y1,
    };
    while (true) {
        px_str rest;

        mark_between(f, again.last, next);
        words[next].label = (unsigned)f->count;
        if (words[next].page == found->page)
            take_in(found, &words[next]);
        again.letters += take_word(words[next].letters,
                                   px_str_sub(label->letters, again.letters, label->letters.len));
        again.last = next;
        if (again.letters >= label->letters.len)
            break;
        rest = px_str_sub(label->letters, again.letters, label->letters.len);
        if (!next_on_line(&again, rest, &next) && !next_below(&again, rest, &next))
            break;
    }
    /* Bullets and numbers in front of it are no answer to what stands before. */
    for (size_t i = at; !words[i].line_start && is_lead(&words[i - 1]) && !words[i - 1].label;
         i--) {
        words[i - 1].label = (unsigned)f->count;
        if (is_number(words[i - 1].text))
            found->number = words[i - 1].text;
    }
    if (label->section.len && label->kind != PX_LABEL_PRINTED)
        f->section = label->section;
}

/* "4. Copyright policy" behind section 3: another document begins. */
static bool is_end(const finder *f, size_t at)
{
    const px_filed_words *words = f->words;
    const px_filed_word *word = &words->words[at];
    size_t bytes = 0, letters = 0;

    if (!word->line_start || !px_str_starts(f->section, PX_STR("3")) || !is_number(word->text) ||
        word->text.len < 2 || word->text.ptr[0] < '4' || word->text.ptr[1] != '.')
        return false;
    for (size_t i = at + 1; i < words->n_words && words->words[i].line == word->line; i++) {
        bytes += words->words[i].text.len + 1;
        letters += words->words[i].letters.len;
    }
    return letters > 0 && bytes < SHORT_HEADING && px_is_upper(word[1].text.ptr[0]);
}

void px_filed_labels_find(px_arena *arena, px_filed_words *words, px_filed_found **ret_found,
                          size_t *ret_count)
{
    finder f = { .arena = arena, .words = words, .section = PX_STR("0") };

    (void)px_filed_label_at(0);
    words->house = px_filed_house_language(arena, words);
    for (size_t i = 0; i < words->n_words; i++) {
        const px_filed_label *label;
        reading r;

        if (words->words[i].label || words->words[i].furniture)
            continue;
        if (is_end(&f, i)) {
            r = (reading){ .highest = i };
            add_found(&f, &end_label, i, &r);
            f.section = PX_STR("");
            continue;
        }
        label = longest_label(words, i, f.section, &r);
        if (label)
            add_found(&f, label, i, &r);
    }
    *ret_found = f.found;
    *ret_count = f.count;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* The body of a model card: tables with rows of models, tables of two columns, bold lines. */
#include "base/ascii.h"
#include "duty/model_card_priv.h"

#include "base/banned.h"

enum { LABEL_MAX = 80, LINE_VALUE_MAX = 2000 };

/* ---- What labels mean */

typedef enum card_kind {
    CARD_NUMBER,
    CARD_MONTH,
    CARD_DATE,
    CARD_MODALITIES,
    CARD_LANGUAGES,
    CARD_TEXT
} card_kind;

/* A label in small letters that holds the words, and none of `not`. The first that fits counts. */
static const struct {
    const char *words, *not;
    const char *field;
    card_kind kind;
} labels[] = {
    { "active param", NULL, "fact.active_parameters", CARD_NUMBER },
    { "activated param", NULL, "fact.active_parameters", CARD_NUMBER },
    { "param", "active", "fact.parameters", CARD_NUMBER },
    { "context", NULL, "fact.context", CARD_NUMBER },
    { "token count", NULL, "fact.training_tokens", CARD_NUMBER },
    { "training tokens", NULL, "fact.training_tokens", CARD_NUMBER },
    { "pretraining tokens", NULL, "fact.training_tokens", CARD_NUMBER },
    { "pre-training tokens", NULL, "fact.training_tokens", CARD_NUMBER },
    { "cutoff", NULL, "fact.knowledge_cutoff", CARD_MONTH },
    { "cut-off", NULL, "fact.knowledge_cutoff", CARD_MONTH },
    { "gpu hours", NULL, "fact.accelerator_hours", CARD_NUMBER },
    { "gpu-hours", NULL, "fact.accelerator_hours", CARD_NUMBER },
    { "power consumption (w)", NULL, "fact.accelerator_power", CARD_NUMBER },
    { "location-based", NULL, "fact.emissions", CARD_NUMBER },
    { "carbon emitted", NULL, "fact.emissions", CARD_NUMBER },
    { "input modalit", NULL, "fact.modalities_in", CARD_MODALITIES },
    { "output modalit", NULL, "fact.modalities_out", CARD_MODALITIES },
    { "number of layers", NULL, "fact.layers", CARD_NUMBER },
    { "vocabulary", NULL, "fact.vocabulary", CARD_NUMBER },
    { "vocab size", NULL, "fact.vocabulary", CARD_NUMBER },
    { "release date", NULL, "model.g.release", CARD_DATE },
    { "supported languages", NULL, "fact.languages", CARD_LANGUAGES },
    { "model architecture", NULL, "model.p.arch", CARD_TEXT },
};

static size_t label_of(px_arena *arena, px_str words)
{
    px_str lower = px_arena_lower(arena, words);

    for (size_t i = 0; words.len <= LABEL_MAX && i < PX_COUNT(labels); i++)
        if (px_str_find(lower, px_str_of(labels[i].words)) < lower.len &&
            (!labels[i].not|| px_str_find(lower, px_str_of(labels[i].not)) == lower.len))
            return i;
    return PX_COUNT(labels);
}

static json_t *text_new(px_str words)
{
    json_t *text;

    if (!words.len)
        return NULL;
    text = json_object();
    json_object_set_new(text, "en", json_stringn(words.ptr, words.len));
    return text;
}

static json_t *value_of(px_arena *arena, card_kind kind, px_str words)
{
    switch (kind) {
    case CARD_NUMBER:
        return card_number(arena, words);
    case CARD_MONTH:
        return card_month(words);
    case CARD_DATE:
        return card_date(words);
    case CARD_MODALITIES:
        return card_modalities(arena, words);
    case CARD_LANGUAGES:
        return card_languages(arena, words);
    default:
        return text_new(words);
    }
}

/* ---- Which row is this model's */

static bool is_word_char(char c)
{
    return px_is_digit(c) || px_is_lower(c) || px_is_upper(c) || c == '.';
}

/* The next word of letters, digits and points. */
static bool next_word(px_str *rest, px_str *ret_word)
{
    size_t from = 0, to;

    while (from < rest->len && !is_word_char(rest->ptr[from]))
        from++;
    for (to = from; to < rest->len && is_word_char(rest->ptr[to]);)
        to++;
    *ret_word = px_str_sub(*rest, from, to);
    *rest = px_str_sub(*rest, to, rest->len);
    return ret_word->len > 0;
}

static bool has_word(px_str text, px_str word)
{
    px_str other;

    while (next_word(&text, &other))
        if (px_str_eq_nocase(other, word))
            return true;
    return false;
}

/* How many words of the model's name stand in the row. */
static size_t row_score(const card_reading *r, const card_table *t, size_t row)
{
    px_str rest = r->name, word;
    size_t score = 0;

    while (next_word(&rest, &word)) {
        bool there = false;

        for (size_t c = 0; !there && c < t->n_columns; c++)
            there = has_word(t->cells[row * t->n_columns + c], word);
        score += there;
    }
    return score;
}

/* The row with most words of the name, behind the head; 0 where two have as many. */
static size_t row_of_model(const card_reading *r, const card_table *t)
{
    size_t best = 0, most = 0;
    bool tie = false;

    if (t->n_rows == 2)
        return 1;
    for (size_t row = 1; row < t->n_rows; row++) {
        size_t score = row_score(r, t, row);

        tie = score == most ? true : score < most && tie;
        if (score > most) {
            most = score;
            best = row;
            tie = false;
        }
    }
    return tie ? 0 : best;
}

/* ---- Tables */

static void table_of_models(card_reading *r, const card_table *t)
{
    size_t row = row_of_model(r, t);

    if (!row) {
        card_miss(r, t->where);
        return;
    }
    for (size_t c = 0; c < t->n_columns; c++) {
        px_str cell = t->cells[row * t->n_columns + c];
        size_t label = label_of(r->arena, card_plain(r->arena, t->cells[c]));

        if (label < PX_COUNT(labels))
            card_add(r, labels[label].field,
                     value_of(r->arena, labels[label].kind, card_plain(r->arena, cell)), cell);
    }
}

static void table_of_pairs(card_reading *r, const card_table *t)
{
    for (size_t row = 0; row < t->n_rows; row++) {
        px_str cell = t->cells[row * t->n_columns + 1];
        size_t label = label_of(r->arena, card_plain(r->arena, t->cells[row * t->n_columns]));

        if (label < PX_COUNT(labels))
            card_add(r, labels[label].field,
                     value_of(r->arena, labels[label].kind, card_plain(r->arena, cell)), cell);
    }
}

/* Known labels in the first row, or in the first column of two. */
static void body_table(card_reading *r, const card_table *t)
{
    size_t across = 0, down = 0;

    for (size_t c = 0; c < t->n_columns; c++)
        across += label_of(r->arena, card_plain(r->arena, t->cells[c])) < PX_COUNT(labels);
    for (size_t row = 0; t->n_columns == 2 && row < t->n_rows; row++)
        down += label_of(r->arena, card_plain(r->arena, t->cells[row * t->n_columns])) <
                PX_COUNT(labels);
    if (down > across)
        table_of_pairs(r, t);
    else if (across && t->n_rows > 1)
        table_of_models(r, t);
}

/* ---- Lines: "**Label:** value", also as items of a list */

static void body_line(card_reading *r, px_str line)
{
    px_str label, value;
    size_t end, known;

    line = px_str_trim(line);
    while (px_str_starts(line, PX_STR("- ")) || px_str_starts(line, PX_STR("* ")))
        line = px_str_trim(px_str_sub(line, 2, line.len));
    if (!px_str_starts(line, PX_STR("**")) || line.len > LINE_VALUE_MAX)
        return;
    line = px_str_sub(line, 2, line.len);
    end = px_str_find(line, PX_STR("**"));
    label = px_str_trim(px_str_sub(line, 0, end));
    value = px_str_trim(px_str_sub(line, end + 2, line.len));
    if (px_str_ends(label, PX_STR(":")))
        label = px_str_sub(label, 0, label.len - 1);
    else if (px_str_starts(value, PX_STR(":")))
        value = px_str_trim(px_str_sub(value, 1, value.len));
    else
        return;
    known = label_of(r->arena, label);
    if (known < PX_COUNT(labels) && value.len)
        card_add(r, labels[known].field,
                 value_of(r->arena, labels[known].kind, card_plain(r->arena, value)), value);
}

void card_read_body(card_reading *r, px_str body)
{
    px_str line;

    card_each_table(r, body, body_table);
    while (body.ptr && px_str_line(&body, &line))
        body_line(r, line);
}

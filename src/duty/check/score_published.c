/* SPDX-License-Identifier: EUPL-1.2 */
/* Published evaluations: sums of points by section and dimension, in a fixed form of YAML. */
#include "base/embedded.h"
#include "base/number.h"
#include "duty/check/score_priv.h"
#include "duty/official_form.h"

#include "base/banned.h"

enum { COLUMNS = 4, POINTS_MAX = 100000 };

static int fail_line(size_t number, px_error *err)
{
    char line[24];

    (void)snprintf(line, sizeof(line), "%zu", number);
    return px_fail(err, PX_ERR_MALFORMED,
                   N_("line {line} is none of a published evaluation: sections S1 to S8 have "
                      "dimensions D1 to D6 with score and max_score, or with percent"),
                   "line", line, NULL);
}

/* "S3:" as 2; -1 for anything else. */
static int key_number(px_str line, char letter, int most)
{
    if (line.len < 3 || line.ptr[0] != letter || line.ptr[2] != ':' || line.ptr[1] < '1' ||
        line.ptr[1] > '0' + most)
        return -1;
    return line.ptr[1] - '1';
}

/* The number behind the key, times so many; false where it is another key. */
static bool read_times(px_str line, const char *key, double times, long long *ret_number,
                       bool *ret_bad)
{
    px_error ignored = PX_ERROR_INIT;
    double value;

    if (!px_str_starts(line, px_str_of(key)))
        return false;
    line = px_str_trim(px_str_sub(line, strlen(key), line.len));
    *ret_bad = px_parse_real(line, 0, POINTS_MAX, &value, &ignored) < 0;
    if (!*ret_bad)
        *ret_number = (long long)(value * times + 0.5);
    return true;
}

static px_str unquoted(px_str text)
{
    text = px_str_trim(text);
    if (text.len >= 2 && text.ptr[0] == '"' && text.ptr[text.len - 1] == '"')
        text = px_str_sub(text, 1, text.len - 1);
    return text;
}

/* Where in the evaluation a line stands. */
typedef struct place {
    int section, dimension; /* -1: none */
} place;

/* Takes a trimmed line in; false for points that are none. ret_any becomes true for points. */
static bool read_line(px_evaluation *published, px_str line, bool indented, place *at,
                      bool *ret_any)
{
    bool bad = false;

    if (!indented && line.len && line.ptr[0] != '#') {
        at->section = key_number(line, 'S', PX_SCORE_SECTIONS);
        at->dimension = -1;
        return true;
    }
    if (at->section < 0)
        return true;
    if (key_number(line, 'D', PX_SCORE_DIMENSION_COUNT) >= 0) {
        at->dimension = key_number(line, 'D', PX_SCORE_DIMENSION_COUNT);
        return true;
    }
    if (at->dimension < 0)
        return true;
    if (read_times(line, "score:", 2, &published->score2[at->section][at->dimension], &bad) ||
        read_times(line, "max_score:", 2, &published->possible2[at->section][at->dimension],
                   &bad) ||
        read_times(line, "percent:", 100, &published->percent[at->section][at->dimension], &bad))
        *ret_any = true;
    return !bad;
}

int px_published_read(px_arena *arena, px_str text, px_evaluation *ret_published, px_error *err)
{
    px_evaluation published = { .model = PX_STR("") };
    place at = { -1, -1 };
    px_str line;
    bool any = false;

    memset(published.percent, -1, sizeof(published.percent));
    for (size_t number = 1; px_str_line(&text, &line); number++) {
        const bool indented = line.len && line.ptr[0] == ' ';

        line = px_str_trim(line);
        if (!indented && px_str_starts(line, PX_STR("model_name:")))
            published.model =
                px_arena_str(arena, unquoted(px_str_sub(line, strlen("model_name:"), line.len)));
        if (!read_line(&published, line, indented, &at, &any))
            return fail_line(number, err);
    }
    if (!any)
        return fail_line(1, err);
    px_published_solve(&published);
    *ret_published = published;
    return 0;
}

/* ---- What notes name */

unsigned px_published_noted(const px_evaluation *published, const px_criterion *criterion)
{
    px_str rest = PX_STR_NONE, columns[COLUMNS];

    while (px_embedded_row("score_published.tsv", &rest, columns, COLUMNS)) {
        if (!px_str_eq(columns[0], published->model) || !px_str_eq(columns[1], criterion->id))
            continue;
        if (px_str_is(columns[2], "0"))
            return 1u << PX_SCORE_VERDICT_ABSENT;
        return px_str_is(columns[2], "0.5") ? 1u << PX_SCORE_VERDICT_PARTLY : PX_POSSIBLE_LOST;
    }
    return 0;
}

unsigned px_criterion_allowed(const px_criterion *criterion)
{
    const px_official_form *form = px_official_form_by_name(PX_STR(PX_FORM_SUMMARY));
    const px_official_field *field = px_official_field_by_id(form, criterion->field);
    unsigned possible = PX_POSSIBLE_ALL;

    if (!field || (field->type != PX_FIELD_YES_NO && field->type != PX_FIELD_MODALITIES))
        return possible;
    if (field->type == PX_FIELD_YES_NO && !field->n_conditions)
        possible &= ~(unsigned)PX_POSSIBLE_NONE;
    if (criterion->dimension == PX_SCORE_DIMENSION_COMPLETENESS)
        possible &= ~(1u << PX_SCORE_VERDICT_PARTLY);
    return possible;
}

/* ---- Comparison */

static const char *words_of(unsigned possible)
{
    /* By the bits of absent, partly and met above that of "does not apply". */
    static const char *const names[] = {
        "!", "-",   "0",   "0|-",   "0.5",   "0.5|-",   "<1",      "<1|-",
        "1", "1|-", "1|0", "1|0|-", "1|0.5", "1|0.5|-", "1|0.5|0", "?",
    };

    return names[possible >> PX_SCORE_VERDICT_NOT_APPLICABLE];
}

/* Met, lost something, or does not apply. */
static unsigned class_of(px_score_verdict verdict)
{
    const unsigned bit = 1u << verdict;

    return bit & PX_POSSIBLE_LOST ? PX_POSSIBLE_LOST : bit;
}

px_agreement px_published_compare(const px_evaluation *published, const px_criterion *criterion,
                                  px_score_verdict verdict, const char **ret_words)
{
    const unsigned possible = published->possible[criterion - px_criterion_at(0)];
    unsigned others;

    *ret_words =
        published->contradicts[criterion->section][criterion->dimension] ? "!" : words_of(possible);
    if (verdict == PX_SCORE_VERDICT_HUMAN)
        return PX_AGREEMENT_UNKNOWN;
    if (!(possible & class_of(verdict)))
        return PX_AGREEMENT_OTHER;
    others = possible & ~class_of(verdict);
    /* Whoever judges a criterion has seen that it applies: then only points decide. */
    if (verdict != PX_SCORE_VERDICT_NOT_APPLICABLE)
        others &= ~(unsigned)PX_POSSIBLE_NONE;
    return others ? PX_AGREEMENT_UNKNOWN : PX_AGREEMENT_SAME;
}

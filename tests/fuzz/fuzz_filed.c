/* SPDX-License-Identifier: EUPL-1.2 */
/* Any list of words, any text: what is read is within its bounds, every rule and every criterion
 * can be asked of it, and the same bytes give the same findings. */
#include <stdint.h>
#include <stdlib.h>

#include "duty/check/score.h"
#include "duty/filed/filed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds)
{
    if (!holds)
        abort();
}

static void demand_answers(const px_check_subject *subject)
{
    for (size_t i = 0; i < subject->form->n_fields; i++) {
        const px_answer *answer = &subject->answers[i];

        demand(px_utf8_valid(answer->text, NULL) && px_utf8_valid(answer->plain, NULL));
        demand(answer->plain.len > 0 && answer->plain.ptr[0] == ' ');
        demand(answer->modalities < 1u << PX_CHECK_MODALITY_COUNT);
        demand(answer->state != PX_ANSWER_UNREADABLE || answer->yes_no == PX_YES_NO_NONE);
    }
}

static size_t check(px_check_subject *subject)
{
    const px_check_context context = { .today = { .year = 2026, .month = 11, .day = 30 } };
    px_findings findings;
    px_score score;

    px_check_run(subject, &context, &findings);
    for (size_t i = 0; i < findings.count; i++)
        demand(findings.list[i].message && findings.list[i].remedy &&
               px_utf8_valid(findings.list[i].words, NULL));
    px_score_make(subject, &findings, &score);
    demand(score.all.points2 <= score.all.possible2);
    return findings.count;
}

static void try_words(px_arena *arena, px_str input, bool typed)
{
    px_check_subject *subject;
    px_error err = PX_ERROR_INIT;
    size_t counts[2];

    for (size_t i = 0; i < 2; i++) {
        px_filed_words words;
        const int rc = typed ? px_filed_words_of_text(arena, input, &words, &err)
                             : px_filed_words_read(arena, input, &words, &err);

        if (rc < 0) {
            demand(err.message && (err.code == PX_ERR_MALFORMED || err.code == PX_ERR_TOO_LARGE));
            return;
        }
        for (size_t w = 0; w < words.n_words; w++)
            demand(words.words[w].line < words.n_lines && words.words[w].page >= 1 &&
                   words.words[w].page <= words.pages);
        if (px_filed_read(arena, &words, &subject, &err) < 0) {
            demand(err.code == PX_ERR_UNSUPPORTED);
            return;
        }
        demand_answers(subject);
        counts[i] = check(subject);
    }
    demand(counts[0] == counts[1]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_error err = PX_ERROR_INIT;
    px_evaluation published;
    px_str input = px_str_n((const char *)data, size);

    if (size > 65536)
        return 0;
    try_words(arena, input, px_str_find_char(input, '\t') == input.len);
    if (px_published_read(arena, input, &published, &err) < 0)
        demand(err.code == PX_ERR_MALFORMED);
    return 0;
}

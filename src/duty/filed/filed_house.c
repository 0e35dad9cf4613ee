/* SPDX-License-Identifier: EUPL-1.2 */
#include "duty/filed/filed_house.h"

#include "base/builder.h"
#include "duty/check/check_word.h"
#include "duty/filed/filed_priv.h"
#include "duty/filed/filed_tick.h"

#include "base/banned.h"

px_str px_filed_house_language(px_arena *arena, const px_filed_words *words)
{
    PX_AUTO_BUILDER px_builder all = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_check_phrase *phrase;

    for (size_t i = 0; i < words->n_words; i++)
        px_builder_str(&all, words->words[i].letters);
    for (size_t i = 0; (phrase = px_check_phrase_at(i)); i++) {
        px_str letters;

        if (!px_str_is(phrase->klass, "house-document"))
            continue;
        letters = px_filed_letters(arena, phrase->phrase);
        if (px_str_find(px_builder_view(&all), letters) < all.len)
            return phrase->language;
    }
    return PX_STR("");
}

void px_filed_house_answer(px_check_subject *subject, px_answer *answer)
{
    static const struct {
        const char *klass;
        px_answer_state state;
    } words[] = {
        { "house-missing", PX_ANSWER_MISSING },
        { "house-unreadable", PX_ANSWER_UNREADABLE },
        { "house-not-applicable", PX_ANSWER_NOT_APPLICABLE },
        { "house-not-available", PX_ANSWER_NOT_AVAILABLE },
    };
    const px_str plain = px_check_plain(subject->arena, answer->text);

    for (size_t i = 0; i < PX_COUNT(words); i++) {
        const bool whole =
            words[i].state == PX_ANSWER_MISSING || words[i].state == PX_ANSWER_UNREADABLE;

        if (whole ? !px_check_phrase_is(words[i].klass, plain)
                  : !px_check_phrase_leads(words[i].klass, plain))
            continue;
        answer->state = words[i].state;
        if (!whole)
            return;
        answer->text = PX_STR("");
        answer->plain = PX_STR(" ");
        return;
    }
}

/* ---- Section 1.3 */

/* A line that is the name of a modality, or begins with it and a colon; ret_rest: what follows. */
static bool begins_row(px_arena *arena, px_str line, px_check_modality *ret_modality,
                       px_str *ret_rest)
{
    const size_t colon = px_str_find_char(line, ':');

    *ret_rest = colon < line.len ? px_str_trim(px_str_sub(line, colon + 1, line.len)) : PX_STR("");
    return px_filed_modality_word(px_str_trim(px_check_plain(arena, px_str_sub(line, 0, colon))),
                                  ret_modality);
}

static void end_row(px_check_subject *subject, bool sizes, px_check_modality modality,
                    px_builder *text)
{
    px_check_row *row = &subject->modalities[modality];
    const px_str words = px_arena_str(subject->arena, px_str_trim(px_builder_view(text)));

    if (sizes) {
        px_filed_size_read(subject, modality, words);
    } else {
        row->content = words;
        row->content_plain = px_check_plain(subject->arena, words);
    }
    px_builder_clear(text);
}

/* The lines of an answer, given to the modality whose name stands before them. */
static void read_rows(px_check_subject *subject, const px_answer *answer, bool sizes)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_check_modality current = PX_CHECK_MODALITY_TEXT, next;
    px_str rest = answer->text, line, more;
    bool begun = false;

    if (answer->state != PX_ANSWER_GIVEN)
        return;
    while (px_str_line(&rest, &line)) {
        if (begins_row(subject->arena, line, &next, &more)) {
            if (begun)
                end_row(subject, sizes, current, &text);
            begun = true;
            current = next;
            subject->modalities[current].named = true;
            subject->modalities[current].page = answer->page;
            px_builder_str(&text, more);
        } else {
            px_builder_char(&text, '\n');
            px_builder_str(&text, line);
        }
    }
    if (begun)
        end_row(subject, sizes, current, &text);
}

void px_filed_house_table(px_check_subject *subject)
{
    const px_answer *modalities = px_check_subject_answer(subject, "1.3.a");

    for (size_t i = 0; i < PX_CHECK_MODALITY_COUNT; i++) {
        px_check_row *row = &subject->modalities[i];

        row->ticked = modalities->modalities & (1u << i);
        row->named |= modalities->labelled;
        row->page = modalities->page;
    }
    read_rows(subject, px_check_subject_answer(subject, "1.3.b"), true);
    read_rows(subject, px_check_subject_answer(subject, "1.3.c"), false);
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "duty/check/check_subject.h"

#include <assert.h>
#include <utf8proc.h>

#include "base/builder.h"
#include "duty/check/check_word.h"

#include "base/banned.h"

enum { REASON_WORDS = 20 }; /* with more beside "not applicable" the answer says something */

static const char *const modality_names[PX_CHECK_MODALITY_COUNT] = { "text", "image", "audio",
                                                                     "video", "other" };

const char *px_check_modality_name(px_check_modality modality)
{
    return modality_names[modality];
}

bool px_check_modality_find(px_str name, px_check_modality *ret_modality)
{
    for (size_t i = 0; i < PX_COUNT(modality_names); i++)
        if (px_str_is(name, modality_names[i])) {
            *ret_modality = (px_check_modality)i;
            return true;
        }
    return false;
}

px_check_subject *px_check_subject_new(px_arena *arena, const px_official_form *form)
{
    px_check_subject *subject = px_arena_alloc(arena, sizeof(*subject));

    subject->arena = arena;
    subject->form = form;
    subject->language = PX_STR("en");
    subject->words = PX_STR(" ");
    subject->answers = px_arena_array(arena, form->n_fields, sizeof(*subject->answers));
    for (size_t i = 0; i < form->n_fields; i++)
        subject->answers[i] = (px_answer){ .field = &form->fields[i],
                                           .text = PX_STR(""),
                                           .plain = PX_STR(" "),
                                           .remark = PX_STR("") };
    for (size_t i = 0; i < PX_CHECK_MODALITY_COUNT; i++)
        subject->modalities[i] = (px_check_row){ .size = PX_STR(""),
                                                 .size_plain = PX_STR(" "),
                                                 .content = PX_STR(""),
                                                 .content_plain = PX_STR(" ") };
    return subject;
}

px_answer *px_check_subject_answer(const px_check_subject *subject, const char *id)
{
    for (size_t i = 0; i < subject->form->n_fields; i++)
        if (px_str_is(subject->answers[i].field->id, id))
            return &subject->answers[i];
    assert(!"a field of the form");
    return &subject->answers[0];
}

const char *px_answer_state_name(px_answer_state state)
{
    static const char *const names[] = { "missing", "given", "not-applicable", "not-available",
                                         "unreadable" };

    return names[state];
}

const char *px_answer_title(const px_answer *answer)
{
    static const char *const yes_no[] = { NULL, N_("yes"), N_("no"), N_("yes and no"),
                                          N_("another box") };
    static const char *const states[] = { N_("missing"), N_("given"), N_("does not apply"),
                                          N_("not available"), N_("unreadable") };

    return yes_no[answer->yes_no] ? yes_no[answer->yes_no] : states[answer->state];
}

void px_check_subject_note_add(px_check_subject *subject, px_check_subject_notes *notes,
                               px_str section, px_str words, unsigned page)
{
    notes->notes = px_arena_grow(subject->arena, notes->notes, notes->count, &notes->room,
                                 sizeof(*notes->notes));
    notes->notes[notes->count++] =
        (px_check_subject_note){ .section = section, .words = words, .page = page };
}

static bool is_word(utf8proc_int32_t c)
{
    const utf8proc_category_t category = utf8proc_category(c);

    /* Some apostrophes are modifier letters. */
    return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO &&
            category != UTF8PROC_CATEGORY_LM) ||
           category == UTF8PROC_CATEGORY_ND || c == 0xFFFD;
}

px_str px_check_plain(px_arena *arena, px_str text)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_FREE utf8proc_uint8_t *folded = NULL;
    utf8proc_ssize_t len = 0;
    px_str rest;

    if (text.len)
        len = utf8proc_map((const utf8proc_uint8_t *)text.ptr, (utf8proc_ssize_t)text.len, &folded,
                           UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_STRIPMARK |
                               UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
    rest = px_str_n((const char *)folded, len > 0 ? (size_t)len : 0);
    px_builder_char(&out, ' ');
    while (rest.len) {
        size_t n;
        const unsigned c = px_utf8_decode(rest, &n);

        if (is_word((utf8proc_int32_t)c))
            px_builder_str(&out, px_str_n(rest.ptr, n));
        else if (out.ptr[out.len - 1] != ' ')
            px_builder_char(&out, ' ');
        rest = px_str_sub(rest, n, rest.len);
    }
    if (out.ptr[out.len - 1] != ' ')
        px_builder_char(&out, ' ');
    return px_arena_str(arena, px_builder_view(&out));
}

px_str px_check_one_line(px_arena *arena, px_str text)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    text = px_str_trim(text);
    for (size_t i = 0; i < text.len; i++)
        px_builder_char(&out, text.ptr[i] == '\n' || text.ptr[i] == '\t' ? ' ' : text.ptr[i]);
    return px_arena_str(arena, px_builder_view(&out));
}

void px_answer_settle(px_check_subject *subject, px_answer *answer)
{
    answer->plain = px_check_plain(subject->arena, answer->text);
    if (answer->state != PX_ANSWER_GIVEN && answer->state != PX_ANSWER_MISSING)
        return;
    if (answer->plain.len <= 1 && answer->yes_no == PX_YES_NO_NONE && !answer->modalities) {
        answer->state = PX_ANSWER_MISSING;
        return;
    }
    answer->state = PX_ANSWER_GIVEN;
    if (px_check_phrase_is("not-applicable", answer->plain) ||
        (px_check_phrase_leads("not-applicable-because", answer->plain) &&
         px_check_words(answer->plain) <= REASON_WORDS))
        answer->state = PX_ANSWER_NOT_APPLICABLE;
    else if (px_check_phrase_is("placeholder", answer->plain))
        answer->state = PX_ANSWER_MISSING;
}

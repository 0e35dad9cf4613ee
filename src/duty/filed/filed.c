/* SPDX-License-Identifier: EUPL-1.2 */
#include "duty/filed/filed.h"

#include <stdint.h>

#include "duty/check/check_word.h"
#include "duty/filed/filed_cell.h"
#include "duty/filed/filed_house.h"
#include "duty/filed/filed_priv.h"
#include "duty/filed/filed_tick.h"

#include "base/banned.h"

enum {
    LABELS_MIN = 6,       /* fewer labels are no form */
    FIELD_SEPARATOR = '#' /* before the modality in the field of a label */
};

typedef struct reading {
    px_check_subject *subject;
    const px_filed_words *words;
    const px_filed_found *found;
    size_t count;
    const unsigned *owners;
    px_filed_pile *piles; /* by label */
} reading;

/* ---- Which words belong to which label */

static void make_piles(reading *r)
{
    r->piles = px_arena_array(r->subject->arena, r->count + 1, sizeof(*r->piles));
    for (size_t i = 0; i < r->words->n_words; i++)
        if (r->owners[i])
            px_filed_pile_add(r->subject->arena, &r->piles[r->owners[i] - 1], i);
}

/* The words of section 1.3 that answer no label: its table. */
static void read_table(reading *r)
{
    px_filed_pile pile = { 0 };
    size_t first = SIZE_MAX, end = r->words->n_words;

    for (size_t k = 0; k < r->count; k++) {
        const px_filed_label *label = r->found[k].label;

        if (!px_str_is(label->section, "1.3") || label->kind == PX_LABEL_PRINTED)
            continue;
        if (label->kind == PX_LABEL_HEADING)
            first = PX_MIN(first, r->found[k].first);
        else
            end = PX_MIN(end, r->found[k].first);
    }
    for (size_t i = first; i < end; i++)
        if (!r->owners[i] && !r->words->words[i].label && !r->words->words[i].furniture)
            px_filed_pile_add(r->subject->arena, &pile, i);
    px_filed_modality_table(r->subject, r->words, &pile);
}

/* ---- Answers */

static bool modality_of(px_str field, px_str *ret_id, px_check_modality *ret_modality)
{
    const size_t at = px_str_find_char(field, FIELD_SEPARATOR);

    *ret_id = px_str_sub(field, 0, at);
    return at < field.len &&
           px_check_modality_find(px_str_sub(field, at + 1, field.len), ret_modality);
}

static void read_modality_field(px_check_subject *subject, px_str id, px_check_modality modality,
                                px_str text, unsigned page)
{
    px_check_row *answer = &subject->modalities[modality];
    const px_str plain = px_check_plain(subject->arena, text);

    answer->named = true;
    answer->page = page;
    if (px_check_phrase_is("not-applicable", plain) ||
        px_check_phrase_leads("not-applicable-because", plain))
        return;
    if (px_str_is(id, "1.3.b")) {
        answer->ticked = true;
        px_filed_size_read(subject, modality, text);
    } else {
        answer->content = text;
        answer->content_plain = plain;
    }
}

static void read_answer(px_check_subject *subject, px_answer *answer, px_str text)
{
    answer->text = text;
    answer->state = text.len ? PX_ANSWER_GIVEN : PX_ANSWER_MISSING;
    switch (answer->field->type) {
    case PX_FIELD_YES_NO:
        px_filed_yes_no_read(subject->arena, text, answer);
        break;
    case PX_FIELD_MODALITIES:
        px_filed_modalities_read(subject->arena, text, answer);
        break;
    default:
        break;
    }
    if (answer->state == PX_ANSWER_UNREADABLE)
        px_check_subject_note_add(subject, &subject->unread, answer->field->id, text, answer->page);
    answer->plain = px_check_plain(subject->arena, text);
    /* Empty boxes are no answer, although there are words beside them. */
    if (answer->state != PX_ANSWER_MISSING)
        px_answer_settle(subject, answer);
}

static px_str without_answer_mark(px_str text)
{
    if (px_str_starts(text, PX_STR("A:")))
        text = px_str_trim(px_str_sub(text, 2, text.len));
    return text;
}

static void read_field(reading *r, size_t k)
{
    px_check_subject *subject = r->subject;
    const px_filed_found *found = &r->found[k];
    px_check_modality modality;
    px_str id, text = px_filed_pile_text(subject->arena, r->words, &r->piles[k]);
    const px_official_field *field;
    px_answer *answer;

    subject->labels++;
    text = without_answer_mark(text);
    if (found->label->kind == PX_LABEL_DATED)
        text = px_str_sub(text, 0, px_str_find_char(text, '\n'));
    if (modality_of(found->label->field, &id, &modality)) {
        read_modality_field(subject, id, modality, text, found->page);
        return;
    }
    field = px_official_field_by_id(subject->form, id);
    if (!field)
        return;
    answer = &subject->answers[field - subject->form->fields];
    /* The same label twice: what was said first stays, unless nothing was. Documents of praxis say
     * the sums of a list and then its rows, each with the label. */
    if (answer->labelled && r->words->house.len)
        text = px_str_of(px_arena_format(subject->arena, "%.*s\n%.*s", PX_STR_ARG(answer->text),
                                         PX_STR_ARG(text)));
    else if (answer->labelled && answer->state != PX_ANSWER_MISSING)
        return;
    answer->labelled = true;
    answer->page = found->page;
    read_answer(subject, answer, text);
    if (r->words->house.len)
        px_filed_house_answer(subject, answer);
}

/* ---- What strikes beside the answers */

/* "2.2.1" without a final point. */
static px_str number_of(const px_filed_found *found)
{
    px_str number = found->number;

    while (number.len && number.ptr[number.len - 1] == '.')
        number.len--;
    return number;
}

static void note_number(reading *r, const px_filed_found *found)
{
    const px_str number = number_of(found);
    const px_str section = found->label->section;

    if (!number.len)
        return;
    if (found->label->kind == PX_LABEL_HEADING) {
        /* The official file itself prints "1." once more before section 3. */
        if (px_str_eq(number, section) || (px_str_is(section, "3") && px_str_is(number, "1")))
            return;
    } else if (number.len == 1) {
        return; /* a number of a list */
    }
    px_check_subject_note_add(r->subject, &r->subject->numbers, section, number, found->page);
}

/* Two headings with one number. */
static void note_doubled(reading *r, const px_filed_found *found)
{
    const px_check_subject_notes *headings = &r->subject->headings;
    const px_str number = number_of(found);

    for (size_t i = 0; number.len > 1 && i < headings->count; i++)
        if (px_str_eq(headings->notes[i].words, number) &&
            !px_str_eq(headings->notes[i].section, found->label->section))
            px_check_subject_note_add(r->subject, &r->subject->doubled, found->label->section,
                                      number, found->page);
}

static px_str label_text(reading *r, const px_filed_found *found, size_t k)
{
    px_filed_pile pile = { 0 };

    for (size_t i = found->first; i < r->words->n_words && i <= found->last; i++)
        if (r->words->words[i].label == k + 1)
            px_filed_pile_add(r->subject->arena, &pile, i);
    return px_filed_pile_text(r->subject->arena, r->words, &pile);
}

static void read_found(reading *r, size_t k)
{
    const px_filed_found *found = &r->found[k];

    switch (found->label->kind) {
    case PX_LABEL_FIELD:
    case PX_LABEL_VERSION:
    case PX_LABEL_DATED:
        read_field(r, k);
        note_number(r, found);
        break;
    case PX_LABEL_HEADING:
        note_number(r, found);
        note_doubled(r, found);
        px_check_subject_note_add(r->subject, &r->subject->headings, found->label->section,
                                  number_of(found), found->page);
        break;
    case PX_LABEL_EXTRA:
        px_check_subject_note_add(r->subject, &r->subject->extras, found->label->section,
                                  label_text(r, found, k), found->page);
        break;
    case PX_LABEL_FOREIGN:
        px_check_subject_note_add(r->subject, &r->subject->foreign, found->label->section,
                                  label_text(r, found, k), found->page);
        break;
    case PX_LABEL_PRINTED:
    case PX_LABEL_HINT:
    case PX_LABEL_END:
        break;
    }
}

static void read_document_words(reading *r)
{
    px_filed_pile all = { 0 };

    for (size_t i = 0; i < r->words->n_words; i++)
        if (!r->words->words[i].furniture)
            px_filed_pile_add(r->subject->arena, &all, i);
    r->subject->words =
        px_check_plain(r->subject->arena, px_filed_pile_text(r->subject->arena, r->words, &all));
}

/* Marks of an earlier form: enough of them, and it is named as the wrong one. */
static void recognise_earlier(px_check_subject *subject)
{
    enum { MARKS_MIN = 3 }; /* some are words that anybody may use */

    for (size_t i = 0; i < subject->form->n_earlier; i++) {
        const px_earlier_form *earlier = &subject->form->earlier[i];
        PX_AUTO_BUILDER px_builder found = PX_BUILDER_INIT(1024);
        size_t marks = 0;

        for (size_t m = 0; m < earlier->n_marks; m++)
            for (size_t w = 0; w < earlier->marks[m].n_words; w++) {
                const px_str plain = px_check_plain(subject->arena, earlier->marks[m].words[w]);

                if (px_str_find(subject->words, plain) >= subject->words.len)
                    continue;
                px_builder_format(&found, "%s\"%.*s\"", found.len ? ", " : "",
                                  PX_STR_ARG(earlier->marks[m].words[w]));
                marks++;
                break;
            }
        if (marks < MARKS_MIN)
            continue;
        subject->earlier = earlier->version;
        subject->earlier_words = px_arena_str(subject->arena, px_builder_view(&found));
    }
}

/* The three fields of the table as answers: what rules ask of a field is asked of them, too. */
static void settle_table(px_check_subject *subject)
{
    static const char *const ids[] = { "1.3.a", "1.3.b", "1.3.c" };
    bool has[PX_COUNT(ids)] = { false };
    unsigned page = 0, ticked = 0;

    for (size_t i = 0; i < PX_CHECK_MODALITY_COUNT; i++) {
        const px_check_row *row = &subject->modalities[i];

        has[0] |= row->ticked;
        has[1] |= row->ranges || row->size.len;
        has[2] |= row->content.len > 0;
        ticked |= row->ticked ? 1u << i : 0;
        if (row->named && !page)
            page = row->page;
    }
    for (size_t i = 0; i < PX_COUNT(ids); i++) {
        px_answer *answer = px_check_subject_answer(subject, ids[i]);

        answer->labelled = page > 0;
        answer->page = page;
        answer->state = has[i] ? PX_ANSWER_GIVEN : PX_ANSWER_MISSING;
        answer->modalities = i == 0 ? ticked : 0;
    }
}

/* The document has no pages of its own: findings name none. */
static void drop_pages(px_check_subject *subject)
{
    px_check_subject_notes *const notes[] = { &subject->numbers,  &subject->extras,
                                              &subject->foreign,  &subject->doubled,
                                              &subject->headings, &subject->unread };

    for (size_t i = 0; i < subject->form->n_fields; i++)
        subject->answers[i].page = 0;
    for (size_t i = 0; i < PX_CHECK_MODALITY_COUNT; i++)
        subject->modalities[i].page = 0;
    for (size_t k = 0; k < PX_COUNT(notes); k++)
        for (size_t i = 0; i < notes[k]->count; i++)
            notes[k]->notes[i].page = 0;
}

static int fail_unknown(px_error *err)
{
    return px_fail(
        err, PX_ERR_UNSUPPORTED,
        N_("nothing of the form of the public summary is found in it: give the summary "
           "itself, as a PDF with text (not a scan), as DOCX, as text, or as JSON of praxis"),
        NULL);
}

int px_filed_read(px_arena *arena, px_filed_words *words, px_check_subject **ret_subject,
                  px_error *err)
{
    const px_official_form *form = px_official_form_by_name(PX_STR(PX_FORM_SUMMARY));
    px_check_subject *subject = px_check_subject_new(arena, form);
    px_filed_found *found;
    unsigned *owners;
    reading r = { .subject = subject, .words = words };

    px_filed_words_know(arena, words);
    px_filed_labels_find(arena, words, &found, &r.count);
    r.found = found;
    px_filed_cells_assign(arena, words, found, r.count, &owners);
    r.owners = owners;
    subject->filed = true;
    make_piles(&r);
    read_table(&r);
    for (size_t k = 0; k < r.count; k++)
        read_found(&r, k);
    if (words->house.len) {
        subject->language = words->house;
        px_filed_house_table(subject);
    }
    settle_table(subject);
    if (words->unpaged)
        drop_pages(subject);
    read_document_words(&r);
    recognise_earlier(subject);
    if (subject->labels < LABELS_MIN && !subject->earlier.len && !subject->foreign.count)
        return fail_unknown(err);
    *ret_subject = subject;
    return 0;
}

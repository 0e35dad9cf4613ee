/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/check_reading.h"

#include "base/file.h"
#include "duty/check/check_filled.h"
#include "duty/filed/filed.h"
#include "duty/filed/filed_file.h"
#include "duty/filled_claims.h"
#include "duty/model_entry.h"
#include "store/house.h"

#include "base/banned.h"

/* The PDF goes to pdftotext behind its walls; what comes back is a list of words. */
static int read_pdf(px_invocation *run, px_str bytes, px_filed_words *ret_words, px_error *err)
{
    px_jail *jail = NULL;
    int rc = px_jail_start(NULL, 0, px_filed_tools, PX_FILED_TOOLS, &jail, err);

    if (rc >= 0)
        rc = px_filed_pdf_words(jail, bytes, run->arena, ret_words, err);
    px_jail_stop(jail);
    return rc;
}

static int read_document(px_invocation *run, px_filed_kind kind, px_str bytes,
                         px_check_subject **ret_subject, px_error *err)
{
    px_filed_words words;
    int rc = kind == PX_FILED_PDF ? read_pdf(run, bytes, &words, err)
                                  : px_filed_file_words(run->arena, kind, bytes, &words, err);

    return rc < 0 ? rc : px_filed_read(run->arena, &words, ret_subject, err);
}

static int fail_form(const px_filled_form *filled, const char *form, px_error *err)
{
    return px_fail(err, PX_ERR_INVALID,
                   N_("this is the form '{found}'; praxis {command} check reads it"), "found",
                   filled->form->name.ptr, "command",
                   strcmp(form, PX_FORM_SUMMARY) == 0 ? "form" : "summary", NULL);
}

/* The answers last as long as the command: so does the form that they are borrowed from. */
static int take_filled(px_check_reading_kept *kept, px_invocation *run, const char *form,
                       px_check_subject **ret_subject, px_error *err)
{
    if (!px_str_is(kept->filled.form->name, form))
        return fail_form(&kept->filled, form, err);
    *ret_subject = px_check_subject_of_filled(run->arena, &kept->filled);
    (*ret_subject)->language = px_str_of(px_language_tag(run->language));
    return 0;
}

static int read_json(px_invocation *run, const char *form, px_str bytes,
                     px_check_reading_kept *kept, px_check_subject **ret_subject, px_error *err)
{
    int rc = px_filled_read(run->arena, bytes, run->operands[0], &kept->filled, err);

    return rc < 0 ? rc : take_filled(kept, run, form, ret_subject, err);
}

static int read_model(px_invocation *run, const char *form, px_check_reading_kept *kept,
                      px_check_subject **ret_subject, px_error *err)
{
    px_claim_subject claimed;
    px_house *house = NULL;
    px_db *db = NULL;
    int rc = px_house_open(run->house, PX_HOUSE_READ, &house, err);

    if (rc >= 0)
        rc = px_house_reader(house, &db, err);
    if (rc >= 0)
        rc = px_subject_find(db, run->arena, px_str_of(run->operands[0]), &claimed, err);
    if (rc >= 0)
        rc = px_filled_from_claims(db, run->arena, &claimed,
                                   px_official_form_by_name(px_str_of(form)), &kept->filled, err);
    if (rc >= 0)
        rc = px_contradictions(db, run->arena, &claimed, &kept->contradictions,
                               &kept->n_contradictions, err);
    px_db_close(db);
    px_house_close(house);
    return rc < 0 ? rc : take_filled(kept, run, form, ret_subject, err);
}

int px_check_reading(px_invocation *run, const char *form, px_check_reading_kept *kept,
                     px_check_subject **ret_subject, px_error *err)
{
    PX_AUTO_FREE char *data = NULL;
    px_filed_kind kind;
    px_str bytes;
    size_t len;
    int rc;

    if (!px_path_exists(run->operands[0]) && strcmp(run->operands[0], "-") != 0)
        return read_model(run, form, kept, ret_subject, err);
    rc = px_file_read(run->operands[0], PX_FILED_FILE_MAX, &data, &len, err);
    if (rc < 0)
        return rc;
    bytes = px_str_n(data, len);
    kind = px_filed_kind_of(bytes);
    if (kind == PX_FILED_JSON)
        return read_json(run, form, bytes, kept, ret_subject, err);
    if (strcmp(form, PX_FORM_SUMMARY) != 0)
        return px_fail(err, PX_ERR_UNSUPPORTED,
                       N_("'{path}' is no filled form of praxis as JSON; only summaries are read "
                          "from other documents"),
                       "path", run->operands[0], NULL);
    return read_document(run, kind, bytes, ret_subject, err);
}

void px_check_reading_end(px_check_reading_kept *kept)
{
    px_filled_free(&kept->filled);
}

int px_check_reading_context(const px_invocation *run, const px_check_reading_kept *kept,
                             px_check_context *ret_context, px_error *err)
{
    const char *day = px_invocation_option(run, "date");

    *ret_context = (px_check_context){ .today = px_civil_from_utc(px_now()),
                                       .contradictions = kept->contradictions,
                                       .n_contradictions = kept->n_contradictions };
    return day ? px_date_parse(px_str_of(day), &ret_context->today, err) : 0;
}

/* ---- Printing */

static void print_heading(const px_invocation *run, px_builder *out,
                          const px_check_subject *subject, px_str field)
{
    const px_official_field *known = px_official_field_by_id(subject->form, field);
    const px_form_section *section = px_official_section(subject->form, field);
    const px_str language = px_str_of(px_language_tag(run->language));

    if (!field.len)
        px_builder_add(out, px_tr(run->language, N_("The document")));
    else
        px_builder_str(out, field);
    if (known || section) {
        px_builder_char(out, ' ');
        px_builder_str(out, px_bilingual_in(known ? &known->label : &section->title, language));
    }
    px_builder_char(out, '\n');
}

static void print_finding(const px_invocation *run, px_builder *out, const px_finding *finding)
{
    PX_AUTO_BUILDER px_builder line = PX_BUILDER_INIT(16384);

    px_builder_format(&line, "%s: %s: ", finding->rule->id,
                      px_tr(run->language, px_severity_title(finding->severity)));
    px_finding_words(&line, run->language, finding, finding->message);
    if (finding->words.len) {
        px_builder_add(&line, ": \xE2\x80\x9C");
        px_builder_str(&line, finding->words);
        px_builder_add(&line, "\xE2\x80\x9D");
    }
    if (finding->page) {
        const px_arg page = { "page", px_str_of(px_arena_format(run->arena, "%u", finding->page)) };

        px_builder_char(&line, ' ');
        px_message(&line, run->language, N_("(page {page})"), &page, 1);
    }
    px_wrap(out, px_builder_view(&line), 2, PX_TEXT_WIDTH);
    px_builder_clear(&line);
    px_builder_add(&line, "-> ");
    px_finding_words(&line, run->language, finding, finding->remedy);
    px_wrap(out, px_builder_view(&line), 6, PX_TEXT_WIDTH);
}

static void print_findings(const px_invocation *run, const px_check_subject *subject,
                           const px_findings *findings)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_arg counts[3] = { { "errors", PX_STR("") },
                         { "warnings", PX_STR("") },
                         { "notes", PX_STR("") } };

    for (size_t i = 0; i < findings->count; i++) {
        if (i == 0 || !px_str_eq(findings->list[i].field, findings->list[i - 1].field))
            print_heading(run, &out, subject, findings->list[i].field);
        print_finding(run, &out, &findings->list[i]);
    }
    for (size_t i = 0; i < PX_COUNT(counts); i++)
        counts[i].value = px_str_of(px_arena_format(
            run->arena, "%zu", px_findings_of(findings, (px_severity)(PX_SEVERITY_ERROR - i))));
    px_message(&out, run->language, N_("errors: {errors}, warnings: {warnings}, notes: {notes}"),
               counts, PX_COUNT(counts));
    px_builder_char(&out, '\n');
    px_print(px_builder_view(&out));
}

static int print_json(const px_invocation *run, const px_check_subject *subject,
                      const px_findings *findings, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_json json;

    px_print_json(&json, &out);
    px_check_json(&json, run->language, subject, findings);
    return px_print_json_end(&json, err);
}

/* ---- What was read */

static void print_answer(const px_invocation *run, px_builder *out, const px_answer *answer)
{
    px_builder_format(out, "%.*s [%s]", PX_STR_ARG(answer->field->id),
                      px_tr(run->language, px_answer_title(answer)));
    for (size_t i = 0; i < PX_CHECK_MODALITY_COUNT; i++)
        if (answer->modalities & (1u << i))
            px_builder_format(out, " %s", px_check_modality_name((px_check_modality)i));
    px_builder_char(out, '\n');
    if (answer->text.len)
        px_wrap(out, px_check_one_line(run->arena, answer->text), 6, PX_TEXT_WIDTH);
}

static void print_row(px_builder *out, const px_check_subject *subject, px_check_modality modality)
{
    static const char *const ranges[] = { "low", "middle", "high" };
    const px_check_row *row = &subject->modalities[modality];

    if (!row->named)
        return;
    px_builder_format(out, "  %s [%s]", px_check_modality_name(modality), row->ticked ? "x" : " ");
    for (size_t i = 0; i < PX_COUNT(ranges); i++)
        if (row->ranges & (1u << i))
            px_builder_format(out, " %s", ranges[i]);
    px_builder_char(out, '\n');
    if (row->size.len)
        px_wrap(out, row->size, 6, PX_TEXT_WIDTH);
    if (row->content.len)
        px_wrap(out, px_check_one_line(subject->arena, row->content), 6, PX_TEXT_WIDTH);
}

static void print_answers(const px_invocation *run, const px_check_subject *subject)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    for (size_t i = 0; i < subject->form->n_fields; i++) {
        print_answer(run, &out, &subject->answers[i]);
        if (px_str_is(subject->form->fields[i].id, "1.3.c"))
            for (size_t m = 0; m < PX_CHECK_MODALITY_COUNT; m++)
                print_row(&out, subject, (px_check_modality)m);
    }
    px_print(px_builder_view(&out));
}

int px_check_print(px_invocation *run, const px_check_reading_kept *kept,
                   const px_check_subject *subject, px_error *err)
{
    px_check_context context;
    px_findings findings;
    int rc = px_check_reading_context(run, kept, &context, err);
    size_t bad;

    if (rc < 0)
        return rc;
    if (px_invocation_option(run, "answers") && !run->json)
        print_answers(run, subject);
    px_check_run(subject, &context, &findings);
    if (run->json)
        rc = print_json(run, subject, &findings, err);
    else if (!run->quiet)
        print_findings(run, subject, &findings);
    bad = px_findings_of(&findings, PX_SEVERITY_ERROR);
    if (px_invocation_option(run, "strict"))
        bad += px_findings_of(&findings, PX_SEVERITY_WARNING);
    if (rc >= 0 && bad)
        return px_fail(err, PX_ERR_FAILED, N_("the form has findings that are to be mended"), NULL);
    return rc;
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "duty/check/checked_plain.h"

#include "base/json_read.h"
#include "duty/check/check_filled.h"
#include "duty/filed/filed.h"
#include "duty/filed/filed_file.h"

#include "base/banned.h"

enum {
    PLAIN_MAX = 8 << 20,
    FINDINGS_MAX = 5000,
    ANSWER_BYTES = 2000, /* of each answer that are told back */
    DAY_LEN = 10
};

const px_jail_parser px_checked_parser = {
    .name = "check",
    .parse = px_checked_parse,
    .max_input = PX_UPLOAD_MAX_BODY,
    .max_output = PLAIN_MAX,
    .max_memory = (unsigned long long)1 << 30,
    .cpu_seconds = 30,
    .wall_seconds = 60,
};

/* ---- In the jail */

static void write_finding(px_json *json, const px_finding *finding)
{
    px_json_object(json);
    px_json_pair_cstr(json, "rule", finding->rule->id);
    px_json_pair_int(json, "severity", finding->severity);
    px_json_pair_str(json, "field", finding->field);
    px_json_pair_cstr(json, "message", finding->message);
    px_json_pair_cstr(json, "remedy", finding->remedy);
    px_json_key(json, "args");
    px_json_array(json);
    for (size_t i = 0; i < finding->n_args; i++) {
        px_json_cstr(json, finding->args[i].name);
        px_json_str(json, finding->args[i].value);
    }
    px_json_array_end(json);
    px_json_pair_str(json, "words", finding->words.len ? finding->words : PX_STR(""));
    px_json_pair_int(json, "page", finding->page);
    px_json_object_end(json);
}

static void write_answer(px_json *json, const px_answer *answer)
{
    px_json_object(json);
    px_json_pair_int(json, "state", answer->state);
    px_json_pair_int(json, "yes_no", answer->yes_no);
    px_json_pair_int(json, "modalities", answer->modalities);
    px_json_pair_str(json, "text", px_utf8_head(answer->text, ANSWER_BYTES));
    px_json_pair_str(json, "remark", px_utf8_head(answer->remark, ANSWER_BYTES));
    px_json_object_end(json);
}

static void write_unread(px_json *json, const px_check_subject_note *note)
{
    px_json_object(json);
    px_json_pair_str(json, "section", note->section);
    px_json_pair_str(json, "words", px_utf8_head(note->words, ANSWER_BYTES));
    px_json_pair_int(json, "page", note->page);
    px_json_object_end(json);
}

static int write_checked(const px_checked *checked, px_builder *out, px_error *err)
{
    const px_check_subject *subject = checked->subject;
    px_json json;

    px_json_start(&json, out, PX_JSON_COMPACT);
    px_json_object(&json);
    px_json_pair_str(&json, "form", subject->form->name);
    px_json_pair_bool(&json, "filed", subject->filed);
    px_json_pair_str(&json, "earlier", subject->earlier.len ? subject->earlier : PX_STR(""));
    px_json_key(&json, "findings");
    px_json_array(&json);
    for (size_t i = 0; i < PX_MIN(checked->findings.count, (size_t)FINDINGS_MAX); i++)
        write_finding(&json, &checked->findings.list[i]);
    px_json_array_end(&json);
    px_json_key(&json, "answers");
    px_json_array(&json);
    for (size_t i = 0; i < subject->form->n_fields; i++)
        write_answer(&json, &subject->answers[i]);
    px_json_array_end(&json);
    px_json_key(&json, "unread");
    px_json_array(&json);
    for (size_t i = 0; i < PX_MIN(subject->unread.count, (size_t)FINDINGS_MAX); i++)
        write_unread(&json, &subject->unread.notes[i]);
    px_json_array_end(&json);
    px_json_key(&json, "verdicts"); /* what counts, then what the checker says, by criterion */
    px_json_array(&json);
    for (size_t i = 0; checked->scored && px_criterion_at(i); i++) {
        px_json_int(&json, checked->score.verdicts[i]);
        px_json_int(&json, checked->score.judged[i]);
    }
    px_json_array_end(&json);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

static int read_subject(px_arena *arena, px_str bytes, bool words, px_filled_form *filled,
                        px_check_subject **ret_subject, px_error *err)
{
    const px_filed_kind kind = words ? PX_FILED_PDF : px_filed_kind_of(bytes);
    px_filed_words list;
    int rc;

    if (kind == PX_FILED_JSON) {
        rc = px_filled_read(arena, bytes, "file", filled, err);
        if (rc >= 0)
            *ret_subject = px_check_subject_of_filled(arena, filled);
        return rc;
    }
    rc = words ? px_filed_words_read(arena, bytes, &list, err)
               : px_filed_file_words(arena, kind, bytes, &list, err);
    if (rc >= 0 && !list.n_words)
        return px_fail(err, PX_ERR_UNSUPPORTED, N_("the file has no words that can be read"), NULL);
    return rc < 0 ? rc : px_filed_read(arena, &list, ret_subject, err);
}

int px_checked_parse(px_str bytes, px_str options, px_builder *out, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_FILLED px_filled_form filled = { 0 };
    px_check_context context = { 0 };
    px_check_subject *subject;
    px_checked checked;
    int rc = px_date_parse(px_str_sub(options, 0, DAY_LEN), &context.today, err);

    if (rc >= 0)
        rc = read_subject(arena, bytes, px_str_ends(options, PX_STR(" words")), &filled, &subject,
                          err);
    if (rc < 0)
        return rc;
    px_checked_make(subject, &context, &checked);
    return write_checked(&checked, out, err);
}

/* ---- Behind it */

typedef struct plain_reader {
    px_arena *arena;
    px_checked *checked;
} plain_reader;

static int fail_plain(px_error *err)
{
    return px_fail(err, PX_ERR_PARSER, N_("the file could not be checked"), NULL);
}

/* Strings of the child outlive its JSON. */
static px_str text_of(const plain_reader *r, const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);

    return px_arena_str(r->arena, px_str_n(json_is_string(value) ? json_string_value(value) : "",
                                           json_string_length(value)));
}

static bool number_of(const json_t *object, const char *key, long long max, long long *ret_number)
{
    px_error ignored = PX_ERROR_INIT;

    return px_json_get_int(object, key, 0, max, ret_number, &ignored) >= 0;
}

static const px_check_rule *rule_of(const plain_reader *r, px_str id)
{
    const px_check_rule *rule;

    for (size_t i = 0; (rule = px_check_rule_at(i)); i++)
        if (px_str_is(id, rule->id) && px_str_is(r->checked->subject->form->name, rule->form))
            return rule;
    return NULL;
}

static bool is_place(const px_official_form *form, px_str place)
{
    return !place.len || px_official_field_by_id(form, place) || px_official_section(form, place);
}

static bool read_args(const plain_reader *r, const json_t *list, px_finding *finding)
{
    const size_t n = json_array_size(list);

    if (n % 2 || n / 2 > PX_FINDING_ARGS)
        return false;
    for (size_t i = 0; i < n; i += 2) {
        const json_t *name = json_array_get(list, i), *value = json_array_get(list, i + 1);

        if (!json_is_string(name) || !json_is_string(value))
            return false;
        finding->args[finding->n_args++] = (px_arg){
            .name = px_arena_cstr(r->arena, px_str_of(json_string_value(name))),
            .value = px_arena_str(r->arena, px_str_of(json_string_value(value))),
        };
    }
    return true;
}

static bool read_finding(const plain_reader *r, const json_t *one)
{
    px_findings *findings = &r->checked->findings;
    px_finding finding = { .rule = rule_of(r, text_of(r, one, "rule")),
                           .field = text_of(r, one, "field"),
                           .message = text_of(r, one, "message").ptr,
                           .remedy = text_of(r, one, "remedy").ptr,
                           .words = text_of(r, one, "words") };
    long long severity, page;

    if (!finding.rule || !finding.message[0] || !finding.remedy[0] ||
        !is_place(r->checked->subject->form, finding.field) ||
        !number_of(one, "severity", PX_SEVERITY_ERROR, &severity) ||
        !number_of(one, "page", PX_FILED_MAX_PAGES, &page) ||
        !read_args(r, json_object_get(one, "args"), &finding))
        return false;
    finding.severity = (px_severity)severity;
    finding.page = (unsigned)page;
    findings->list = px_arena_grow(r->arena, findings->list, findings->count, &findings->room,
                                   sizeof(*findings->list));
    findings->list[findings->count++] = finding;
    return true;
}

static bool read_answer(const plain_reader *r, const json_t *one, px_answer *answer)
{
    long long state, yes_no, modalities;

    if (!number_of(one, "state", PX_ANSWER_UNREADABLE, &state) ||
        !number_of(one, "yes_no", PX_YES_NO_OTHER, &yes_no) ||
        !number_of(one, "modalities", (1 << PX_CHECK_MODALITY_COUNT) - 1, &modalities))
        return false;
    answer->state = (px_answer_state)state;
    answer->yes_no = (px_yes_no)yes_no;
    answer->modalities = (unsigned)modalities;
    answer->text = text_of(r, one, "text");
    answer->remark = text_of(r, one, "remark");
    return true;
}

static bool read_unread(const plain_reader *r, const json_t *one)
{
    px_check_subject *subject = r->checked->subject;
    const px_str section = text_of(r, one, "section");
    long long page;

    if (!is_place(subject->form, section) || !number_of(one, "page", PX_FILED_MAX_PAGES, &page))
        return false;
    px_check_subject_note_add(subject, &subject->unread, section, text_of(r, one, "words"),
                              (unsigned)page);
    return true;
}

static bool read_verdicts(const plain_reader *r, const json_t *list)
{
    px_checked *checked = r->checked;
    size_t n = 0;

    if (!json_array_size(list))
        return true;
    while (px_criterion_at(n))
        n++;
    if (json_array_size(list) != 2 * n || !px_str_is(checked->subject->form->name, PX_FORM_SUMMARY))
        return false;
    for (size_t i = 0; i < 2 * n; i++) {
        const json_int_t verdict = json_integer_value(json_array_get(list, i));

        if (verdict < 0 || verdict > PX_SCORE_VERDICT_MET)
            return false;
        if (i % 2)
            checked->score.judged[i / 2] = (px_score_verdict)verdict;
        else
            checked->score.verdicts[i / 2] = (px_score_verdict)verdict;
    }
    checked->scored = true;
    px_score_sum_up(&checked->score);
    return true;
}

static bool read_lists(const plain_reader *r, const json_t *root)
{
    const json_t *findings = json_object_get(root, "findings");
    const json_t *answers = json_object_get(root, "answers");
    const json_t *unread = json_object_get(root, "unread");
    px_check_subject *subject = r->checked->subject;

    if (!json_is_array(findings) || json_array_size(findings) > FINDINGS_MAX ||
        json_array_size(answers) != subject->form->n_fields ||
        json_array_size(unread) > FINDINGS_MAX)
        return false;
    for (size_t i = 0; i < json_array_size(findings); i++)
        if (!read_finding(r, json_array_get(findings, i)))
            return false;
    for (size_t i = 0; i < subject->form->n_fields; i++)
        if (!read_answer(r, json_array_get(answers, i), &subject->answers[i]))
            return false;
    for (size_t i = 0; i < json_array_size(unread); i++)
        if (!read_unread(r, json_array_get(unread, i)))
            return false;
    return read_verdicts(r, json_object_get(root, "verdicts"));
}

int px_checked_read(px_arena *arena, px_str plain, px_checked *ret_checked, px_error *err)
{
    PX_AUTO_JSON json_t *root = NULL;
    const px_official_form *form;
    plain_reader r = { .arena = arena, .checked = ret_checked };

    *ret_checked = (px_checked){ .findings = { .arena = arena } };
    if (px_json_parse(plain, "check", PLAIN_MAX, &root, err) < 0)
        return fail_plain(err);
    form = px_official_form_by_name(text_of(&r, root, "form"));
    if (!form)
        return fail_plain(err);
    ret_checked->subject = px_check_subject_new(arena, form);
    ret_checked->subject->filed = json_is_true(json_object_get(root, "filed"));
    ret_checked->subject->earlier = text_of(&r, root, "earlier");
    return read_lists(&r, root) ? 0 : fail_plain(err);
}

int px_checked_file(px_jail *jail, px_str bytes, const px_civil *today, px_arena *arena,
                    px_checked *ret_checked, px_error *err)
{
    PX_AUTO_BUILDER px_builder plain = PX_BUILDER_INIT(PLAIN_MAX);
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(PX_FILED_MAX_BYTES);
    const bool pdf = px_filed_kind_of(bytes) == PX_FILED_PDF;
    const px_str options = px_str_of(px_arena_format(
        arena, "%04d-%02d-%02d%s", today->year, today->month, today->day, pdf ? " words" : ""));
    int rc = pdf ? px_jail_tool_run(jail, px_filed_tools[0].name, bytes, &words, err) : 0;

    if (rc >= 0 && pdf)
        rc = px_builder_check(&words, err);
    if (rc >= 0)
        rc = px_jail_run(jail, px_checked_parser.name, pdf ? px_builder_view(&words) : bytes,
                         options, &plain, err);
    return rc < 0 ? rc : px_checked_read(arena, px_builder_view(&plain), ret_checked, err);
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "duty/check/check.h"

#include "base/banned.h"

static void write_sentence(px_json *json, const char *key, const px_language *language,
                           const px_finding *finding, const char *message)
{
    PX_AUTO_BUILDER px_builder sentence = PX_BUILDER_INIT(4096);

    px_finding_words(&sentence, language, finding, message);
    px_json_pair_str(json, key, px_builder_view(&sentence));
}

void px_check_finding_json(px_json *json, const px_language *language,
                           const px_check_subject *subject, const px_finding *finding)
{
    const px_official_field *field = px_official_field_by_id(subject->form, finding->field);

    px_json_object(json);
    px_json_pair_cstr(json, "rule", finding->rule->id);
    px_json_pair_cstr(json, "severity", px_severity_name(finding->severity));
    px_json_pair_str(json, "field", finding->field.len ? finding->field : PX_STR_NONE);
    px_json_pair_str(json, "label",
                     field ? px_bilingual_in(&field->label, px_str_of(px_language_tag(language)))
                           : PX_STR_NONE);
    write_sentence(json, "message", language, finding, finding->message);
    write_sentence(json, "remedy", language, finding, finding->remedy);
    px_json_pair_str(json, "words", finding->words.len ? finding->words : PX_STR_NONE);
    if (finding->page)
        px_json_pair_int(json, "page", finding->page);
    px_json_object_end(json);
}

void px_check_json(px_json *json, const px_language *language, const px_check_subject *subject,
                   const px_findings *findings)
{
    px_json_pair_str(json, "form", subject->form->name);
    px_json_pair_str(json, "version",
                     subject->earlier.len ? subject->earlier : subject->form->version);
    px_json_pair_bool(json, "filed", subject->filed);
    px_json_key(json, "counts");
    px_json_object(json);
    px_json_pair_int(json, "errors", (long long)px_findings_of(findings, PX_SEVERITY_ERROR));
    px_json_pair_int(json, "warnings", (long long)px_findings_of(findings, PX_SEVERITY_WARNING));
    px_json_pair_int(json, "notes", (long long)px_findings_of(findings, PX_SEVERITY_NOTE));
    px_json_object_end(json);
    px_json_key(json, "findings");
    px_json_array(json);
    for (size_t i = 0; i < findings->count; i++)
        px_check_finding_json(json, language, subject, &findings->list[i]);
    px_json_array_end(json);
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "duty/check/check.h"

#include <stdarg.h>

#include "duty/check/check_priv.h"

#include "base/banned.h"

static const px_check_rule *const tables[] = {
    px_check_general_rules,  px_check_source_rules, px_check_crawl_rules, px_check_process_rules,
    px_check_document_rules, px_check_form_rules,   px_check_claim_rules,
};

enum { WORDS_SHOWN = 240, WHOLE_DOCUMENT = -1 };

/* By id, whatever table a rule stands in: the ids are numbered by mistake, the tables by section.
 */
const px_check_rule *px_check_rule_at(size_t index)
{
    const px_check_rule *last = NULL;

    for (size_t n = 0; n <= index; n++) {
        const px_check_rule *next = NULL;

        for (size_t t = 0; t < PX_COUNT(tables); t++)
            for (const px_check_rule *rule = tables[t]; rule->id; rule++)
                if ((!last || strcmp(rule->id, last->id) > 0) &&
                    (!next || strcmp(rule->id, next->id) < 0))
                    next = rule;
        if (!next)
            return NULL;
        last = next;
    }
    return last;
}

/* ---- Findings */

static px_finding *new_finding(px_findings *findings, px_severity severity, px_str words)
{
    px_finding *finding;

    findings->list = px_arena_grow(findings->arena, findings->list, findings->count,
                                   &findings->room, sizeof(*findings->list));
    finding = &findings->list[findings->count++];
    *finding = (px_finding){ .rule = findings->rule, .severity = severity };
    finding->words = px_check_one_line(findings->arena, words);
    if (finding->words.len > WORDS_SHOWN)
        finding->words = px_str_of(px_arena_format(
            findings->arena, "%.*s...", PX_STR_ARG(px_utf8_head(finding->words, WORDS_SHOWN))));
    return finding;
}

void px_finding_add(px_findings *findings, px_severity severity, const px_answer *answer,
                    const char *message, const char *remedy, px_str words, ...)
{
    px_finding *finding = new_finding(findings, severity, words);
    va_list args;

    finding->field = answer->field->id;
    finding->page = answer->page;
    finding->message = message;
    finding->remedy = remedy;
    va_start(args, words);
    finding->n_args = px_args_read(finding->args, PX_FINDING_ARGS, args);
    va_end(args);
}

void px_finding_add_at(px_findings *findings, px_severity severity, px_str field, unsigned page,
                       const char *message, const char *remedy, px_str words, ...)
{
    px_finding *finding = new_finding(findings, severity, words);
    va_list args;

    finding->field = field;
    finding->page = page;
    finding->message = message;
    finding->remedy = remedy;
    va_start(args, words);
    finding->n_args = px_args_read(finding->args, PX_FINDING_ARGS, args);
    va_end(args);
}

const char *px_severity_name(px_severity severity)
{
    static const char *const names[] = { "note", "warning", "error" };

    return names[severity];
}

const char *px_severity_title(px_severity severity)
{
    static const char *const titles[] = { N_("Note"), N_("Warning"), N_("Error") };

    return titles[severity];
}

size_t px_findings_of(const px_findings *findings, px_severity severity)
{
    size_t count = 0;

    for (size_t i = 0; i < findings->count; i++)
        count += findings->list[i].severity == severity ? 1 : 0;
    return count;
}

void px_finding_words(px_builder *out, const px_language *language, const px_finding *finding,
                      const char *message)
{
    px_message(out, language, message, finding->args, finding->n_args);
}

/* ---- Order: the document, sections and fields as the form has them, then by rule */

static int place_of(const px_official_form *form, px_str field)
{
    for (size_t i = 0; i < form->n_fields; i++)
        if (px_str_eq(form->fields[i].id, field) || px_str_eq(form->fields[i].section, field))
            return (int)i;
    return WHOLE_DOCUMENT;
}

static bool comes_before(const px_official_form *form, const px_finding *a, const px_finding *b)
{
    const int left = place_of(form, a->field), right = place_of(form, b->field);

    return left != right ? left < right : strcmp(a->rule->id, b->rule->id) < 0;
}

/* Stable: what one rule finds in one field stays in its order. */
static void sort_findings(const px_official_form *form, px_findings *findings)
{
    for (size_t i = 1; i < findings->count; i++) {
        const px_finding finding = findings->list[i];
        size_t at = i;

        while (at > 0 && comes_before(form, &finding, &findings->list[at - 1])) {
            findings->list[at] = findings->list[at - 1];
            at--;
        }
        findings->list[at] = finding;
    }
}

void px_check_run(const px_check_subject *subject, const px_check_context *context,
                  px_findings *ret_findings)
{
    const px_check_rule *rule;

    *ret_findings = (px_findings){ .arena = subject->arena };
    for (size_t i = 0; (rule = px_check_rule_at(i)); i++) {
        if (!px_str_is(subject->form->name, rule->form))
            continue;
        /* What an earlier form asks is not what this one asks: that alone is to be said. */
        if (subject->earlier.len && strcmp(rule->id, "SUM-01") != 0)
            continue;
        ret_findings->rule = rule;
        rule->run(subject, context, ret_findings);
    }
    sort_findings(subject->form, ret_findings);
}

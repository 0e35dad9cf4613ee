/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/dossier_field.h"

#include <stddef.h>

#include "base/words.h"

#include "base/banned.h"

/* Rows of the tables: the type, whether it must be there, and where it goes. */
#define ENTRY(member) offsetof(px_dossier_entry, member)
#define FIELD(name_, type_, required_, offset_, ...)                                               \
    { .name = (name_),                                                                             \
      .type = PX_DOSSIER_TYPE_##type_,                                                             \
      .required = (required_),                                                                     \
      .offset = (offset_),                                                                         \
      __VA_ARGS__ }
#define LIST_OF(type, table) .fields = (table), .size = sizeof(type)
#define STRINGS(form_) .form = PX_DOSSIER_FORM_##form_, .size = sizeof(px_str)
#define FORM(form_) .form = PX_DOSSIER_FORM_##form_
#define REFERENCE(kind_) .form = PX_DOSSIER_FORM_REFERENCE, .refers = PX_DOSSIER_##kind_

/* The largest whole number that every reader of JSON takes as it is: 2^53 - 1. */
#define MOST 9007199254740991LL

/* ---- Parts of entries */

const px_dossier_field px_dossier_source_fields[] = {
    FIELD("title", TEXT, true, offsetof(px_dossier_source, title)),
    FIELD("address", STRING, false, offsetof(px_dossier_source, address), FORM(ADDRESS)),
    { 0 },
};

static const px_dossier_field cited_fields[] = {
    FIELD("source", SOURCE, true, 0),
    FIELD("confidence", WORD, true, offsetof(px_dossier_source, confidence),
          .words = px_dossier_confidences),
    FIELD("note", TEXT, false, offsetof(px_dossier_source, note)),
    { 0 },
};

static const px_dossier_field figure_fields[] = {
    FIELD("what", WORD, true, offsetof(px_dossier_figure, what), .words = px_dossier_figure_whats),
    FIELD("relation", WORD, true, offsetof(px_dossier_figure, relation),
          .words = px_dossier_figure_relations),
    FIELD("value", VALUE, true, offsetof(px_dossier_figure, value), .min = 0, .max = MOST),
    FIELD("source", SOURCE, true, offsetof(px_dossier_figure, source)),
    FIELD("confidence", WORD, true, offsetof(px_dossier_figure, source.confidence),
          .words = px_dossier_confidences),
    { 0 },
};

#define NAME(member) offsetof(px_dossier_name, member)
static const px_dossier_field name_fields[] = {
    FIELD("date", DATE, true, NAME(when.date)),
    FIELD("until", DATE, false, NAME(when.until)),
    FIELD("name", TEXT, true, NAME(name)),
    FIELD("sources", LIST, false, NAME(sources), .count = NAME(n_sources), .max = 20,
          LIST_OF(px_dossier_source, cited_fields)),
    { 0 },
};

static const px_dossier_field article_fields[] = {
    FIELD("act", STRING, true, offsetof(px_dossier_article, act), FORM(KEY)),
    FIELD("article", STRING, true, offsetof(px_dossier_article, article), FORM(LINE)),
    { 0 },
};

#define TERM(member) offsetof(px_dossier_term, member)
static const px_dossier_field term_fields[] = {
    FIELD("type", WORD, true, TERM(type), .words = px_dossier_term_types),
    FIELD("value", VALUE, true, TERM(value), .min = 0, .max = MOST),
    FIELD("unit", WORD, true, TERM(unit), .words = px_dossier_term_units),
    FIELD("relation", WORD, true, TERM(relation), .words = px_dossier_term_relations),
    FIELD("what", TEXT, true, TERM(what)),
    FIELD("from", TEXT, false, TERM(from)),
    FIELD("direction", SIDE, false, TERM(before), .words = px_dossier_sides),
    FIELD("unless", TEXT, false, TERM(unless)),
    { 0 },
};

/* ---- Entries */

const px_dossier_field px_dossier_entry_fields[] = {
    FIELD("kind", KIND, true, ENTRY(kind)),
    FIELD("key", STRING, true, ENTRY(key), FORM(KEY)),
    FIELD("date", DATE, true, ENTRY(when.date)),
    FIELD("until", DATE, false, ENTRY(when.until)),
    FIELD("time", TIME, false, ENTRY(when.minute)),
    FIELD("zone", STRING, false, ENTRY(when.zone), FORM(ZONE)),
    FIELD("about", FLAG, false, ENTRY(when.about)),
    FIELD("sources", LIST, true, ENTRY(sources), .count = ENTRY(n_sources), .min = 1, .max = 20,
          LIST_OF(px_dossier_source, cited_fields)),
    FIELD("figures", LIST, false, ENTRY(figures), .count = ENTRY(n_figures), .max = 50,
          LIST_OF(px_dossier_figure, figure_fields)),
    { 0 },
};

#define TITLE(required) FIELD("title", TEXT, required, ENTRY(title))
#define TEXT(required) FIELD("text", TEXT, required, ENTRY(text))
#define WORD(name, list) FIELD(name, WORD, true, ENTRY(word), .words = (list))
#define CYCLE FIELD("cycle", INT, false, ENTRY(cycle), .min = 1, .max = 99)
#define VERSION FIELD("version", STRING, false, ENTRY(version), FORM(LABEL))
#define PROVISION FIELD("provision", STRING, true, ENTRY(provision), FORM(LASTING_ID))
#define CHAPTERS                                                                                   \
    FIELD("chapters", LIST, false, ENTRY(chapters), .count = ENTRY(n_chapters), .max = 50,         \
          STRINGS(LASTING_ID))

static const px_dossier_field step_fields[] = {
    WORD("step", px_dossier_steps),
    TITLE(true),
    TEXT(false),
    CYCLE,
    VERSION,
    FIELD("round", STRING, false, ENTRY(round), REFERENCE(ROUND)),
    { 0 },
};

static const px_dossier_field round_fields[] = { TITLE(true), TEXT(false), CYCLE, VERSION, { 0 } };

static const px_dossier_field group_fields[] = {
    FIELD("number", INT, true, ENTRY(number), .min = 1, .max = 99),
    FIELD("names", LIST, true, ENTRY(names), .count = ENTRY(n_names), .min = 1, .max = 50,
          LIST_OF(px_dossier_name, name_fields)),
    TEXT(false),
    CHAPTERS,
    { 0 },
};

static const px_dossier_field appointment_fields[] = {
    FIELD("person", STRING, true, ENTRY(person), FORM(LINE)),
    WORD("role", px_dossier_roles),
    FIELD("group", STRING, false, ENTRY(group), REFERENCE(GROUP)),
    FIELD("subject", TEXT, false, ENTRY(subject)),
    { 0 },
};

static const px_dossier_field criticism_fields[] = {
    FIELD("by", TEXT, true, ENTRY(by)),
    TITLE(true),
    FIELD("answer", TEXT, true, ENTRY(answer)),
    { 0 },
};

static const px_dossier_field signatory_fields[] = {
    FIELD("party", STRING, true, ENTRY(party), FORM(LINE)),
    WORD("state", px_dossier_states),
    CHAPTERS,
    TEXT(false),
    { 0 },
};

static const px_dossier_field title_fields[] = { TITLE(true), TEXT(false), { 0 } };
static const px_dossier_field text_fields[] = { TEXT(true), { 0 } };

static const px_dossier_field fact_fields[] = { TITLE(true), TEXT(true), { 0 } };
static const px_dossier_field risk_fields[] = { TITLE(true), TEXT(true), PROVISION, { 0 } };

static const px_dossier_field duty_fields[] = {
    PROVISION,
    FIELD("addressees", LIST, true, ENTRY(addressees), .count = ENTRY(n_addressees), .min = 1,
          .max = 50, .size = sizeof(px_str), REFERENCE(ADDRESSEE)),
    FIELD("articles", LIST, false, ENTRY(articles), .count = ENTRY(n_articles), .max = 50,
          LIST_OF(px_dossier_article, article_fields)),
    FIELD("terms", LIST, false, ENTRY(terms), .count = ENTRY(n_terms), .max = 50,
          LIST_OF(px_dossier_term, term_fields)),
    TEXT(false),
    { 0 },
};

static const struct {
    const char *name, *title;
    const px_dossier_field *fields;
} kinds[PX_DOSSIER_KIND_COUNT] = {
    [PX_DOSSIER_STEP] = { "step", N_("step"), step_fields },
    [PX_DOSSIER_ROUND] = { "round", N_("round"), round_fields },
    [PX_DOSSIER_GROUP] = { "group", N_("working group"), group_fields },
    [PX_DOSSIER_APPOINTMENT] = { "appointment", N_("appointment"), appointment_fields },
    [PX_DOSSIER_CATEGORY] = { "category", N_("category of participants"), title_fields },
    [PX_DOSSIER_CRITICISM] = { "criticism", N_("criticism"), criticism_fields },
    [PX_DOSSIER_SIGNATORY] = { "signatory", N_("signatory"), signatory_fields },
    [PX_DOSSIER_FACT] = { "fact", N_("fact about the process"), fact_fields },
    [PX_DOSSIER_ADDRESSEE] = { "addressee", N_("addressee"), title_fields },
    [PX_DOSSIER_RISK] = { "risk", N_("systemic risk"), risk_fields },
    [PX_DOSSIER_DUTY] = { "duty", N_("duty"), duty_fields },
    [PX_DOSSIER_SUMMARY] = { "summary", N_("what it is"), text_fields },
    [PX_DOSSIER_NOTICE] = { "notice", N_("notice to readers"), text_fields },
};

const px_dossier_field *px_dossier_kind_fields(px_dossier_kind kind)
{
    return kinds[kind].fields;
}

PX_WORDS(px_dossier_kind, px_dossier_kind, kinds)

const px_dossier_field *px_dossier_field_find(const px_dossier_field *fields, const char *name)
{
    for (; fields->name; fields++)
        if (strcmp(fields->name, name) == 0)
            return fields;
    return NULL;
}

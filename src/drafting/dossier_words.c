/* SPDX-License-Identifier: EUPL-1.2 */
/* The closed lists of words of dossiers. Names are never changed, only added. */
#include "drafting/dossier_field.h"

#include "base/banned.h"

const px_dossier_word px_dossier_steps[] = {
    { "call", N_("call for participation") },
    { "consultation", N_("consultation") },
    { "kick-off-plenary", N_("kick-off plenary") },
    { "plenary", N_("plenary") },
    { "draft", N_("draft published") },
    { "group-meeting", N_("working group meeting") },
    { "provider-workshop", N_("workshop with providers") },
    { "board", N_("meeting of the AI Board") },
    { "board-subgroup", N_("meeting of a subgroup of the AI Board") },
    { "parliament", N_("exchange with the European Parliament") },
    { "synthesis-plenary", N_("synthesis plenary") },
    { "written-feedback", N_("written feedback") },
    { "closing-plenary", N_("closing plenary") },
    { "presented", N_("code presented") },
    { "received", N_("code received") },
    { "adequacy", N_("assessment of adequacy") },
    { "application", N_("date of application") },
    { "signature", N_("signatures") },
    { "deadline", N_("deadline") },
    { "template", N_("template published") },
    { "guidance", N_("guidance published") },
    { "follow-up", N_("follow-up") },
    { "other", N_("other step") },
    { 0 },
};

const px_dossier_word px_dossier_roles[] = {
    { "chair", N_("chair") },
    { "co-chair", N_("co-chair") },
    { "vice-chair", N_("vice-chair") },
    { 0 },
};

const px_dossier_word px_dossier_states[] = {
    { "signed", N_("signed") },
    { "refused", N_("refused to sign") },
    { "announced", N_("announced that it will sign") },
    { 0 },
};

const px_dossier_word px_dossier_confidences[] = {
    { "primary", N_("read in the primary text") },
    { "secondary", N_("from a secondary source") },
    { "unverified", N_("not verified") },
    { 0 },
};

/* Of what this house did itself; no file can claim it. */
const px_dossier_word px_dossier_confidence_house = { "house", N_("recorded in this house") };

const px_dossier_word px_dossier_figure_whats[] = {
    { "submissions", N_("submissions") },
    { "participants", N_("participants") },
    { "organisations", N_("organisations") },
    { "signatories", N_("signatories") },
    { "pages", N_("pages") },
    { "commitments", N_("commitments") },
    { "measures", N_("measures") },
    { "groups", N_("working groups") },
    { "drafters", N_("drafters") },
    { "share-percent", N_("share in per cent") },
    { 0 },
};

const px_dossier_word px_dossier_figure_relations[] = {
    { "exactly", N_("exactly") },     { "about", N_("about") },       { "almost", N_("almost") },
    { "more-than", N_("more than") }, { "at-least", N_("at least") }, { 0 },
};

const px_dossier_word px_dossier_term_types[] = {
    { "deadline", N_("deadline") },
    { "period", N_("period") },
    { "interval", N_("interval") },
    { "number", N_("number") },
    { 0 },
};

const px_dossier_word px_dossier_term_units[] = {
    { "hour", N_("hours") },
    { "day", N_("days") },
    { "business-day", N_("business days") },
    { "week", N_("weeks") },
    { "month", N_("months") },
    { "year", N_("years") },
    { "sample", N_("samples") },
    { "tier", N_("tiers") },
    { "bit", N_("bits") },
    { "euro", N_("euros") },
    { "flop-exponent", N_("floating-point operations, as a power of ten") },
    { "person", N_("people") },
    { "item", N_("items") },
    { "percent", N_("per cent") },
    { 0 },
};

const px_dossier_word px_dossier_term_relations[] = {
    { "within", N_("within") },   { "at-least", N_("at least") }, { "at-most", N_("at most") },
    { "exactly", N_("exactly") }, { "about", N_("about") },       { 0 },
};

const px_dossier_word px_dossier_sides[] = {
    { "after", N_("after") },
    { "before", N_("before") },
    { 0 },
};

const px_dossier_word *px_dossier_word_find(const px_dossier_word *words, px_str name)
{
    for (; words->name; words++)
        if (px_str_is(name, words->name))
            return words;
    return NULL;
}

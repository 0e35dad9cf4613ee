/* SPDX-License-Identifier: EUPL-1.2 */
/* Figures and terms in the words of a language: a quantity first, then what is said of it. */
#include "drafting/dossier_field.h"

#include "base/banned.h"

typedef struct quantity {
    const char *name; /* of a word */
    const char *one, *many;
    /* Of units of time: what comes back again and again. */
    const char *every, *every_many;
} quantity;

static const quantity counted[] = {
    { "submissions", N_PLURAL("{count} submission", "{count} submissions") },
    { "participants", N_PLURAL("{count} participant", "{count} participants") },
    { "organisations", N_PLURAL("{count} organisation", "{count} organisations") },
    { "signatories", N_PLURAL("{count} signatory", "{count} signatories") },
    { "pages", N_PLURAL("{count} page", "{count} pages") },
    { "commitments", N_PLURAL("{count} commitment", "{count} commitments") },
    { "measures", N_PLURAL("{count} measure", "{count} measures") },
    { "groups", N_PLURAL("{count} working group", "{count} working groups") },
    { "drafters", N_PLURAL("{count} drafter", "{count} drafters") },
    { "share-percent", N_PLURAL("{count}%", "{count}%") },
    { 0 },
};

/* What is counted, a term says itself ("at least 5" "random samples for each evaluation"). */
static const quantity units[] = {
    { "hour", N_PLURAL("{count} hour", "{count} hours"),
      N_PLURAL("every hour", "every {count} hours") },
    { "day", N_PLURAL("{count} day", "{count} days"), N_PLURAL("every day", "every {count} days") },
    { "business-day", N_PLURAL("{count} business day", "{count} business days"),
      N_PLURAL("every business day", "every {count} business days") },
    { "week", N_PLURAL("{count} week", "{count} weeks"),
      N_PLURAL("every week", "every {count} weeks") },
    { "month", N_PLURAL("{count} month", "{count} months"),
      N_PLURAL("every month", "every {count} months") },
    { "year", N_PLURAL("{count} year", "{count} years"),
      N_PLURAL("every year", "every {count} years") },
    { "sample", "{count}", "{count}" },
    { "tier", "{count}", "{count}" },
    { "bit", N_PLURAL("{count} bit", "{count} bits") },
    { "euro", N_PLURAL("{count} euro", "{count} euros") },
    { "flop-exponent",
      N_PLURAL("10^{count} floating-point operations", "10^{count} floating-point operations") },
    { "person", "{count}", "{count}" },
    { "item", "{count}", "{count}" },
    { "percent", N_PLURAL("{count}%", "{count}%") },
    { 0 },
};

/* A relation: a message with {quantity}; again: one with {interval}. */
typedef struct relation {
    const char *name, *message, *again;
} relation;

static const relation relations[] = {
    { "exactly", "{quantity}", "{interval}" },
    { "about", N_("about {quantity}"), N_("about {interval}") },
    { "almost", N_("almost {quantity}"), NULL },
    { "more-than", N_("more than {quantity}"), NULL },
    { "at-least", N_("at least {quantity}"), N_("{interval} or less often") },
    { "at-most", N_("at most {quantity}"), N_("at least {interval}") },
    { "within", N_("within {quantity}"), N_("at least {interval}") },
    { 0 },
};

static const quantity *quantity_of(const quantity *list, const px_dossier_word *word)
{
    for (; list->name; list++)
        if (strcmp(list->name, word->name) == 0)
            return list;
    return NULL;
}

static const relation *relation_of(const px_dossier_word *word)
{
    const relation *r = relations;

    while (r->name && strcmp(r->name, word->name) != 0)
        r++;
    return r->name ? r : relations;
}

static void say_quantity(px_builder *out, const px_language *language, const char *one,
                         const char *many, long long value)
{
    PX_AUTO_BUILDER px_builder number = PX_BUILDER_INIT(64);
    px_arg arg;

    px_format_int(&number, language, value);
    arg = (px_arg){ "count", px_builder_view(&number) };
    px_message_fill(out, px_tr_plural(language, one, many, (unsigned long long)value), &arg, 1);
}

/* The quantity under its relation; again: as an interval. */
static void say(px_builder *out, const px_language *language, const quantity *q,
                const px_dossier_word *how, long long value, bool again)
{
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(1024);
    const relation *r = relation_of(how);
    px_arg arg;

    again = again && q->every && r->again;
    say_quantity(&words, language, again ? q->every : q->one, again ? q->every_many : q->many,
                 value);
    arg = (px_arg){ again ? "interval" : "quantity", px_builder_view(&words) };
    px_message(out, language, again ? r->again : r->message, &arg, 1);
}

void px_dossier_figure_words(px_builder *out, const px_language *language,
                             const px_dossier_figure *figure)
{
    const quantity *what = quantity_of(counted, figure->what);

    if (what)
        say(out, language, what, figure->relation, figure->value, false);
}

void px_dossier_term_words(px_builder *out, const px_language *language,
                           const px_dossier_term *term)
{
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(2048);
    const quantity *unit = quantity_of(units, term->unit);

    if (!unit)
        return;
    say(&words, language, unit, term->relation, term->value,
        strcmp(term->type->name, "interval") == 0);
    if (!term->from.value.ptr) {
        px_builder_str(out, px_builder_view(&words));
        return;
    }

    const px_arg args[] = {
        { "term", px_builder_view(&words) },
        { "from", term->from.value },
    };

    px_message(out, language, term->before ? N_("{term} before {from}") : N_("{term} after {from}"),
               args, PX_COUNT(args));
}

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The register: official forms that were published. A version is frozen: the whole form as JSON is
 * a file of the house, from which every view and every format is made; publishing is an act of the
 * log that names its hash and the root of its commitment. Versions have numbers in their order, and
 * earlier ones are kept. Who may read what of a model documentation form is its views' business
 * (duty/filled.h); a summary is public.
 *
 * What is read lives in the caller's arena.
 */
#ifndef PX_DUTY_REGISTER_H
#define PX_DUTY_REGISTER_H

#include "base/json_write.h"
#include "duty/filled.h"
#include "duty/model_entry.h"
#include "store/house.h"

/* A time in which a recipient's view of a published form was public. */
typedef struct px_opening {
    px_recipient recipient;
    px_time from, to;    /* to: PX_TIME_NONE while it is public */
    px_str reason;       /* why it was taken back, for everybody to read; or empty */
    px_str act, end_act; /* public ids; end_act empty while it is public */
} px_opening;

typedef struct px_published {
    int64_t row;
    px_str id; /* public */
    px_claim_subject subject;
    px_str provider_slug, provider_name, model_slug, model_name;
    px_str version_name; /* of the model, or empty */
    px_str form, form_version;
    int number;
    px_str day; /* of publication */
    px_time time;
    px_str next_update; /* day, or empty */
    px_str kept_until;  /* day */
    px_str snapshot;    /* SHA-256 of the whole form as JSON */
    uint64_t size;      /* bytes of it */
    px_str root;        /* of the commitment, or empty */
    int missing;        /* fields that are asked for and have no value */
    px_str *changed;    /* ids of fields that differ from the version before */
    size_t n_changed;
    px_str *covers; /* versions of the model */
    size_t n_covers;
    px_str domains; /* SHA-256 of the whole list of domains, or empty */
    uint64_t n_domains;
    bool newest;
    bool shown;           /* the register has it */
    unsigned open;        /* bits 1U << px_recipient: whose views of it are public */
    px_opening *openings; /* whose were, and when; in the order in which they began */
    size_t n_openings;
    px_str act; /* public id */
} px_published;

/* Whether everybody may read that view of it. */
static inline bool px_published_is_open(const px_published *published, px_recipient recipient)
{
    return px_str_is(published->form, PX_FORM_SUMMARY) ? recipient == PX_RECIPIENT_PUBLIC
                                                       : (published->open >> recipient) & 1;
}

/* The last time in which that view of it was public, where its provider took it back and it is not
 * public again; else NULL. */
const px_opening *px_published_taken_back(const px_published *published, px_recipient recipient);

/* All times in which views of it were public, as the member "public_times" of an object. */
void px_published_times_json(px_json *json, const px_published *published);

/* When something last happened to it that everybody may know: it was published, a view of it was
 * made public or was taken back. */
px_time px_published_touched(const px_published *published);

/* ---- Terms: rows of data/document_rules.tsv */

typedef struct px_document_rule {
    long long number;
    px_str unit; /* "day", "month", "year" */
    px_str since, source, confidence;
} px_document_rule;

/* A number of 0 where there is no such rule. */
px_document_rule px_document_rule_of(const char *key);
/* The day that lies the rule's term after `day`; the last of the month where it has no such day. */
px_str px_document_due(px_arena *arena, px_str day, const char *rule);

/* ---- Reading */

/* By public id; NOT_FOUND. */
int px_register_find(px_db *db, px_arena *arena, px_str id, px_published *ret_published,
                     px_error *err) PX_MUST_CHECK;

/* All versions of one form of a subject, the newest first. This is what a feed of a model's
 * documents has; the JSON of `changed` tells what is new in each. */
int px_register_versions(px_db *db, px_arena *arena, const px_claim_subject *subject, px_str form,
                         px_published **ret_published, size_t *ret_count,
                         px_error *err) PX_MUST_CHECK;

/* All that was published of a model and of its versions: by form, the newest first. */
int px_register_of_model(px_db *db, px_arena *arena, int64_t model, px_published **ret_published,
                         size_t *ret_count, px_error *err) PX_MUST_CHECK;

/* The version of that number; 0: the newest. NOT_FOUND. */
int px_register_version(px_db *db, px_arena *arena, const px_claim_subject *subject, px_str form,
                        int number, px_published *ret_published, px_error *err) PX_MUST_CHECK;

/* By the root of its commitment, in hexadecimal digits; NOT_FOUND. */
int px_register_by_root(px_db *db, px_arena *arena, px_str root, px_published *ret_published,
                        px_error *err) PX_MUST_CHECK;

/* The whole form as it was published, with its salts: never for people as it is, px_filled_view
 * makes what they may have. */
int px_register_whole(px_house *house, px_arena *arena, const px_published *published,
                      px_filled_form *ret_whole, px_error *err) PX_MUST_CHECK;

/* Ids of the fields that differ between two fillings of one form, in its order; fields of the
 * document itself are not compared. */
px_str *px_filled_changed(px_arena *arena, const px_filled_form *before,
                          const px_filled_form *after, size_t *ret_count);

/* ---- Publishing */

typedef struct px_publish_order {
    px_claim_subject subject;
    px_str form;
    bool ranges_only;   /* of sizes */
    bool allow_numbers; /* do not look in texts for numbers that are held back */
    const char *author;
    px_published ret_published; /* in the arena of px_register_publish */
} px_publish_order;

/* Freezes the form as claims fill it now, and publishes it as an act. CONFLICT where another
 * version was published meanwhile, or where a text tells a number that a recipient may not have;
 * INVALID with "field" for what claims say wrongly. */
int px_register_publish(px_house *house, px_db *db, px_arena *arena, px_publish_order *order,
                        px_error *err) PX_MUST_CHECK;

/* ---- Making a view public, and taking it back */

typedef struct px_open_order {
    const px_published *published;
    px_recipient recipient; /* whose view of it */
    px_str reason;          /* to take it back: why, for everybody to read */
    const char *author;
} px_open_order;

/* Makes a recipient's view of a published form public, as an act that names its hash. A summary is
 * public already, and so may the view be: CONFLICT. */
int px_register_open(px_house *house, px_arena *arena, const px_open_order *order,
                     px_error *err) PX_MUST_CHECK;

/* Takes it back, as an act with the reason (a line, INVALID without one): the register keeps when
 * it was public, and nobody but the people of the provider reads it any more. The document and its
 * other views stay as they are, and it can be made public again. CONFLICT where it is not public;
 * a summary stays public. */
int px_register_withdraw(px_house *house, px_arena *arena, const px_open_order *order,
                         px_error *err) PX_MUST_CHECK;

/* ---- The register: what is public, and what was until its provider took it back */

typedef enum px_register_order {
    PX_REGISTER_NEWEST, /* what was published last first */
    PX_REGISTER_OLDEST,
    PX_REGISTER_PROVIDER, /* by name, then by model */
    PX_REGISTER_MODEL,
    PX_REGISTER_DUE,     /* whose next version is due first */
    PX_REGISTER_TOUCHED, /* to which something happened last first (px_published_touched) */
    PX_REGISTER_ORDER_COUNT
} px_register_order;

/* Name for addresses, title as a message id; a name that is not known is the newest first. */
const char *px_register_order_name(px_register_order order);
const char *px_register_order_title(px_register_order order);
px_register_order px_register_order_find(px_str name);

/* Everything empty: all of it. */
typedef struct px_register_filter {
    px_str form, provider; /* name of a form, slug of a provider */
    px_str words; /* or their beginnings, all of them in what is public or in the names of model and
                     provider */
    px_str language; /* in which a text of it is written: "fr" */
    px_str from, to; /* days of publication, both included */
    bool earlier;    /* earlier versions too, for feeds */
    px_register_order order;
    size_t offset, max;
} px_register_filter;

/* What is chosen, in its order. INVALID for words that are not UTF-8. */
int px_register_list(px_db *db, px_arena *arena, const px_register_filter *filter,
                     px_published **ret_published, size_t *ret_count, px_error *err) PX_MUST_CHECK;

/* How many there are, by what one can choose from: each as if it alone were not chosen. */
typedef struct px_register_count {
    px_str name, title; /* of the form, slug and name of the provider, tag of the language */
    size_t count;
} px_register_count;

typedef struct px_register_counts {
    size_t total; /* with all that is chosen */
    px_register_count *forms, *providers, *languages;
    size_t n_forms, n_providers, n_languages;
} px_register_counts;
int px_register_count_all(px_db *db, px_arena *arena, const px_register_filter *filter,
                          px_register_counts *ret_counts, px_error *err) PX_MUST_CHECK;

/* ---- Is my domain in it? */

typedef enum px_domain_relation {
    PX_DOMAIN_EXACT,
    PX_DOMAIN_ABOVE, /* the list has a domain that the one asked for lies in */
    PX_DOMAIN_BELOW, /* the list has one that lies in it */
    PX_DOMAIN_RELATION_COUNT
} px_domain_relation;

typedef struct px_domain_hit {
    px_published published; /* row, id, names, form, number, day and domains alone */
    px_str domain;
    px_domain_relation relation;
    uint64_t rank, bytes, of; /* of how many domains */
} px_domain_hit;

enum { PX_DOMAIN_HITS_MAX = 1000, PX_DOMAIN_BELOW_MAX = 20 };

/* Where a host or an address ("https://www.example.org/page") stands in the newest summaries: in it
 * itself, above and below it, of these at most PX_DOMAIN_BELOW_MAX a summary. Exact ones first,
 * then above, then below; of one kind the last published first. INVALID for what is no name of a
 * host. ret_asked: the host that was looked for, in ASCII. */
int px_register_domain(px_db *db, px_arena *arena, px_str asked, px_str *ret_asked,
                       px_domain_hit **ret_hits, size_t *ret_count, px_error *err) PX_MUST_CHECK;

/* "exact", "above", "below". */
const char *px_domain_relation_name(px_domain_relation relation);

#endif

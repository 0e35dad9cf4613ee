/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files of the register share; private to src/duty. */
#ifndef PX_DUTY_REGISTER_PRIV_H
#define PX_DUTY_REGISTER_PRIV_H

#include "duty/register.h"

/* What register_read_rows reads, in its order. */
#define REGISTER_COLUMNS                                                                           \
    "SELECT d.id, d.public_id, d.provider, d.model, ifnull(d.version, 0), p.slug, p.name, "        \
    "m.slug, "                                                                                     \
    "m.name, ifnull((SELECT v.name FROM model_version AS v WHERE v.id = d.version), ''), d.form, " \
    "d.form_version, d.number, d.day, d.time, d.next_update, d.kept_until, d.snapshot, d.size, "   \
    "d.root, d.missing, d.changed, d.covers, d.domains, d.n_domains, d.newest, d.shown, "          \
    "(SELECT json_group_array(json_array(o.recipient, o.time, o.ended, o.reason, o.act, "          \
    "o.end_act)) FROM (SELECT * FROM document_opening WHERE document = d.id ORDER BY id) AS o), "  \
    "d.act FROM document AS d JOIN provider AS p ON p.id = d.provider "                            \
    "JOIN model AS m ON m.id = d.model "

int register_read_rows(px_query *query, px_arena *arena, px_published **ret_published,
                       size_t *ret_count, px_error *err) PX_MUST_CHECK;

/* What the register is searched by: the words of the views that are public (bits 1U <<
 * px_recipient), case and accents removed, with the names of model, versions and provider; and the
 * languages of their texts, " en fr ". In the arena. */
typedef struct register_text {
    px_str words, languages;
} register_text;
int register_text_make(px_arena *arena, const px_filled_form *whole, unsigned views,
                       register_text *ret_text, px_error *err) PX_MUST_CHECK;

/* Text without case and accents, in the arena. INVALID for what is not UTF-8. */
int register_text_fold(px_arena *arena, px_str text, px_str *ret_folded,
                       px_error *err) PX_MUST_CHECK;

/* Inside a deed: it takes the place of what the document has. */
int register_text_put(px_db *db, int64_t document, const register_text *text,
                      px_error *err) PX_MUST_CHECK;

/* Makes the texts of summaries that have none yet, published by an earlier program. Outside of
 * deeds. */
int register_texts_fill(px_house *house, px_db *db, px_error *err) PX_MUST_CHECK;

/* Inside a deed: the domains of a list (CSV with the columns rank, domain and content_bytes, in the
 * file of the house with that hash) as those of the document. ret_count: how many there are. */
int register_domains_fill(px_db *db, const char *path, int64_t document, uint64_t *ret_count,
                          px_error *err) PX_MUST_CHECK;

/* The same of the domains that a value shows, where its file is not in the house. */
int register_domains_shown(px_db *db, const json_t *value, int64_t document, uint64_t *ret_count,
                           px_error *err) PX_MUST_CHECK;

/* Deletes the domains of versions that are superseded, in many small deeds: one for all of them
 * would hold each page that it changes in memory until its end. Nothing looks at them meanwhile;
 * what stays after a failure, which is logged, goes with the next publication. */
void register_domains_sweep(px_house *house);

/* "org.example.www" of "www.example.org", in the arena. */
px_str register_domain_reversed(px_arena *arena, px_str host);

#endif

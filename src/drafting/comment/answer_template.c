/* SPDX-License-Identifier: EUPL-1.2 */
/* Words that answer many comments of a code. */
#include "code/language_code.h"
#include "code/normal.h"
#include "drafting/comment/answer_priv.h"
#include "drafting/people/person_row.h"

#include "base/banned.h"

enum { NAME_MAX_POINTS = 100, TEMPLATES_MAX = 500 };

#define TEMPLATE_SELECT                                                                            \
    "SELECT t.id, t.code, t.public_id, t.name, t.status, t.reason, t.language, t.retired, "        \
    "(SELECT count(*) FROM answer WHERE template = t.id) FROM answer_template AS t "

static void template_row(px_query *query, px_arena *arena, px_answer_template *template)
{
    *template = (px_answer_template){ .row = px_query_next_int(query) };
    template->code = px_query_next_int(query);
    template->id = px_query_next_text(query, arena);
    template->name = px_query_next_text(query, arena);
    (void)px_answer_status_find(px_query_next_str(query), &template->status);
    template->reason = px_query_next_text(query, arena);
    template->language = px_query_next_text(query, arena);
    template->retired = px_query_next_int(query) != 0;
    template->used = px_query_next_int(query);
}

int px_answer_template_list(px_db *db, px_arena *arena, const px_code *code,
                            px_answer_template **ret_templates, size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_answer_template *templates = NULL;
    size_t count = 0, room = 0;
    int rc = px_query_start(db, TEMPLATE_SELECT "WHERE t.code = ? ORDER BY t.retired, t.name, t.id",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, code->row);
    while ((rc = px_query_step(&query, err)) > 0) {
        templates = px_arena_grow(arena, templates, count, &room, sizeof(*templates));
        template_row(&query, arena, &templates[count++]);
    }
    if (rc < 0)
        return rc;
    *ret_templates = templates;
    *ret_count = count;
    return 0;
}

int px_answer_template_find(px_db *db, px_arena *arena, int64_t code, px_str id,
                            px_answer_template *ret_template, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        db, TEMPLATE_SELECT "WHERE t.public_id = ?1 AND (?2 = 0 OR t.code = ?2)", &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, id);
    px_query_int(&query, code);
    rc = px_query_step(&query, err);
    if (rc == 0)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such template"), "field", "template",
                       NULL);
    if (rc > 0)
        template_row(&query, arena, ret_template);
    return rc < 0 ? rc : 0;
}

/* ---- Keeping */

/* A name stands for one template that is offered, so that nobody picks the wrong one. */
static int check_name(px_db *db, const px_code *code, px_str name, int64_t self, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int64_t same, all;
    int rc = px_query_start(db,
                            "SELECT coalesce(sum(name = ?1 AND retired = 0 AND id <> ?2), 0), "
                            "count(*) FROM answer_template WHERE code = ?3",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, name);
    px_query_int(&query, self);
    px_query_int(&query, code->row);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    same = px_query_next_int(&query);
    all = px_query_next_int(&query);
    if (same)
        return px_fail(err, PX_ERR_EXISTS, N_("there is a template with this name"), "field",
                       "name", NULL);
    if (!self && all >= TEMPLATES_MAX)
        return px_fail(err, PX_ERR_TOO_MANY, N_("a code has at most {max} templates"), "max", "500",
                       NULL);
    return 0;
}

static int template_insert(px_db *db, const px_code *code, px_answer_template_keep *keep,
                           px_str name, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "INSERT INTO answer_template (name, status, reason, language, person, "
                            "changed, retired, public_id, code) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                            &query, err);

    if (rc < 0)
        return rc;
    px_random_public_id(keep->ret_id);
    px_query_str(&query, name);
    px_query_cstr(&query, px_answer_status_name(keep->status));
    px_query_str(&query, keep->reason);
    px_query_str(&query, keep->language);
    px_answer_bind_row(&query, keep->person);
    px_query_int(&query, px_now());
    px_query_int(&query, keep->retired);
    px_query_cstr(&query, keep->ret_id);
    px_query_int(&query, code->row);
    return px_query_run(&query, err);
}

static int template_update(px_db *db, int64_t row, px_answer_template_keep *keep, px_str name,
                           px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "UPDATE answer_template SET name = ?, status = ?, reason = ?, "
                            "language = ?, person = ?, changed = ?, retired = ? WHERE id = ?",
                            &query, err);

    if (rc < 0)
        return rc;
    (void)snprintf(keep->ret_id, sizeof(keep->ret_id), "%.*s", PX_STR_ARG(keep->id));
    px_query_str(&query, name);
    px_query_cstr(&query, px_answer_status_name(keep->status));
    px_query_str(&query, keep->reason);
    px_query_str(&query, keep->language);
    px_answer_bind_row(&query, keep->person);
    px_query_int(&query, px_now());
    px_query_int(&query, keep->retired);
    px_query_int(&query, row);
    return px_query_run(&query, err);
}

int px_answer_template_keep_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_answer_template_keep *keep = arg;
    px_answer_template old = { 0 };
    px_str name;
    px_code code;
    int rc = px_code_find(db, arena, keep->code, PX_STR(""), &code, err);

    if (rc >= 0 && keep->id.len)
        rc = px_answer_template_find(db, arena, code.row, keep->id, &old, err);
    if (rc >= 0)
        rc = px_text_line(arena, "name", keep->name, true, NAME_MAX_POINTS, &name, err);
    if (rc >= 0 && !keep->retired)
        rc = check_name(db, &code, name, old.row, err);
    if (rc >= 0)
        rc = px_answer_reason_check(keep->reason, "reason", err);
    if (rc >= 0)
        rc = px_language_tag_check(keep->language, err);
    if (rc < 0)
        return rc;
    return old.row ? template_update(db, old.row, keep, name, err)
                   : template_insert(db, &code, keep, name, err);
}

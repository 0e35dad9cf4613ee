/* SPDX-License-Identifier: EUPL-1.2 */
/* A process as it begins, from its template, and as it ends. */
#include "base/json_write.h"
#include "drafting/process/plan_priv.h"
#include "drafting/process/process_template.h"
#include "drafting/process/round.h"
#include "store/act.h"

#include "base/banned.h"

typedef struct making {
    px_db *db;
    px_arena *arena;
    px_process_make *make;
    const px_process_template *template;
    px_planned planned;
    px_civil from;
    px_template_when *whens;
    px_plan_step_row *steps;
    px_plan_group_row *groups;
} making;

/* What a process without a template is made of. */
static const px_process_template bare = {
    .key = PX_STR_INIT(""),
    .zone = PX_STR_INIT("Europe/Brussels"),
    .late = PX_STR_INIT("refuse"),
    .window_days = 14,
};

/* ---- Rows */

static int check_free(const making *m, px_error *err)
{
    px_error ignored = PX_ERROR_INIT;
    px_process process;
    int rc = px_process_find(m->db, m->arena, &m->planned.code, m->make->key, PX_STR(""), &process,
                             &ignored);

    if (rc == -PX_ERR_NOT_FOUND)
        return 0;
    if (rc < 0) {
        *err = ignored;
        return rc;
    }
    return px_fail(err, PX_ERR_EXISTS, N_("the code '{code}' has a process '{process}' already"),
                   "code", px_arena_cstr(m->arena, m->make->code), "process",
                   px_arena_cstr(m->arena, m->make->key), "field", "key", NULL);
}

static int put_process(making *m, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(m->db,
                            "INSERT INTO process (code, key, template, zone, late, window_days, "
                            "created) VALUES (?, ?, ?, ?, ?, ?, ?)",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, m->planned.code.row);
    px_query_str(&query, m->make->key);
    px_query_str(&query, m->template->key);
    px_query_str(&query, m->make->zone.len ? m->make->zone : m->template->zone);
    px_query_str(&query, m->template->late);
    px_query_int(&query, m->template->window_days);
    px_query_int(&query, px_now());
    return px_query_run(&query, err);
}

/* Those of the template first, then those that were given, which take their place. */
static int put_texts(const making *m, const px_plan_text *texts, size_t n_texts, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(m->db,
                            "INSERT INTO process_text (process, language, title, text) "
                            "VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET title = "
                            "excluded.title, text = CASE excluded.text WHEN '' THEN text ELSE "
                            "excluded.text END",
                            &query, err);

    for (size_t i = 0; rc >= 0 && i < n_texts; i++) {
        px_query_int(&query, m->planned.process.row);
        px_query_str(&query, texts[i].language);
        px_query_str(&query, px_str_trim(texts[i].title));
        px_query_str(&query, texts[i].text.ptr ? texts[i].text : PX_STR(""));
        rc = px_query_run(&query, err);
        px_query_again(&query);
    }
    return rc;
}

static int put_groups(making *m, px_error *err)
{
    px_time since = px_now();
    int rc = 0;

    m->groups = px_arena_array(m->arena, m->template->n_groups + 1, sizeof(*m->groups));
    for (size_t i = 0; rc >= 0 && i < m->template->n_groups; i++) {
        const px_template_group *group = &m->template->groups[i];

        m->groups[i] = (px_plan_group_row){
            .process = m->planned.process.row,
            .key = group->key,
            .texts = group->texts,
            .n_texts = group->n_texts,
            .chapters = group->chapters,
            .n_chapters = group->n_chapters,
            .since = since,
        };
        rc = px_plan_group_insert(m->db, &m->groups[i], err);
    }
    return rc;
}

static int put_steps(making *m, px_error *err)
{
    int rc = 0;

    m->steps = px_arena_array(m->arena, m->template->n_steps + 1, sizeof(*m->steps));
    for (size_t i = 0; rc >= 0 && i < m->template->n_steps; i++) {
        const px_template_step *step = &m->template->steps[i];

        m->steps[i] = (px_plan_step_row){
            .process = m->planned.process.row,
            .key = step->key,
            .kind = step->kind,
            .cycle = step->cycle,
            .starts = m->whens[i].starts,
            .ends = m->whens[i].ends,
            .required = step->required,
        };
        rc = px_plan_step_insert(m->db, &m->steps[i], err);
        if (rc >= 0)
            rc = px_plan_step_texts(m->db, m->steps[i].ret_row, step->texts, step->n_texts, err);
    }
    return rc;
}

/* ---- The act */

static void write_step(px_json *json, const making *m, size_t i)
{
    const px_plan_step_row *step = &m->steps[i];
    char digest[65];

    px_plan_texts_digest(m->template->steps[i].texts, m->template->steps[i].n_texts, digest);
    px_json_object(json);
    px_json_pair_int(json, "cycle", step->cycle);
    px_json_pair_str(json, "ends", px_moment_short(m->arena, &step->ends));
    px_json_pair_str(json, "kind", step->kind);
    px_json_pair_int(json, "required", step->required);
    px_json_pair_str(json, "starts", px_moment_short(m->arena, &step->starts));
    px_json_pair_cstr(json, "step", step->ret_id);
    px_json_pair_cstr(json, "texts", digest);
    px_json_object_end(json);
}

static void write_group(px_json *json, const px_plan_group_row *group)
{
    char digest[65];

    px_plan_texts_digest(group->texts, group->n_texts, digest);
    px_json_object(json);
    px_json_key(json, "chapters");
    px_json_array(json);
    for (size_t i = 0; i < group->n_chapters; i++)
        px_json_str(json, group->chapters[i]);
    px_json_array_end(json);
    px_json_pair_cstr(json, "group", group->ret_id);
    px_json_pair_str(json, "key", group->key);
    px_json_pair_cstr(json, "texts", digest);
    px_json_object_end(json);
}

static int append_act(making *m, px_error *err)
{
    PX_AUTO_BUILDER px_builder content = PX_BUILDER_INIT(1 << 20);
    px_act act = {
        .kind = "process.begun",
        .code = px_arena_cstr(m->arena, m->planned.code.id),
        .author = m->make->author,
    };
    px_act_receipt receipt;
    px_json json;
    int rc;

    px_json_start(&json, &content, PX_JSON_CANONICAL);
    px_json_object(&json);
    px_json_pair_str(&json, "code", m->planned.code.id);
    px_json_pair_str(&json, "from", m->make->from);
    px_json_key(&json, "groups");
    px_json_array(&json);
    for (size_t i = 0; i < m->template->n_groups; i++)
        write_group(&json, &m->groups[i]);
    px_json_array_end(&json);
    px_json_pair_str(&json, "late", m->planned.process.late);
    px_json_pair_str(&json, "process", m->planned.process.key);
    px_json_key(&json, "steps");
    px_json_array(&json);
    for (size_t i = 0; i < m->template->n_steps; i++)
        write_step(&json, m, i);
    px_json_array_end(&json);
    px_json_pair_str(&json, "template", m->template->key);
    px_json_pair_int(&json, "window_days", m->planned.process.window_days);
    px_json_pair_str(&json, "zone", m->planned.process.zone);
    rc = px_act_append_json(m->db, &act, &json, &receipt, err);
    if (rc >= 0)
        (void)snprintf(m->make->ret_act, sizeof(m->make->ret_act), "%s", receipt.id);
    return rc;
}

static int name_act(making *m, px_error *err)
{
    static const char *const statements[] = {
        "UPDATE process SET act = ?1 WHERE id = ?2",
        "UPDATE step SET act = ?1 WHERE process = ?2",
        ("UPDATE working_group_name SET act = ?1 WHERE working_group IN "
         "(SELECT id FROM working_group WHERE process = ?2)"),
    };
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < PX_COUNT(statements); i++) {
        PX_AUTO_QUERY px_query query = PX_QUERY_INIT;

        rc = px_query_start(m->db, statements[i], &query, err);
        if (rc < 0)
            return rc;
        px_query_cstr(&query, m->make->ret_act);
        px_query_int(&query, m->planned.process.row);
        rc = px_query_run(&query, err);
    }
    return rc;
}

/* ---- The deeds */

static int make_check(making *m, px_error *err)
{
    px_process_make *make = m->make;
    bool made;
    int rc = px_plan_key_check(make->key, err);

    if (rc >= 0) {
        rc = px_date_parse(make->from, &m->from, err);
        if (rc < 0)
            px_error_add(err, "field", "from");
    }
    if (rc >= 0)
        rc = px_plan_texts_check(make->texts, make->n_texts, !m->template->n_texts, err);
    if (rc >= 0) {
        const char *zone = px_arena_cstr(m->arena, make->zone.len ? make->zone : m->template->zone);

        rc = px_zone_kept(zone, &m->planned.zone, err);
        if (rc < 0)
            px_error_add(err, "field", "zone");
    }
    if (rc >= 0)
        rc = px_code_keep(m->db, make->code, &m->planned.code.row, &made, err);
    if (rc >= 0)
        rc = px_code_find(m->db, m->arena, make->code, PX_STR(""), &m->planned.code, err);
    return rc < 0 ? rc : check_free(m, err);
}

int px_process_make_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_process_make *make = arg;
    making m = {
        .db = db, .arena = arena, .make = make, .template = make->template ? make->template : &bare
    };
    int rc = make_check(&m, err);

    if (rc >= 0)
        rc = px_template_dates(arena, m.template, m.planned.zone,
                               px_days_from_date(m.from.year, m.from.month, m.from.day), &m.whens,
                               err);
    if (rc >= 0)
        rc = put_process(&m, err);
    if (rc >= 0)
        rc = px_process_get(db, arena, px_db_last_id(db), PX_STR(""), &m.planned.process, err);
    if (rc >= 0)
        rc = put_texts(&m, m.template->texts, m.template->n_texts, err);
    if (rc >= 0)
        rc = put_texts(&m, make->texts, make->n_texts, err);
    if (rc >= 0)
        rc = put_groups(&m, err);
    if (rc >= 0)
        rc = put_steps(&m, err);
    if (rc >= 0)
        rc = append_act(&m, err);
    return rc < 0 ? rc : name_act(&m, err);
}

static int check_rounds(px_db *db, px_arena *arena, const px_process *process, px_error *err)
{
    px_round *rounds;
    size_t count;
    int rc = px_round_list(db, arena, process, &rounds, &count, err);

    for (size_t i = 0; rc >= 0 && i < count; i++)
        if (px_round_state_at(&rounds[i], px_now()) != PX_ROUND_CLOSED)
            return px_fail(err, PX_ERR_CONFLICT,
                           N_("the process '{process}' has a round that has not closed yet"),
                           "process", px_arena_cstr(arena, process->key), NULL);
    return rc;
}

int px_process_end_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_process_end *end = arg;
    px_planned planned = { 0 };
    int rc = px_planned_open(db, arena, end->code, end->key, &planned, err);

    if (rc >= 0)
        rc = px_plan_reason_check(end->reason, err);
    if (rc >= 0)
        rc = check_rounds(db, arena, &planned.process, err);
    if (rc >= 0)
        rc = px_query_start(db, "UPDATE process SET ended = ? WHERE id = ?", &query, err);
    if (rc < 0)
        return rc;
    px_query_int(&query, px_now());
    px_query_int(&query, planned.process.row);
    rc = px_query_run(&query, err);
    if (rc >= 0) {
        const px_plan_pair pairs[] = {
            { .key = "code", .text = planned.code.id },
            { .key = "process", .text = planned.process.key },
            { .key = "reason", .text = end->reason },
        };

        rc = px_plan_act(db, arena, "process.ended", &planned, PX_STR(""), pairs, PX_COUNT(pairs),
                         end->author, end->ret_act, err);
    }
    return rc;
}

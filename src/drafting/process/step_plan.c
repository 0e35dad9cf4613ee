/* SPDX-License-Identifier: EUPL-1.2 */
/* Steps as they are planned, changed and done; process/step_move.c moves and cancels them. */
#include "drafting/dossier_field.h"
#include "drafting/process/plan_priv.h"
#include "store/blob.h"

#include "base/banned.h"

/* ---- Rows */

int px_plan_step_texts(px_db *db, int64_t step, const px_plan_text *texts, size_t n_texts,
                       px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "INSERT OR REPLACE INTO step_text (step, language, title, text) "
                            "VALUES (?, ?, ?, ?)",
                            &query, err);

    for (size_t i = 0; rc >= 0 && i < n_texts; i++) {
        px_query_int(&query, step);
        px_query_str(&query, texts[i].language);
        px_query_str(&query, px_str_trim(texts[i].title));
        px_query_str(&query, texts[i].text.ptr ? texts[i].text : PX_STR(""));
        rc = px_query_run(&query, err);
        px_query_again(&query);
    }
    return rc;
}

static void bind_moment(px_query *query, const px_moment *moment)
{
    px_query_str(query, px_moment_is_set(moment) ? moment->civil : PX_STR(""));
    px_query_int(query, moment->at);
}

/* How many steps there are, so that a plan stays one that can be read. */
static int check_room(px_db *db, int64_t process, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "SELECT count(*) FROM step WHERE process = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, process);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    if (px_query_next_int(&query) >= PX_PLAN_STEPS_MAX)
        return px_fail(err, PX_ERR_TOO_LARGE, N_("a process has at most 1,000 steps"), NULL);
    return 0;
}

static int key_is_free(px_db *db, int64_t process, const char *key, bool *ret_free, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "SELECT 1 FROM step WHERE process = ? AND key = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, process);
    px_query_cstr(&query, key);
    rc = px_query_step(&query, err);
    *ret_free = rc == 0;
    return PX_MIN(rc, 0);
}

/* The key that was asked for, else "draft-2" of kind and cycle, else "draft-2-2" or "board-no-2".
 */
static int find_key(px_db *db, const px_plan_step_row *step, char ret_key[96], px_error *err)
{
    bool is_free = false;
    int rc;

    if (step->key.len) {
        rc = px_plan_key_check(step->key, err);
        if (rc < 0)
            return rc;
        (void)snprintf(ret_key, 96, "%.*s", PX_STR_ARG(step->key));
        rc = key_is_free(db, step->process, ret_key, &is_free, err);
        if (rc >= 0 && !is_free)
            return px_fail(err, PX_ERR_EXISTS, N_("the process has a step '{step}' already"),
                           "step", ret_key, "field", "key", NULL);
        return rc;
    }
    for (int i = 0; i < PX_PLAN_STEPS_MAX; i++) {
        char cycle[16] = "", suffix[16] = "";

        if (step->cycle)
            (void)snprintf(cycle, sizeof(cycle), "-%d", step->cycle);
        if (i)
            (void)snprintf(suffix, sizeof(suffix), "%s%d", step->cycle ? "-" : "-no-", i + 1);
        (void)snprintf(ret_key, 96, "%.*s%s%s", PX_STR_ARG(step->kind), cycle, suffix);
        rc = key_is_free(db, step->process, ret_key, &is_free, err);
        if (rc < 0 || is_free)
            return rc;
    }
    return px_fail(err, PX_ERR_TOO_LARGE, N_("a process has at most 1,000 steps"), NULL);
}

int px_plan_step_insert(px_db *db, px_plan_step_row *step, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    char key[96];
    int rc = check_room(db, step->process, err);

    if (rc >= 0)
        rc = find_key(db, step, key, err);
    if (rc >= 0)
        rc = px_query_start(
            db,
            "INSERT INTO step (process, position, public_id, key, kind, cycle, starts, starts_at, "
            "ends, ends_at, day_only, required, version) "
            "VALUES (?1, (SELECT coalesce(max(position), 0) + 1 FROM step WHERE process = ?1), "
            "?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            &query, err);
    if (rc < 0)
        return rc;
    px_random_public_id(step->ret_id);
    px_query_int(&query, step->process);
    px_query_cstr(&query, step->ret_id);
    px_query_cstr(&query, key);
    px_query_str(&query, step->kind);
    px_query_int(&query, step->cycle);
    bind_moment(&query, &step->starts);
    bind_moment(&query, &step->ends);
    px_query_int(&query, !px_moment_is_set(&step->starts) || step->starts.day_only);
    px_query_int(&query, step->required);
    if (step->version)
        px_query_int(&query, step->version);
    else
        px_query_null(&query);
    rc = px_query_run(&query, err);
    step->ret_row = px_db_last_id(db);
    return rc;
}

int px_plan_step_act(px_db *db, int64_t step, const char *act, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "UPDATE step SET act = ? WHERE id = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_cstr(&query, act);
    px_query_int(&query, step);
    return px_query_run(&query, err);
}

int px_plan_step_times(px_db *db, int64_t step, const px_moment *starts, const px_moment *ends,
                       px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "UPDATE step SET starts = ?, starts_at = ?, ends = ?, ends_at = ?, "
                            "day_only = ? WHERE id = ?",
                            &query, err);

    if (rc < 0)
        return rc;
    bind_moment(&query, starts);
    bind_moment(&query, ends);
    px_query_int(&query, !px_moment_is_set(starts) || starts->day_only);
    px_query_int(&query, step);
    return px_query_run(&query, err);
}

/* ---- Checks */

static int check_kind(px_arena *arena, px_str kind, px_error *err)
{
    if (!px_dossier_word_find(px_dossier_steps, kind))
        return px_fail(err, PX_ERR_INVALID, N_("there is no kind of step named '{kind}'"), "kind",
                       px_arena_cstr(arena, kind), "field", "kind", NULL);
    return 0;
}

static int check_cycle(int cycle, px_error *err)
{
    if (cycle < 0 || cycle > PX_PLAN_CYCLE_MAX)
        return px_fail(err, PX_ERR_INVALID, N_("a cycle is a number from 1 to 99, or 0 for none"),
                       "field", "cycle", NULL);
    return 0;
}

int px_plan_state_check(px_arena *arena, const px_step *step, const char *refused,
                        const char *message, px_error *err)
{
    if (!px_str_is(step->state, refused))
        return 0;
    return px_fail(err, PX_ERR_CONFLICT, message, "step", px_arena_cstr(arena, step->title), NULL);
}

int px_plan_times_parse(px_arena *arena, const px_zone *zone, px_str starts, px_str ends,
                        px_moment *ret_starts, px_moment *ret_ends, px_error *err)
{
    px_civil c;
    int rc = px_moment_parse(arena, zone, PX_MOMENT_BEGINS, starts, ret_starts, err);

    if (rc < 0) {
        px_error_add(err, "field", "starts");
        return rc;
    }
    rc = px_moment_parse(arena, zone, PX_MOMENT_ENDS, ends, ret_ends, err);
    if (rc < 0) {
        px_error_add(err, "field", "ends");
        return rc;
    }
    if (px_moment_is_set(ret_starts) && px_moment_is_set(ret_ends) &&
        ret_starts->day_only != ret_ends->day_only) {
        px_moment *coarse = ret_starts->day_only ? ret_starts : ret_ends;
        px_moment_side side = ret_starts->day_only ? PX_MOMENT_BEGINS : PX_MOMENT_ENDS;

        c = px_moment_civil(coarse);
        rc = px_moment_of(arena, zone, side, &c, false, coarse, err);
    }
    return rc < 0 ? rc : px_plan_order_check(ret_starts, ret_ends, err);
}

/* ---- Adding */

static int add_act(px_db *db, px_arena *arena, px_step_add *add, const px_planned *planned,
                   const px_plan_step_row *row, px_error *err)
{
    char digest[65];
    px_plan_pair pairs[] = {
        { .key = "code", .text = planned->code.id },
        { .key = "cycle", .number = add->cycle },
        { .key = "ends", .text = px_moment_short(arena, &row->ends) },
        { .key = "kind", .text = add->kind },
        { .key = "process", .text = planned->process.key },
        { .key = "required", .number = add->required },
        { .key = "starts", .text = px_moment_short(arena, &row->starts) },
        { .key = "step", .text = px_str_of(row->ret_id) },
        { .key = "texts", .text = px_str_of(digest) },
    };

    px_plan_texts_digest(add->texts, add->n_texts, digest);
    pairs[PX_COUNT(pairs) - 1].text = px_str_of(digest);
    return px_plan_act(db, arena, "step.planned", planned, add->version, pairs, PX_COUNT(pairs),
                       add->author, add->ret_act, err);
}

int px_step_add_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_planned planned = { 0 };
    px_step_add *add = arg;
    px_plan_step_row row = {
        .key = add->key, .kind = add->kind, .cycle = add->cycle, .required = add->required
    };
    int rc = px_planned_open(db, arena, add->code, add->process, &planned, err);

    if (rc >= 0)
        rc = check_kind(arena, add->kind, err);
    if (rc >= 0)
        rc = check_cycle(add->cycle, err);
    if (rc >= 0)
        rc = px_plan_texts_check(add->texts, add->n_texts, true, err);
    if (rc >= 0)
        rc = px_plan_times_parse(arena, planned.zone, add->starts, add->ends, &row.starts,
                                 &row.ends, err);
    if (rc >= 0)
        rc = px_plan_version(db, arena, &planned.code, add->version, &row.version, err);
    row.process = planned.process.row;
    if (rc >= 0)
        rc = px_plan_step_insert(db, &row, err);
    if (rc >= 0)
        rc = px_plan_step_texts(db, row.ret_row, add->texts, add->n_texts, err);
    if (rc >= 0)
        rc = add_act(db, arena, add, &planned, &row, err);
    if (rc >= 0)
        rc = px_plan_step_act(db, row.ret_row, add->ret_act, err);
    if (rc < 0)
        return rc;
    add->ret_row = row.ret_row;
    (void)snprintf(add->ret_id, sizeof(add->ret_id), "%s", row.ret_id);
    return 0;
}

/* ---- Changing */

static int change_row(px_db *db, const px_step *step, px_str kind, int cycle, bool required,
                      int64_t version, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "UPDATE step SET kind = ?, cycle = ?, required = ?, "
                            "version = coalesce(?, version) WHERE id = ?",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, kind);
    px_query_int(&query, cycle);
    px_query_int(&query, required);
    if (version)
        px_query_int(&query, version);
    else
        px_query_null(&query);
    px_query_int(&query, step->row);
    return px_query_run(&query, err);
}

static int change_act(px_db *db, px_arena *arena, px_step_change *change, const px_planned *planned,
                      px_str kind, int cycle, bool required, px_error *err)
{
    char digest[65];
    px_plan_pair pairs[] = {
        { .key = "code", .text = planned->code.id },
        { .key = "cycle", .number = cycle },
        { .key = "kind", .text = kind },
        { .key = "process", .text = planned->process.key },
        { .key = "required", .number = required },
        { .key = "step", .text = change->step },
        { .key = "texts", .text = PX_STR("") },
    };

    px_plan_texts_digest(change->texts, change->n_texts, digest);
    pairs[PX_COUNT(pairs) - 1].text = px_str_of(digest);
    return px_plan_act(db, arena, "step.changed", planned, change->version, pairs, PX_COUNT(pairs),
                       change->author, change->ret_act, err);
}

int px_step_change_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_planned planned = { 0 };
    px_step_change *change = arg;
    px_str kind = change->kind;
    px_step step = { 0 };
    int cycle = change->cycle, rc;
    int64_t version = 0;
    bool required;

    rc = px_planned_step(db, arena, change->step, &planned, &step, err);
    if (rc < 0)
        return rc;
    kind = kind.len ? kind : px_str_of(step.kind->name);
    cycle = cycle < 0 ? step.cycle : cycle;
    required = change->required < 0 ? step.required : change->required > 0;
    rc = check_kind(arena, kind, err);
    if (rc >= 0)
        rc = check_cycle(cycle, err);
    if (rc >= 0)
        rc = px_plan_texts_check(change->texts, change->n_texts, false, err);
    if (rc >= 0)
        rc = px_plan_version(db, arena, &planned.code, change->version, &version, err);
    if (rc >= 0)
        rc = change_row(db, &step, kind, cycle, required, version, err);
    if (rc >= 0)
        rc = px_plan_step_texts(db, step.row, change->texts, change->n_texts, err);
    if (rc >= 0)
        rc = change_act(db, arena, change, &planned, kind, cycle, required, err);
    return rc < 0 ? rc : px_plan_step_act(db, step.row, change->ret_act, err);
}

/* ---- Done */

static int set_document(px_db *db, int64_t step, const px_step_done *done, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = 0;

    if (done->hash)
        rc = px_blob_ref(db, done->hash, done->size, done->media_type, err);
    if (rc >= 0)
        rc = px_query_start(db,
                            "UPDATE step SET state = 'done', document = ?, document_name = ?, "
                            "document_address = ? WHERE id = ?",
                            &query, err);
    if (rc < 0)
        return rc;
    px_query_cstr(&query, done->hash);
    px_query_str(&query, done->document_name.ptr ? done->document_name : PX_STR(""));
    px_query_str(&query, done->document_address.ptr ? done->document_address : PX_STR(""));
    px_query_int(&query, step);
    return px_query_run(&query, err);
}

/* The day on which it was done, in place of the planned one. */
static int set_day(px_db *db, px_arena *arena, const px_zone *zone, const px_step_done *done,
                   px_step *step, px_error *err)
{
    px_moment starts = { 0 }, ends = { 0 };
    int rc = px_moment_parse(arena, zone, PX_MOMENT_BEGINS, done->on, &starts, err);

    if (rc < 0) {
        px_error_add(err, "field", "on");
        return rc;
    }
    if (px_moment_is_set(&starts)) {
        rc = px_plan_step_times(db, step->row, &starts, &ends, err);
        step->starts = starts;
        step->ends = ends;
    } else if (!px_moment_is_set(&step->starts)) {
        return px_fail(err, PX_ERR_INVALID, N_("say on which day the step was done"), "field", "on",
                       NULL);
    }
    if (rc >= 0 && step->starts.at > px_now())
        return px_fail(err, PX_ERR_INVALID, N_("what is done cannot lie in the future"), "field",
                       "on", NULL);
    return rc;
}

static int done_check(px_arena *arena, const px_step *step, const px_step_done *done, px_error *err)
{
    px_str address = done->document_address;
    int rc = px_plan_state_check(arena, step, "done", N_("the step '{step}' is done already"), err);

    if (rc >= 0)
        rc = px_plan_state_check(arena, step, "cancelled",
                                 N_("the step '{step}' is cancelled; move it to plan it again"),
                                 err);
    if (rc >= 0 && address.len &&
        (!px_str_starts(address, PX_STR("https://")) || address.len > 2000 ||
         px_str_find_char(address, ' ') < address.len))
        return px_fail(err, PX_ERR_INVALID, N_("the address of a document begins with 'https://'"),
                       "field", "document_address", NULL);
    if (rc >= 0 && done->document_name.len > PX_PLAN_TITLE_MAX)
        return px_fail(err, PX_ERR_INVALID, N_("the name of the document is too long"), "field",
                       "document_name", NULL);
    return rc;
}

int px_step_done_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_planned planned = { 0 };
    px_step_done *done = arg;
    px_step step = { 0 };
    int rc = px_planned_step(db, arena, done->step, &planned, &step, err);

    if (rc >= 0)
        rc = done_check(arena, &step, done, err);
    if (rc >= 0)
        rc = set_day(db, arena, planned.zone, done, &step, err);
    if (rc >= 0)
        rc = set_document(db, step.row, done, err);
    if (rc >= 0) {
        const px_plan_pair pairs[] = {
            { .key = "address",
              .text = done->document_address.ptr ? done->document_address : PX_STR("") },
            { .key = "code", .text = planned.code.id },
            { .key = "document", .text = px_str_of(done->hash ? done->hash : "") },
            { .key = "kind", .text = px_str_of(step.kind->name) },
            { .key = "on", .text = px_moment_short(arena, &step.starts) },
            { .key = "process", .text = planned.process.key },
            { .key = "step", .text = step.id },
        };

        rc = px_plan_act(db, arena, "step.done", &planned, step.version, pairs, PX_COUNT(pairs),
                         done->author, done->ret_act, err);
    }
    return rc < 0 ? rc : px_plan_step_act(db, step.row, done->ret_act, err);
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/process/adoption.h"

#include "code/adopt.h"
#include "drafting/mail/mail.h"
#include "drafting/process/meeting.h"
#include "drafting/process/moment.h"
#include "drafting/process/notice_args.h"
#include "store/act.h"

#include "base/banned.h"

enum { MISSING_NAMED_MAX = 700 }; /* bytes */

static bool is_kind(const px_step *step, const char *kind)
{
    return px_str_is(px_str_of(step->kind->name), kind);
}

/* ---- How far it is */

/* The rows of the required steps in the order of the plan. */
static int required_rows(px_db *db, px_arena *arena, int64_t process, int64_t **ret_rows,
                         size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int64_t *rows = NULL;
    size_t count = 0, room = 0;
    int rc = px_query_start(
        db, "SELECT id FROM step WHERE process = ? AND required = 1 ORDER BY position, id", &query,
        err);

    if (rc < 0)
        return rc;
    px_query_int(&query, process);
    while ((rc = px_query_step(&query, err)) > 0) {
        rows = px_arena_grow(arena, rows, count, &room, sizeof(*rows));
        rows[count++] = px_query_next_int(&query);
    }
    if (rc < 0)
        return rc;
    *ret_rows = rows;
    *ret_count = count;
    return 0;
}

static int adoption_meeting(px_db *db, px_arena *arena, px_adoption_step *step, px_error *err)
{
    px_error none = PX_ERROR_INIT;
    px_meeting meeting;
    int rc = px_meeting_of_step(db, arena, step->step.row, PX_STR("en"), &meeting, &none);

    if (rc == -PX_ERR_NOT_FOUND)
        return 0;
    if (rc < 0) {
        if (err)
            *err = none;
        return rc;
    }
    step->meeting = meeting.id;
    step->recorded = meeting.records > 0;
    return 0;
}

/* When the final draft was adopted, where it was: the act alone says so. */
static int adoption_act(px_db *db, px_arena *arena, const px_process *process,
                        px_adoption *adoption, px_error *err)
{
    px_code code = { .row = process->code, .id = process->code_id };
    px_error none = PX_ERROR_INIT;
    px_version version;
    px_act_row act;
    int rc;

    if (!adoption->version.len)
        return 0;
    rc = px_version_find(db, arena, &code, adoption->version, PX_STR("en"), &version, err);
    if (rc < 0 || version.state != PX_VERSION_ADOPTED)
        return rc;
    adoption->adopted = true;
    rc = px_act_find_last(db, arena, "version.adopted", process->code_id.ptr, adoption->version.ptr,
                          &act, &none);
    if (rc < 0)
        return rc == -PX_ERR_NOT_FOUND ? 0 : px_fail(err, none.code, none.message, NULL);
    adoption->time = act.time;
    adoption->act = act.id;
    return 0;
}

int px_adoption_read(px_db *db, px_arena *arena, const px_process *process, px_str language,
                     px_adoption *ret_adoption, px_error *err)
{
    px_adoption adoption = { .time = PX_TIME_NONE };
    int64_t *rows;
    int rc = required_rows(db, arena, process->row, &rows, &adoption.n_steps, err);

    if (rc < 0)
        return rc;
    adoption.steps = px_arena_array(arena, adoption.n_steps + 1, sizeof(*adoption.steps));
    for (size_t i = 0; rc >= 0 && i < adoption.n_steps; i++) {
        px_adoption_step *step = &adoption.steps[i];

        rc = px_step_get(db, arena, rows[i], language, &step->step, err);
        if (rc < 0)
            return rc;
        step->done = px_str_is(step->step.state, "done");
        step->next = !step->done && !adoption.n_missing;
        adoption.n_missing += !step->done;
        if (is_kind(&step->step, "draft") && step->step.version.len)
            adoption.version = step->step.version;
        rc = adoption_meeting(db, arena, step, err);
    }
    if (rc >= 0)
        rc = adoption_act(db, arena, process, &adoption, err);
    if (rc < 0)
        return rc;
    *ret_adoption = adoption;
    return 0;
}

/* ---- Recording a step */

/* What people call it: its title, else what its kind is called. */
static const char *step_words(px_arena *arena, const px_step *step)
{
    return step->title.len ? px_arena_cstr(arena, step->title) : step->kind->title;
}

static int record_find(px_arena *arena, const px_adoption *adoption, px_str id,
                       const px_adoption_step **ret_step, px_error *err)
{
    const px_adoption_step *next = NULL;

    for (size_t i = 0; i < adoption->n_steps; i++) {
        const px_adoption_step *step = &adoption->steps[i];

        if (step->next)
            next = step;
        if (!px_str_eq(step->step.id, id))
            continue;
        if (step->done)
            return px_fail(err, PX_ERR_CONFLICT, N_("the step '{step}' is done already"), "step",
                           step_words(arena, &step->step), NULL);
        if (next && next != step)
            return px_fail(err, PX_ERR_CONFLICT,
                           N_("the step '{step}' comes first; it is not done yet"), "step",
                           step_words(arena, &next->step), NULL);
        *ret_step = step;
        return 0;
    }
    return px_fail(err, PX_ERR_NOT_FOUND, N_("the process has no such step of adoption"), NULL);
}

/* A draft is documented by its version, a meeting by its record, all else by a document. */
static int record_check(const px_adoption_record *record, const px_adoption_step *step,
                        px_error *err)
{
    bool draft = is_kind(&step->step, "draft");

    if (draft && !record->version.len && !step->step.version.len)
        return px_fail(err, PX_ERR_INVALID, N_("say which published version is the final draft"),
                       "field", "version", NULL);
    if (!draft && !record->hash && !record->document_address.len && !step->recorded)
        return px_fail(err, PX_ERR_INVALID,
                       N_("a step of adoption has a document: a file, or an address that begins "
                          "with https://"),
                       "field", "document_address", NULL);
    return 0;
}

/* The version that a draft names must be published. */
static int record_version(px_db *db, px_arena *arena, const px_process *process,
                          const px_adoption_record *record, px_error *err)
{
    px_code code = { .row = process->code, .id = process->code_id };
    px_step_change change = { .step = record->step,
                              .version = record->version,
                              .cycle = -1,
                              .required = -1,
                              .author = record->author };
    px_version version;
    int rc;

    if (!record->version.len)
        return 0;
    rc = px_version_find(db, arena, &code, record->version, PX_STR("en"), &version, err);
    if (rc >= 0 && version.state == PX_VERSION_WORKING)
        rc = px_fail(err, PX_ERR_CONFLICT,
                     N_("version '{version}' of code '{code}' is not published; only what is "
                        "frozen can be adopted"),
                     "version", px_arena_cstr(arena, record->version), "code",
                     px_arena_cstr(arena, process->code_id), NULL);
    if (rc < 0) {
        px_error_add(err, "field", "version");
        return rc;
    }
    return px_step_change_deed(db, &change, err);
}

/* Of the code and process that were named, where they were. */
static bool is_of(const px_adoption_record *record, const px_process *process)
{
    return (!record->code.len || px_str_eq(record->code, process->code_id)) &&
           (!record->process.len || px_str_eq(record->process, process->key));
}

int px_adoption_record_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_adoption_record *record = arg;
    px_step_done done = {
        .step = record->step,
        .on = record->on,
        .hash = record->hash,
        .size = record->size,
        .media_type = record->media_type,
        .document_name = record->document_name,
        .document_address = record->document_address,
        .author = record->author,
    };
    const px_adoption_step *found = NULL;
    px_adoption adoption;
    px_process process;
    px_step step;
    int rc = px_step_find(db, arena, record->step, PX_STR("en"), &step, err);

    if (rc >= 0)
        rc = px_process_get(db, arena, step.process, PX_STR("en"), &process, err);
    if (rc >= 0 && !is_of(record, &process))
        rc = px_fail(err, PX_ERR_NOT_FOUND, N_("the process has no such step of adoption"), NULL);
    if (rc >= 0)
        rc = px_adoption_read(db, arena, &process, PX_STR("en"), &adoption, err);
    if (rc >= 0)
        rc = record_find(arena, &adoption, record->step, &found, err);
    if (rc >= 0)
        rc = record_check(record, found, err);
    if (rc >= 0 && is_kind(&found->step, "draft"))
        rc = record_version(db, arena, &process, record, err);
    if (rc >= 0)
        rc = px_step_done_deed(db, &done, err);
    if (rc < 0)
        return rc;
    (void)snprintf(record->ret_act, sizeof(record->ret_act), "%s", done.ret_act);
    return 0;
}

/* ---- Adopting */

static int fail_missing(px_arena *arena, const px_adoption *adoption, px_error *err)
{
    PX_AUTO_BUILDER px_builder list = PX_BUILDER_INIT(MISSING_NAMED_MAX);

    for (size_t i = 0; i < adoption->n_steps; i++) {
        const char *words = step_words(arena, &adoption->steps[i].step);

        if (adoption->steps[i].done || list.len + strlen(words) + 4 > MISSING_NAMED_MAX)
            continue;
        px_builder_add(&list, list.len ? "; " : "");
        px_builder_add(&list, words);
    }
    return px_fail(err, PX_ERR_CONFLICT,
                   N_("{count} steps of adoption are missing: {list}; nothing is adopted before "
                      "they are done"),
                   "count", px_arena_format(arena, "%zu", adoption->n_missing), "list",
                   px_builder_cstr(&list), NULL);
}

/* The process that the version comes from: the one named; else the one whose final draft it is;
 * else the only one. */
static int adoption_process(px_db *db, px_arena *arena, const px_code *code,
                            const px_code_adoption *adopt, px_process *ret_process, px_error *err)
{
    px_process *processes;
    size_t count;
    int rc;

    if (adopt->process.len)
        return px_process_find(db, arena, code, adopt->process, PX_STR("en"), ret_process, err);
    rc = px_process_list(db, arena, code, PX_STR("en"), &processes, &count, err);
    for (size_t i = 0; rc >= 0 && i < count; i++) {
        px_adoption adoption;

        rc = px_adoption_read(db, arena, &processes[i], PX_STR("en"), &adoption, err);
        if (rc >= 0 && (count == 1 || px_str_eq(adoption.version, adopt->version))) {
            *ret_process = processes[i];
            return 0;
        }
    }
    if (rc < 0)
        return rc;
    return px_fail(err, PX_ERR_CONFLICT,
                   count ? N_("no process of '{code}' has the version '{version}' as its final "
                              "draft; record it first, or name the process")
                         : N_("the code '{code}' has no process whose steps lead to its adoption; "
                              "see 'praxis process'"),
                   "code", px_arena_cstr(arena, code->id), "version",
                   px_arena_cstr(arena, adopt->version), NULL);
}

static int adoption_check(px_arena *arena, const px_adoption *adoption,
                          const px_code_adoption *adopt, const px_process *process, px_error *err)
{
    if (!adoption->n_steps)
        return px_fail(err, PX_ERR_CONFLICT,
                       N_("the process '{process}' has no steps that lead to adoption; mark those "
                          "that are required"),
                       "process", px_arena_cstr(arena, process->key), NULL);
    if (adoption->n_missing)
        return fail_missing(arena, adoption, err);
    if (adoption->version.len && !px_str_eq(adoption->version, adopt->version))
        return px_fail(err, PX_ERR_CONFLICT,
                       N_("the final draft of the process '{process}' is the version '{version}'"),
                       "process", px_arena_cstr(arena, process->key), "version",
                       px_arena_cstr(arena, adoption->version), NULL);
    return 0;
}

static int adoption_tell(px_db *db, px_arena *arena, const px_code *code,
                         const px_code_adoption *adopt, px_error *err)
{
    px_audience audience = { .scope = px_scope_code(code->row) };
    px_notice_args args = { 0 };
    px_mail_text text = {
        .subject = N_("Adopted: {code}"),
        .body = N_("The version {version} of \"{code}\" has been adopted. Its text and the steps "
                   "that led to it stay as they are; each can be checked in the log."),
        .args = args.list,
        .link = px_arena_format(arena, "/codes/%.*s/%.*s", PX_STR_ARG(code->id),
                                PX_STR_ARG(adopt->version)),
    };
    int rc = px_notice_arg_code(db, arena, &args, code->id, err);

    if (rc < 0)
        return rc;
    px_notice_arg(&args, "version", adopt->version);
    text.n_args = args.count;
    return px_notice_add(db, PX_MAIL_PROCESS, &audience, &text, err);
}

static int adoption_store(px_db *db, px_arena *arena, const px_adoption *adoption,
                          px_code_adoption *adopt, const px_process *process, px_error *err)
{
    px_adopt_step *steps = px_arena_array(arena, adoption->n_steps, sizeof(*steps));
    px_adopt deed = {
        .code = adopt->code,
        .label = adopt->version,
        .process = process->key,
        .steps = steps,
        .n_steps = adoption->n_steps,
        .author = adopt->author,
    };
    int rc;

    for (size_t i = 0; i < adoption->n_steps; i++) {
        const px_step *step = &adoption->steps[i].step;

        steps[i] = (px_adopt_step){
            .step = step->id,
            .kind = px_str_of(step->kind->name),
            .on = px_moment_short(arena, &step->starts),
            .document = step->document,
            .address = step->document_address,
            .meeting = adoption->steps[i].meeting,
        };
    }
    rc = px_version_adopt(db, &deed, err);
    if (rc < 0)
        return rc;
    (void)snprintf(adopt->ret_act, sizeof(adopt->ret_act), "%s", deed.ret_act);
    (void)snprintf(adopt->ret_process, sizeof(adopt->ret_process), "%.*s",
                   PX_STR_ARG(process->key));
    return 0;
}

int px_code_adopt(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_code_adoption *adopt = arg;
    px_adoption adoption;
    px_process process;
    px_code code;
    int rc = px_code_find(db, arena, adopt->code, PX_STR("en"), &code, err);

    if (rc >= 0)
        rc = adoption_process(db, arena, &code, adopt, &process, err);
    if (rc >= 0)
        rc = px_adoption_read(db, arena, &process, PX_STR("en"), &adoption, err);
    if (rc >= 0)
        rc = adoption_check(arena, &adoption, adopt, &process, err);
    if (rc >= 0)
        rc = adoption_store(db, arena, &adoption, adopt, &process, err);
    return rc < 0 ? rc : adoption_tell(db, arena, &code, adopt, err);
}

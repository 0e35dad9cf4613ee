/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/process/meeting.h"

#include "base/words.h"
#include "drafting/dossier_field.h"
#include "drafting/people/person.h"
#include "drafting/process/meeting_priv.h"

#include "base/banned.h"

const px_meeting_kind px_meeting_kinds[] = {
    { "kick-off-plenary", PX_MEETING_PARTICIPANTS, PX_MEETING_PARTICIPANTS },
    { "plenary", PX_MEETING_PARTICIPANTS, PX_MEETING_PARTICIPANTS },
    { "group-meeting", PX_MEETING_GROUPS, PX_MEETING_PARTICIPANTS },
    { "provider-workshop", PX_MEETING_PROVIDERS, PX_MEETING_PARTICIPANTS },
    { "board", PX_MEETING_DRAFTERS, PX_MEETING_DRAFTERS },
    { "board-subgroup", PX_MEETING_DRAFTERS, PX_MEETING_DRAFTERS },
    { "parliament", PX_MEETING_DRAFTERS, PX_MEETING_DRAFTERS },
    { "synthesis-plenary", PX_MEETING_PARTICIPANTS, PX_MEETING_PARTICIPANTS },
    { "closing-plenary", PX_MEETING_PARTICIPANTS, PX_MEETING_PARTICIPANTS },
    { 0 },
};

static const struct {
    const char *name, *title;
} audiences[PX_MEETING_AUDIENCE_COUNT] = {
    [PX_MEETING_PUBLIC] = { "public", N_("everybody") },
    [PX_MEETING_PARTICIPANTS] = { "participants", N_("all participants and observers") },
    [PX_MEETING_GROUPS] = { "groups", N_("the members of its working groups") },
    [PX_MEETING_PROVIDERS] = { "providers", N_("participating providers, and the drafters") },
    [PX_MEETING_DRAFTERS] = { "drafters", N_("chairs, vice-chairs, editors and secretariat") },
};

PX_WORDS(px_meeting_audience, px_meeting_audience, audiences)

const px_meeting_kind *px_meeting_kind_find(px_str name)
{
    for (const px_meeting_kind *kind = px_meeting_kinds; kind->name; kind++)
        if (px_str_is(name, kind->name))
            return kind;
    return NULL;
}

/* ---- Reading */

static px_moment meeting_moment(px_query *query, px_arena *arena)
{
    px_str civil = px_query_next_text(query, arena);
    px_time at = px_query_next_int(query);

    return civil.len ? (px_moment){ .civil = civil, .at = at } : (px_moment){ 0 };
}

/* What the table does not know counts as the smallest audience. */
static px_meeting_audience meeting_audience(px_query *query)
{
    px_meeting_audience audience = PX_MEETING_DRAFTERS;

    (void)px_meeting_audience_find(px_query_next_str(query), &audience);
    return audience;
}

void px_meeting_row_read(px_query *query, px_arena *arena, px_meeting *m)
{
    *m = (px_meeting){ .published = PX_TIME_NONE };
    m->row = px_query_next_int(query);
    m->step = px_query_next_int(query);
    m->process = px_query_next_int(query);
    m->code = px_query_next_int(query);
    m->id = px_query_next_text(query, arena);
    m->process_key = px_query_next_text(query, arena);
    m->zone = px_query_next_text(query, arena);
    m->kind = px_dossier_word_find(px_dossier_steps, px_query_next_str(query));
    if (!m->kind) /* of a newer program */
        m->kind = px_dossier_word_find(px_dossier_steps, PX_STR("other"));
    m->cycle = (int)px_query_next_int(query);
    m->starts = meeting_moment(query, arena);
    m->ends = meeting_moment(query, arena);
    m->starts.day_only = m->ends.day_only = px_query_next_int(query) != 0;
    m->state = px_query_next_text(query, arena);
    m->title = px_query_next_text(query, arena);
    m->titled = m->title.len > 0;
    if (!m->titled)
        m->title = px_str_of(m->kind->title);
    m->text = px_query_next_text(query, arena);
    m->body = px_query_next_text(query, arena);
    m->place = px_query_next_text(query, arena);
    m->link = px_query_next_text(query, arena);
    m->may_attend = meeting_audience(query);
    m->sees_papers = meeting_audience(query);
    m->called = px_query_next_int(query);
    m->records = (int)px_query_next_int(query);
    m->act = px_query_next_text(query, arena);
    if (px_query_next_is_null(query))
        (void)px_query_next_int(query);
    else
        m->published = px_query_next_int(query);
    m->attended = px_query_next_int(query);
    m->step_key = px_query_next_text(query, arena);
}

int px_meeting_groups_read(px_db *db, px_arena *arena, px_str language, px_meeting *m,
                           px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    size_t room = 0;
    int rc = px_query_start(
        db,
        "SELECT g.id, g.key, coalesce("
        "(SELECT name FROM working_group_name WHERE working_group = g.id AND language = ?2 AND "
        "since <= ?3 AND (until IS NULL OR until > ?3) ORDER BY since DESC LIMIT 1), "
        "(SELECT name FROM working_group_name WHERE working_group = g.id "
        "ORDER BY language <> ?2, since DESC, language LIMIT 1), g.key) "
        "FROM meeting_group AS mg JOIN working_group AS g ON g.id = mg.working_group "
        "WHERE mg.meeting = ?1 ORDER BY g.position, g.id",
        &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, m->row);
    px_query_str(&query, language);
    px_query_int(&query, m->starts.civil.ptr ? m->starts.at : px_now());
    while ((rc = px_query_step(&query, err)) > 0) {
        px_meeting_group *group;

        m->groups = px_arena_grow(arena, m->groups, m->n_groups, &room, sizeof(*group));
        group = &m->groups[m->n_groups++];
        group->row = px_query_next_int(&query);
        group->key = px_query_next_text(&query, arena);
        group->name = px_query_next_text(&query, arena);
    }
    return rc;
}

/* The one row of the query, with all that belongs to it. */
static int meeting_read_one(px_db *db, px_query *query, px_arena *arena, px_str language,
                            px_meeting *ret_meeting, px_error *err)
{
    px_meeting meeting;
    px_process process;
    int rc = px_query_step(query, err);

    if (rc < 0)
        return rc;
    if (rc == 0)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such meeting"), NULL);
    px_meeting_row_read(query, arena, &meeting);
    rc = px_meeting_groups_read(db, arena, language, &meeting, err);
    if (rc >= 0)
        rc = px_process_get(db, arena, meeting.process, language, &process, err);
    if (rc < 0)
        return rc;
    meeting.code_id = process.code_id;
    *ret_meeting = meeting;
    return 0;
}

int px_meeting_find(px_db *db, px_arena *arena, px_str id, px_str language, px_meeting *ret_meeting,
                    px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, PX_MEETING_COLUMNS "WHERE m.public_id = ?2", &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, language);
    px_query_str(&query, id);
    return meeting_read_one(db, &query, arena, language, ret_meeting, err);
}

int px_meeting_of_step(px_db *db, px_arena *arena, int64_t step, px_str language,
                       px_meeting *ret_meeting, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, PX_MEETING_COLUMNS "WHERE m.step = ?2", &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, language);
    px_query_int(&query, step);
    return meeting_read_one(db, &query, arena, language, ret_meeting, err);
}

/* ---- Who may */

bool px_meeting_may_call(const px_who *who, int64_t code, const int64_t *groups, size_t n_groups)
{
    if (px_may(who, PX_ACTION_HOLD_MEETING, px_scope_code(code)))
        return true;
    for (size_t i = 0; i < n_groups; i++)
        if (!px_may(who, PX_ACTION_HOLD_MEETING, px_scope_group(groups[i], code)))
            return false;
    return n_groups > 0;
}

bool px_meeting_may_hold(const px_who *who, const px_meeting *meeting)
{
    if (px_may(who, PX_ACTION_HOLD_MEETING, px_scope_code(meeting->code)))
        return true;
    for (size_t i = 0; i < meeting->n_groups; i++)
        if (px_may(who, PX_ACTION_HOLD_MEETING,
                   px_scope_group(meeting->groups[i].row, meeting->code)))
            return true;
    return false;
}

static bool is_provider(px_str category)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_error ignored = PX_ERROR_INIT;
    px_category *categories;
    size_t count;

    if (!category.len || px_category_list(arena, PX_STR("en"), &categories, &count, &ignored) < 0)
        return false;
    for (size_t i = 0; i < count; i++)
        if (px_str_is(category, categories[i].key))
            return categories[i].provider;
    return false;
}

static bool is_of_groups(const px_who *who, const px_meeting *meeting)
{
    for (size_t i = 0; i < meeting->n_groups; i++)
        if (px_may(who, PX_ACTION_TAKE_PART, px_scope_group(meeting->groups[i].row, meeting->code)))
            return true;
    return false;
}

static bool audience_has(const px_who *who, const px_meeting *meeting, px_meeting_audience audience)
{
    px_scope code = px_scope_code(meeting->code);

    switch (audience) {
    case PX_MEETING_PUBLIC:
        return true;
    case PX_MEETING_PARTICIPANTS:
        return px_may(who, PX_ACTION_TAKE_PART, code);
    case PX_MEETING_GROUPS:
        return is_of_groups(who, meeting);
    case PX_MEETING_PROVIDERS:
        return px_may(who, PX_ACTION_READ_WORKING, code) ||
               (px_may(who, PX_ACTION_TAKE_PART, code) && is_provider(who->category));
    case PX_MEETING_DRAFTERS:
        return px_may(who, PX_ACTION_READ_WORKING, code);
    default:
        return false;
    }
}

bool px_meeting_sees(const px_who *who, const px_meeting *meeting, px_meeting_what what)
{
    switch (what) {
    case PX_MEETING_RECORD:
        return meeting->records > 0;
    case PX_MEETING_PLACE:
        return audience_has(who, meeting, meeting->may_attend) || px_meeting_may_hold(who, meeting);
    case PX_MEETING_PAPERS:
        return audience_has(who, meeting, meeting->sees_papers) ||
               px_meeting_may_hold(who, meeting);
    case PX_MEETING_DRAFT:
        return px_meeting_may_hold(who, meeting);
    default:
        return false;
    }
}

/* ---- What happened to it */

int px_meeting_change_list(px_db *db, px_arena *arena, const px_meeting *meeting,
                           px_meeting_change **ret_changes, size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_meeting_change *changes = NULL;
    size_t count = 0, room = 0;
    int rc = px_query_start(db,
                            "SELECT kind = 'cancelled', starts_before, reason, act, time "
                            "FROM meeting_change WHERE meeting = ? ORDER BY id",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, meeting->row);
    while ((rc = px_query_step(&query, err)) > 0) {
        px_meeting_change *change;

        changes = px_arena_grow(arena, changes, count, &room, sizeof(*changes));
        change = &changes[count++];
        change->cancelled = px_query_next_int(&query) != 0;
        change->starts_before = px_query_next_text(&query, arena);
        change->reason = px_query_next_text(&query, arena);
        change->act = px_query_next_text(&query, arena);
        change->time = px_query_next_int(&query);
    }
    if (rc < 0)
        return rc;
    *ret_changes = changes;
    *ret_count = count;
    return 0;
}

int px_meeting_record_list(px_db *db, px_arena *arena, const px_meeting *meeting,
                           px_meeting_record **ret_records, size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_meeting_record *records = NULL;
    size_t count = 0, room = 0;
    int rc = px_query_start(db,
                            "SELECT record, time, reason, act FROM meeting_record "
                            "WHERE meeting = ? ORDER BY record",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, meeting->row);
    while ((rc = px_query_step(&query, err)) > 0) {
        px_meeting_record *record;

        records = px_arena_grow(arena, records, count, &room, sizeof(*records));
        record = &records[count++];
        record->number = (int)px_query_next_int(&query);
        record->time = px_query_next_int(&query);
        record->reason = px_query_next_text(&query, arena);
        record->act = px_query_next_text(&query, arena);
    }
    if (rc < 0)
        return rc;
    *ret_records = records;
    *ret_count = count;
    return 0;
}

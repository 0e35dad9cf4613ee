/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/people/call.h"

#include "base/banned.h"

/* ---- Reading */

#define CALL_COLUMNS                                                                               \
    "c.id, c.process, coalesce(c.step, 0), c.public_id, c.kind, c.opens, c.opens_civil, "          \
    "c.closes, c.closes_civil, c.late, c.consent_version, c.act, c.closed"

static int call_text(px_db *db, px_arena *arena, px_str language, px_call *call, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "SELECT language, title, text FROM call_text WHERE call = ?1 "
                            "ORDER BY language <> ?2, language <> 'en', language LIMIT 1",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, call->row);
    px_query_str(&query, language.ptr ? language : PX_STR(""));
    rc = px_query_step(&query, err);
    if (rc > 0) {
        call->text_language = px_query_next_text(&query, arena);
        call->title = px_query_next_text(&query, arena);
        call->text = px_query_next_text(&query, arena);
    }
    return rc;
}

static int call_place(px_db *db, px_arena *arena, px_str language, px_call *call, px_error *err)
{
    px_process process;
    px_code code;
    int rc = px_process_get(db, arena, call->process, language, &process, err);

    if (rc >= 0)
        rc = px_code_get(db, arena, process.code, language, &code, err);
    if (rc < 0)
        return rc;
    call->code = process.code;
    call->code_id = process.code_id;
    call->code_title = code.title;
    call->process_key = process.key;
    call->process_title = process.title;
    call->zone = process.zone;
    return 0;
}

static void call_read(px_query *query, px_arena *arena, px_call *call)
{
    *call = (px_call){ .row = px_query_next_int(query) };
    call->process = px_query_next_int(query);
    call->step = px_query_next_int(query);
    call->id = px_query_next_text(query, arena);
    call->chairs = px_str_is(px_query_next_str(query), "chairs");
    call->opens.at = px_query_next_int(query);
    call->opens.civil = px_query_next_text(query, arena);
    call->closes.at = px_query_next_int(query);
    call->closes.civil = px_query_next_text(query, arena);
    call->late = px_query_next_text(query, arena);
    call->consent_version = (int)px_query_next_int(query);
    call->act = px_query_next_text(query, arena);
    call->closed = px_query_next_text(query, arena);
}

static int call_one(px_db *db, px_query *query, px_arena *arena, px_str language, px_call *ret_call,
                    px_error *err)
{
    px_call call;
    int rc = px_query_step(query, err);

    if (rc < 0)
        return rc;
    if (rc == 0)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such call"), NULL);
    call_read(query, arena, &call);
    rc = call_text(db, arena, language, &call, err);
    if (rc >= 0)
        rc = call_place(db, arena, language, &call, err);
    if (rc < 0)
        return rc;
    *ret_call = call;
    return 0;
}

int px_call_find(px_db *db, px_arena *arena, px_str id, px_str language, px_call *ret_call,
                 px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "SELECT " CALL_COLUMNS " FROM call AS c WHERE c.public_id = ?",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, id);
    return call_one(db, &query, arena, language, ret_call, err);
}

int px_call_get(px_db *db, px_arena *arena, int64_t row, px_str language, px_call *ret_call,
                px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc =
        px_query_start(db, "SELECT " CALL_COLUMNS " FROM call AS c WHERE c.id = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, row);
    return call_one(db, &query, arena, language, ret_call, err);
}

int px_call_list(px_db *db, px_arena *arena, int64_t process, px_str language, px_call **ret_calls,
                 size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_call *calls = NULL;
    size_t count = 0, room = 0;
    int rc = px_query_start(db,
                            "SELECT " CALL_COLUMNS " FROM call AS c WHERE ?1 IN (0, c.process) "
                            "ORDER BY c.opens DESC, c.id DESC LIMIT 200",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, process);
    while ((rc = px_query_step(&query, err)) > 0) {
        calls = px_arena_grow(arena, calls, count, &room, sizeof(*calls));
        call_read(&query, arena, &calls[count++]);
    }
    for (size_t i = 0; rc >= 0 && i < count; i++) {
        rc = call_text(db, arena, language, &calls[i], err);
        if (rc >= 0)
            rc = call_place(db, arena, language, &calls[i], err);
    }
    if (rc < 0)
        return rc;
    *ret_calls = calls;
    *ret_count = count;
    return 0;
}

int px_call_extension_list(px_db *db, px_arena *arena, const px_call *call,
                           px_call_extension **ret_extensions, size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_call_extension *extensions = NULL;
    size_t count = 0, room = 0;
    int rc = px_query_start(db,
                            "SELECT closed_before, closes, reason, time, act FROM call_extension "
                            "WHERE call = ? ORDER BY id",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, call->row);
    while ((rc = px_query_step(&query, err)) > 0) {
        px_call_extension *e;

        extensions = px_arena_grow(arena, extensions, count, &room, sizeof(*extensions));
        e = &extensions[count++];
        e->before.civil = px_query_next_text(&query, arena);
        e->closes.civil = px_query_next_text(&query, arena);
        e->reason = px_query_next_text(&query, arena);
        e->time = px_query_next_int(&query);
        e->act = px_query_next_text(&query, arena);
    }
    if (rc < 0)
        return rc;
    *ret_extensions = extensions;
    *ret_count = count;
    return 0;
}

int px_call_consent(px_db *db, px_arena *arena, const px_call *call, px_str language,
                    px_str *ret_text, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "SELECT text FROM consent_text WHERE purpose = "
                            "'" PX_CONSENT_PARTICIPATION "' AND version = ?1 "
                            "ORDER BY language <> ?2, language <> 'en', language LIMIT 1",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, call->consent_version);
    px_query_str(&query, language);
    rc = px_query_step(&query, err);
    if (rc == 0)
        return px_fail(err, PX_ERR_DAMAGED, N_("the consent text of the call is missing"), NULL);
    if (rc > 0)
        *ret_text = px_query_next_text(&query, arena);
    return rc;
}

/* ---- The clock */

px_time px_call_end(const px_call *call)
{
    return call->closes.at + 1000;
}

px_call_state px_call_state_at(const px_call *call, px_time now)
{
    if (call->closed.len || now >= px_call_end(call))
        return PX_CALL_CLOSED;
    return now < call->opens.at ? PX_CALL_PLANNED : PX_CALL_OPEN;
}

const char *px_call_state_name(px_call_state state)
{
    static const char *const names[] = { "planned", "open", "closed" };

    return names[state];
}

const char *px_call_state_title(px_call_state state)
{
    static const char *const titles[] = { N_("not open yet"), N_("open"), N_("closed") };

    return titles[state];
}

int px_call_accepts(const px_call *call, px_time now, px_error *err)
{
    switch (px_call_state_at(call, now)) {
    case PX_CALL_OPEN:
        return 1;
    case PX_CALL_PLANNED:
        return px_fail(err, PX_ERR_CONFLICT, N_("the call has not opened yet"), NULL);
    default:
        if (px_str_is(call->late, "mark"))
            return 2;
        return px_fail(err, PX_ERR_CONFLICT,
                       N_("the call has closed; nothing that is sent now is taken any more"), NULL);
    }
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/call_reading.h"

#include "base/banned.h"

enum { PAGE = 1000 };

static px_str reading_language(const px_invocation *run)
{
    return px_str_of(px_language_tag(run->language));
}

/* The newest call of a process, of that kind where one is named. */
static int newest_call(const px_invocation *run, px_db *db, px_str parts[3], px_call *ret_call,
                       px_error *err)
{
    px_process process = { 0 };
    px_call *calls;
    px_code code;
    size_t n;
    int rc = px_code_find(db, run->arena, parts[0], reading_language(run), &code, err);

    if (rc >= 0)
        rc = px_process_find(db, run->arena, &code, parts[1], reading_language(run), &process, err);
    if (rc >= 0)
        rc = px_call_list(db, run->arena, process.row, reading_language(run), &calls, &n, err);
    if (rc < 0)
        return rc;
    for (size_t i = 0; i < n; i++) {
        if (parts[2].len && px_str_is(parts[2], "chairs") != calls[i].chairs)
            continue;
        *ret_call = calls[i];
        return 0;
    }
    return px_fail(err, PX_ERR_NOT_FOUND,
                   N_("there is no such call of this process; 'praxis call open' opens one"), NULL);
}

int px_call_named(const px_invocation *run, px_db *db, const char *name, px_call *ret_call,
                  px_error *err)
{
    px_str rest = px_str_of(name), parts[3] = { 0 };
    size_t n = 0;

    if (px_str_find_char(rest, '/') == rest.len)
        return px_call_find(db, run->arena, rest, reading_language(run), ret_call, err);
    while (n < PX_COUNT(parts) && px_str_split(&rest, '/', &parts[n]))
        n++;
    if (parts[2].len && !px_str_is(parts[2], "chairs") && !px_str_is(parts[2], "participants"))
        return px_fail(err, PX_ERR_INVALID, N_("a call is for 'participants' or for 'chairs'"),
                       NULL);
    return newest_call(run, db, parts, ret_call, err);
}

int px_application_named(const px_invocation *run, px_db *db, const px_call *call, const char *name,
                         px_application *ret_application, px_error *err)
{
    px_application_filter filter = { .call = call->row, .text = px_str_of(name), .max = PAGE };
    px_application *found;
    bool more;
    size_t n;
    int rc;

    if (!strchr(name, '@'))
        return px_application_find(db, run->arena, px_str_of(name), ret_application, err);
    rc = px_application_list(db, run->arena, &filter, &found, &n, &more, err);
    for (size_t i = 0; rc >= 0 && i < n; i++)
        if (px_str_eq_nocase(found[i].mail, px_str_of(name))) {
            *ret_application = found[i];
            return 0;
        }
    return rc < 0 ? rc
                  : px_fail(err, PX_ERR_NOT_FOUND, N_("no application came from '{mail}'"), "mail",
                            name, NULL);
}

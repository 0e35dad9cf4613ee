/* SPDX-License-Identifier: EUPL-1.2 */
/* A process in a house, with a clock that the test sets. */
#ifndef PX_PROCESS_FIXTURE_H
#define PX_PROCESS_FIXTURE_H

#include "drafting/process/group.h"
#include "drafting/process/moment.h"
#include "drafting/process/process_template.h"
#include "drafting/process/round.h"
#include "unit/house_fixture.h"

#define SECOND ((px_time)1000)
#define DAY ((px_time)86400000)

static px_time process_now;

static px_time process_clock(void *arg)
{
    (void)arg;
    return process_now;
}

/* "2027-01-11T09:00:00Z". */
static inline void set_clock(const char *time)
{
    px_error err = PX_ERROR_INIT;

    assert_ok(px_time_parse(px_str_of(time), &process_now, &err), &err);
    px_clock_set(process_clock, NULL);
}

static inline px_time time_of(const char *time)
{
    px_error err = PX_ERROR_INIT;
    px_time t = 0;

    assert_ok(px_time_parse(px_str_of(time), &t, &err), &err);
    return t;
}

/* A draft with its window, a plenary, two groups; window_days 14. */
#define SMALL_TEMPLATE                                                                             \
    "{\"template\":1,\"key\":\"small\",\"title\":{\"en\":\"Small\",\"fr\":\"Petit\"},"             \
    "\"zone\":\"Europe/Brussels\",\"late\":\"refuse\",\"window_days\":14,"                         \
    "\"groups\":[{\"key\":\"one\",\"title\":{\"en\":\"One\",\"fr\":\"Un\"},"                       \
    "\"chapters\":[\"cps0100000\"]},{\"key\":\"two\",\"title\":{\"en\":\"Two\"}}],"                \
    "\"steps\":["                                                                                  \
    "{\"key\":\"kick-off\",\"kind\":\"kick-off-plenary\",\"weekday\":\"monday\","                  \
    "\"time\":\"10:00\",\"lasts\":{\"minutes\":120},\"title\":{\"en\":\"Start\","                  \
    "\"fr\":\"Lancement\"}},"                                                                      \
    "{\"key\":\"draft-1\",\"kind\":\"draft\",\"cycle\":1,\"weeks\":2,\"title\":"                   \
    "{\"en\":\"First draft\"}},"                                                                   \
    "{\"key\":\"feedback-1\",\"kind\":\"written-feedback\",\"cycle\":1,\"after\":\"draft-1\","     \
    "\"title\":{\"en\":\"Feedback\"}},"                                                            \
    "{\"key\":\"received\",\"kind\":\"received\",\"undated\":true,\"required\":true,"              \
    "\"title\":{\"en\":\"Received\"}}]}"

static inline void begin_process(fixture *f, const char *template_text, const char *key,
                                 const char *from, const char *zone)
{
    px_process_template template;
    px_process_make make = {
        .code = PX_STR("gpai"),
        .key = px_str_of(key),
        .from = px_str_of(from),
        .zone = px_str_of(zone),
        .template = &template,
        .author = "operator",
    };

    assert_ok(px_template_read(f->arena, px_str_of(template_text), "test.json", &template, &f->err),
              &f->err);
    assert_ok(px_house_write(f->house, px_process_make_deed, &make, &f->err), &f->err);
    assert_int_equal(strlen(make.ret_act), PX_PUBLIC_ID_LEN);
}

static inline px_process process_of(fixture *f, const char *key)
{
    px_process process;
    px_code code;

    assert_ok(px_code_find(f->reader, f->arena, PX_STR("gpai"), PX_STR("en"), &code, &f->err),
              &f->err);
    assert_ok(px_process_find(f->reader, f->arena, &code, px_str_of(key), PX_STR("en"), &process,
                              &f->err),
              &f->err);
    return process;
}

static inline px_step step_of(fixture *f, const char *process, const char *key)
{
    px_process p = process_of(f, process);
    px_step step;

    assert_ok(
        px_step_find_key(f->reader, f->arena, &p, px_str_of(key), PX_STR("en"), &step, &f->err),
        &f->err);
    return step;
}

static inline px_round round_of(fixture *f, const char *process, int number)
{
    px_process p = process_of(f, process);
    px_round round;

    assert_ok(px_round_find(f->reader, f->arena, &p, number, &round, &f->err), &f->err);
    return round;
}

/* How many rows a statement with one text counts. */
static inline long long count_of(fixture *f, const char *sql, const char *text)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;

    assert_ok(px_query_start(f->reader, sql, &query, &f->err), &f->err);
    px_query_cstr(&query, text);
    assert_ok(px_query_step(&query, &f->err), &f->err);
    return px_query_next_int(&query);
}

static inline long long acts_of(fixture *f, const char *kind)
{
    return count_of(f, "SELECT count(*) FROM act WHERE kind = ?", kind);
}

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/process/plan_check.h"

#include "drafting/process/moment.h"
#include "drafting/process/planning.h"
#include "store/act.h"

#include "base/banned.h"

#define DAY_MS ((px_time)86400000)
enum { HOLIDAYS_MAX = 64, SATURDAY = 6 };

typedef struct checking {
    px_db *db;
    px_arena *arena;
    px_str language;
    px_time now;
    const px_zone *zone;
    const px_step *steps;
    size_t n_steps;
    px_plan_warning *warnings;
    size_t count, room;
} checking;

static px_plan_warning *warn(checking *c, px_plan_rule rule, const px_step *step, int64_t figure,
                             int64_t limit)
{
    px_plan_warning *warning;

    c->warnings = px_arena_grow(c->arena, c->warnings, c->count, &c->room, sizeof(*c->warnings));
    warning = &c->warnings[c->count++];
    *warning = (px_plan_warning){
        .rule = rule,
        .step = step->row,
        .step_key = step->key,
        .step_title = step->title,
        .figure = figure,
        .limit = limit,
    };
    return warning;
}

static bool is_kind(const px_step *step, const char *kind)
{
    return strcmp(step->kind->name, kind) == 0;
}

static bool is_window(const px_step *step)
{
    return is_kind(step, "written-feedback") || is_kind(step, "consultation");
}

static bool is_meeting(const px_step *step)
{
    static const char *const kinds[] = {
        "kick-off-plenary", "plenary",    "group-meeting",     "provider-workshop", "board",
        "board-subgroup",   "parliament", "synthesis-plenary", "closing-plenary",
    };

    for (size_t i = 0; i < PX_COUNT(kinds); i++)
        if (is_kind(step, kinds[i]))
            return true;
    return false;
}

static int weekday_of(int64_t day)
{
    px_civil c = { 0 };

    px_date_from_days(day, &c.year, &c.month, &c.day);
    return px_civil_weekday(&c);
}

/* ---- Windows */

static void check_length(checking *c, const px_step *step, int64_t first, int64_t last)
{
    bool consultation = is_kind(step, "consultation");
    long long days = px_planning_number(consultation ? "consultation-days" : "window-days");
    long long working = px_planning_number("window-working-days");
    int got = px_working_days(first + 1, last); /* the day of opening is not a whole one */

    if (last - first < days)
        warn(c, consultation ? PX_PLAN_CONSULTATION_DAYS : PX_PLAN_WINDOW_DAYS, step, last - first,
             days);
    if (got < working)
        warn(c, PX_PLAN_WINDOW_WORKING_DAYS, step, got, working);
}

/* What falls into the window, of a public holiday in some States only as its last day. */
static void check_window_holidays(checking *c, const px_step *step, int64_t first, int64_t last)
{
    px_holiday holidays[HOLIDAYS_MAX];
    size_t n = px_holiday_find(first, last, c->language, holidays, HOLIDAYS_MAX);

    for (size_t i = 0; i < n; i++) {
        if (holidays[i].first <= last && last <= holidays[i].last)
            warn(c, PX_PLAN_DEADLINE_HOLIDAY, step, 0, 0)->holiday = holidays[i];
        else if (holidays[i].last > holidays[i].first)
            warn(c, PX_PLAN_WINDOW_HOLIDAY, step, 0, 0)->holiday = holidays[i];
    }
}

/* A deadline that the clocks show twice, or never. */
static void check_clock(checking *c, const px_step *step)
{
    px_civil civil = px_moment_civil(&step->ends);
    px_error ignored = PX_ERROR_INIT;
    px_civil_fit fit;
    px_time at;

    if (px_civil_resolve(c->zone, &civil, &at, &fit, &ignored) >= 0 && fit != PX_CIVIL_UNIQUE)
        warn(c, PX_PLAN_DEADLINE_CLOCK, step, 0, 0);
}

/* The window opens on the day of the draft of its cycle, or later. */
static void check_order(checking *c, const px_step *step)
{
    for (size_t i = 0; i < c->n_steps; i++) {
        const px_step *draft = &c->steps[i];

        if (step->cycle && draft->cycle == step->cycle && is_kind(draft, "draft") &&
            !px_str_is(draft->state, "cancelled") && px_moment_is_set(&draft->starts) &&
            px_moment_day(&step->starts) < px_moment_day(&draft->starts)) {
            warn(c, PX_PLAN_WINDOW_ORDER, step, 0, 0);
            return;
        }
    }
}

static void check_window(checking *c, const px_step *step)
{
    int64_t first = px_moment_day(&step->starts), last;

    check_order(c, step);
    if (!px_moment_is_set(&step->ends))
        return;
    last = px_moment_day(&step->ends);
    check_length(c, step, first, last);
    if (weekday_of(last) >= SATURDAY)
        warn(c, PX_PLAN_DEADLINE_WEEKEND, step, 0, 0);
    check_window_holidays(c, step, first, last);
    check_clock(c, step);
}

/* ---- Meetings */

static void check_hours(checking *c, const px_step *step)
{
    long long early = px_planning_number("early-hour"), late = px_planning_number("late-hour");
    px_civil begins = px_moment_civil(&step->starts);

    if (step->starts.day_only)
        return;
    if (begins.hour < early)
        warn(c, PX_PLAN_MEETING_EARLY, step, begins.hour, early);
    if (begins.hour >= late)
        warn(c, PX_PLAN_MEETING_LATE, step, begins.hour, late);
}

/* From the act that set its time to the day of the meeting. */
static int check_notice(checking *c, const px_step *step, px_error *err)
{
    long long limit = px_planning_number("meeting-notice");
    px_act_row act;
    int64_t days;
    int rc = step->act.len ? px_act_find(c->db, c->arena, step->act, &act, err) : -PX_ERR_NOT_FOUND;

    if (rc == -PX_ERR_NOT_FOUND)
        return 0;
    if (rc < 0)
        return rc;
    days = (step->starts.at - act.time) / DAY_MS;
    if (step->starts.at > act.time && days < limit)
        warn(c, PX_PLAN_MEETING_NOTICE, step, days, limit);
    return 0;
}

static void check_draft_meeting(checking *c, const px_step *step)
{
    long long limit = px_planning_number("draft-meeting");
    int64_t day = px_moment_day(&step->starts);

    for (size_t i = 0; i < c->n_steps; i++) {
        const px_step *draft = &c->steps[i];
        int64_t days;

        if (!step->cycle || draft->cycle != step->cycle || !is_kind(draft, "draft") ||
            px_str_is(draft->state, "cancelled") || !px_moment_is_set(&draft->starts))
            continue;
        days = day - px_moment_day(&draft->starts);
        if (days >= 0 && days < limit)
            warn(c, PX_PLAN_DRAFT_MEETING, step, days, limit);
    }
}

static int check_meeting(checking *c, const px_step *step, px_error *err)
{
    px_holiday holidays[HOLIDAYS_MAX];
    int64_t first = px_moment_day(&step->starts);
    int64_t last = px_moment_is_set(&step->ends) ? px_moment_day(&step->ends) : first;
    size_t n = px_holiday_find(first, last, c->language, holidays, HOLIDAYS_MAX);

    if (weekday_of(first) >= SATURDAY || weekday_of(last) >= SATURDAY)
        warn(c, PX_PLAN_MEETING_WEEKEND, step, 0, 0);
    for (size_t i = 0; i < n; i++)
        warn(c, PX_PLAN_MEETING_HOLIDAY, step, 0, 0)->holiday = holidays[i];
    check_hours(c, step);
    check_draft_meeting(c, step);
    return check_notice(c, step, err);
}

/* ---- All */

static void check_years(checking *c, const px_step *step)
{
    int first, last;
    px_civil begins = px_moment_civil(&step->starts);

    px_holiday_years(&first, &last);
    for (size_t i = 0; i < c->count; i++) /* once a year is enough */
        if (c->warnings[i].rule == PX_PLAN_NO_HOLIDAYS && c->warnings[i].figure == begins.year)
            return;
    if (begins.year < first || begins.year > last)
        warn(c, PX_PLAN_NO_HOLIDAYS, step, begins.year, 0);
}

static int check_step(checking *c, const px_step *step, px_error *err)
{
    if (!px_moment_is_set(&step->starts)) {
        if (step->required)
            warn(c, PX_PLAN_NO_DAY, step, 0, 0);
        return 0;
    }
    if (PX_MAX(step->starts.at, step->ends.at) + DAY_MS < c->now)
        warn(c, PX_PLAN_OVERDUE, step, 0, 0);
    check_years(c, step);
    if (is_window(step))
        check_window(c, step);
    return is_meeting(step) ? check_meeting(c, step, err) : 0;
}

int px_plan_check(px_db *db, px_arena *arena, const px_process *process, px_str language,
                  px_time now, px_plan_warning **ret_warnings, size_t *ret_count, px_error *err)
{
    checking c = { .db = db, .arena = arena, .language = language, .now = now };
    px_step *steps = NULL;
    int rc = px_zone_kept(px_arena_cstr(arena, process->zone), &c.zone, err);

    if (rc >= 0)
        rc = px_step_list(db, arena, process, language, &steps, &c.n_steps, err);
    c.steps = steps;
    for (size_t i = 0; rc >= 0 && i < c.n_steps; i++)
        if (px_str_is(steps[i].state, "planned"))
            rc = check_step(&c, &steps[i], err);
    if (rc < 0)
        return rc;
    *ret_warnings = c.warnings;
    *ret_count = c.count;
    return 0;
}

/* ---- In words */

static const struct {
    const char *name, *message;
} rules[PX_PLAN_RULE_COUNT] = {
    [PX_PLAN_WINDOW_DAYS] = { "window-days", N_("The window is short: days that it is open: "
                                                "{figure}; advised: {limit}.") },
    [PX_PLAN_WINDOW_WORKING_DAYS] = { "window-working-days",
                                      N_("The window has few working days: {figure}; advised: "
                                         "{limit}.") },
    [PX_PLAN_CONSULTATION_DAYS] = { "consultation-days",
                                    N_("The consultation is short: days that it is open: "
                                       "{figure}; advised: {limit}.") },
    [PX_PLAN_WINDOW_HOLIDAY] = { "window-holiday",
                                 N_("The window meets a holiday: {holiday} ({days}).") },
    [PX_PLAN_DEADLINE_WEEKEND] = { "deadline-weekend", N_("The window closes on a weekend.") },
    [PX_PLAN_DEADLINE_HOLIDAY] = { "deadline-holiday",
                                   N_("The window closes on a holiday: {holiday} ({days}).") },
    [PX_PLAN_DEADLINE_CLOCK] = { "deadline-clock",
                                 N_("The window closes at a time that the clocks skip or show "
                                    "twice on that day.") },
    [PX_PLAN_MEETING_WEEKEND] = { "meeting-weekend", N_("The meeting is on a weekend.") },
    [PX_PLAN_MEETING_HOLIDAY] = { "meeting-holiday",
                                  N_("The meeting is on a holiday: {holiday} ({days}).") },
    [PX_PLAN_MEETING_EARLY] = { "meeting-early",
                                N_("The meeting begins early: hour {figure}; advised: from "
                                   "{limit} on.") },
    [PX_PLAN_MEETING_LATE] = { "meeting-late",
                               N_("The meeting begins late: hour {figure}; advised: before "
                                  "{limit}.") },
    [PX_PLAN_MEETING_NOTICE] = { "meeting-notice",
                                 N_("The meeting was called at short notice: days before it: "
                                    "{figure}; advised: {limit}.") },
    [PX_PLAN_DRAFT_MEETING] = { "draft-meeting",
                                N_("There is little time to read: days between the draft and the "
                                   "meeting: {figure}; advised: {limit}.") },
    [PX_PLAN_WINDOW_ORDER] = { "window-order", N_("The window opens before its draft is there.") },
    [PX_PLAN_OVERDUE] = { "overdue", N_("The day has passed, and the step is not done.") },
    [PX_PLAN_NO_DAY] = { "no-day", N_("Adoption waits for this step, and it has no day yet.") },
    [PX_PLAN_NO_HOLIDAYS] = { "no-holidays",
                              N_("No holidays are known here of the year {figure}.") },
};

const char *px_plan_rule_name(px_plan_rule rule)
{
    return rules[rule].name;
}

static void day_words(px_builder *out, const px_language *language, int64_t day)
{
    px_civil c = { 0 };

    px_date_from_days(day, &c.year, &c.month, &c.day);
    px_format_date(out, language, &c);
}

/* "1 May 2027", "24 December 2026 to 31 December 2026". */
static void days_words(px_builder *out, const px_language *language, const px_holiday *holiday)
{
    PX_AUTO_BUILDER px_builder first = PX_BUILDER_INIT(256), last = PX_BUILDER_INIT(256);
    px_arg args[2];

    day_words(&first, language, holiday->first);
    if (holiday->first == holiday->last) {
        px_builder_str(out, px_builder_view(&first));
        return;
    }
    day_words(&last, language, holiday->last);
    args[0] = (px_arg){ "first", px_builder_view(&first) };
    args[1] = (px_arg){ "last", px_builder_view(&last) };
    px_message(out, language, N_("{first} to {last}"), args, 2);
}

void px_plan_warning_words(px_builder *out, const px_language *language,
                           const px_plan_warning *warning)
{
    PX_AUTO_BUILDER px_builder days = PX_BUILDER_INIT(1024);
    char figure[24], limit[24];
    px_arg args[] = {
        { "figure", PX_STR_NONE },
        { "limit", PX_STR_NONE },
        { "holiday", warning->holiday.name },
        { "days", PX_STR_NONE },
    };

    (void)snprintf(figure, sizeof(figure), "%lld", (long long)warning->figure);
    (void)snprintf(limit, sizeof(limit), "%lld", (long long)warning->limit);
    if (warning->holiday.name.ptr)
        days_words(&days, language, &warning->holiday);
    args[0].value = px_str_of(figure);
    args[1].value = px_str_of(limit);
    args[3].value = px_builder_view(&days);
    px_message(out, language, rules[warning->rule].message, args, PX_COUNT(args));
    if (px_str_is(warning->holiday.confidence, "unverified")) {
        px_builder_char(out, ' ');
        px_builder_add(out, px_tr(language, N_("These days were not verified.")));
    }
}

static void json_day(px_json *json, const char *key, int64_t day)
{
    char text[64];
    int year, month, of_month;

    px_date_from_days(day, &year, &month, &of_month);
    (void)snprintf(text, sizeof(text), "%04d-%02d-%02d", year, month, of_month);
    px_json_pair_cstr(json, key, text);
}

void px_plan_warning_json(px_json *json, const px_language *language,
                          const px_plan_warning *warning)
{
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(4096);
    const px_holiday *holiday = &warning->holiday;

    px_plan_warning_words(&words, language, warning);
    px_json_object(json);
    px_json_pair_cstr(json, "rule", px_plan_rule_name(warning->rule));
    px_json_pair_str(json, "step", warning->step_key);
    px_json_pair_int(json, "figure", warning->figure);
    px_json_pair_int(json, "limit", warning->limit);
    if (holiday->name.ptr) {
        px_json_key(json, "holiday");
        px_json_object(json);
        px_json_pair_str(json, "name", holiday->name);
        json_day(json, "first", holiday->first);
        json_day(json, "last", holiday->last);
        px_json_pair_bool(json, "closed", holiday->closed);
        px_json_pair_str(json, "source", holiday->source);
        px_json_pair_str(json, "confidence", holiday->confidence);
        px_json_object_end(json);
    }
    px_json_pair_str(json, "message", px_builder_view(&words));
    px_json_object_end(json);
}

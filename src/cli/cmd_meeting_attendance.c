/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/number.h"
#include "cli/meeting_reading.h"
#include "cli/output.h"

#include "base/banned.h"

static int attendance_row(const px_invocation *run, const char *operand, px_attendance *ret_row,
                          px_error *err)
{
    px_str text = px_str_of(operand);
    size_t at = px_str_find_char(text, '=');

    (void)run;
    ret_row->category = px_str_sub(text, 0, at);
    if (at == text.len || px_parse_int(px_str_sub(text, at + 1, text.len), 0, PX_ATTENDANCE_MAX,
                                       &ret_row->people, err) < 0)
        return px_fail(err, PX_ERR_USAGE,
                       N_("'{operand}' is no attendance; write a category and a number, like "
                          "academia=12"),
                       "operand", operand, NULL);
    return 0;
}

static int meeting_attendance_run(px_invocation *run, px_error *err)
{
    PX_AUTO_MEETING_READING px_meeting_reading r = { 0 };
    px_attendance *rows = px_arena_array(run->arena, run->n_operands, sizeof(*rows));
    px_attendance_set set = { .rows = rows, .author = "operator" };
    int rc = px_meeting_reading_open(run, PX_HOUSE_WRITE, &r, err);

    for (size_t i = 1; rc >= 0 && i < run->n_operands; i++)
        rc = attendance_row(run, run->operands[i], &rows[set.count++], err);
    if (rc < 0)
        return rc;
    set.meeting = r.meeting.id;
    rc = px_house_write(r.house, px_attendance_set_deed, &set, err);
    if (rc < 0)
        return rc;
    return px_deed_print(run, err, N_("the attendance of the meeting {meeting} is set"), "meeting",
                         px_arena_cstr(run->arena, r.meeting.id), NULL);
}

static const px_option meeting_attendance_options[] = {
    { 0 },
};

static const px_example meeting_attendance_examples[] = {
    { "meeting attendance gpai/edition-2/board member-state=27 european-observer=3",
      N_("how many people of which category attended") },
    { NULL, NULL },
};

const px_command px_cmd_meeting_attendance = {
    .name = "meeting attendance",
    .operands = N_("MEETING [CATEGORY=NUMBER...]"),
    .summary = N_("set who attended a meeting, by category"),
    .description = N_("Sets how many people of each category of participants attended a meeting: "
                      "numbers only, never names. It replaces what was set before."),
    .options = meeting_attendance_options,
    .examples = meeting_attendance_examples,
    .min_operands = 1,
    .max_operands = 64,
    .run = meeting_attendance_run,
};

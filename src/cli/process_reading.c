/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/process_reading.h"

#include <stdarg.h>

#include "base/number.h"
#include "cli/output.h"

#include "base/banned.h"

enum { DEED_ARGS_MAX = 12 };

int px_process_reading_open(px_invocation *run, px_house_mode mode, px_process_reading *ret_reading,
                            px_error *err)
{
    const char *option = px_invocation_option(run, "lang");
    px_process_reading *r = ret_reading;
    int rc = px_house_open(run->house, mode, &r->house, err);

    r->language = px_str_of(option ? option : px_language_tag(run->language));
    if (rc >= 0)
        rc = px_house_reader(r->house, &r->db, err);
    if (rc >= 0)
        rc = px_code_find(r->db, run->arena, px_str_of(run->operands[0]), r->language, &r->code,
                          err);
    if (rc >= 0)
        rc = px_process_find(r->db, run->arena, &r->code, px_str_of(run->operands[1]), r->language,
                             &r->process, err);
    return rc < 0 ? rc : px_zone_kept(px_arena_cstr(run->arena, r->process.zone), &r->zone, err);
}

void px_process_reading_close(px_process_reading *reading)
{
    px_db_close(reading->db);
    px_house_close(reading->house);
}

int px_process_reading_step(px_invocation *run, px_house_mode mode, px_process_reading *ret_reading,
                            px_step *ret_step, px_error *err)
{
    px_str name = px_str_of(run->operands[2]);
    int rc = px_process_reading_open(run, mode, ret_reading, err);

    if (rc < 0)
        return rc;
    if (!px_id_is_public(name))
        return px_step_find_key(ret_reading->db, run->arena, &ret_reading->process, name,
                                ret_reading->language, ret_step, err);
    return px_step_find(ret_reading->db, run->arena, name, ret_reading->language, ret_step, err);
}

px_str px_option_str(const px_invocation *run, const char *name)
{
    const char *value = px_invocation_option(run, name);

    return px_str_of(value ? value : "");
}

size_t px_option_texts(const px_invocation *run, const px_process_reading *reading,
                       px_plan_text *ret_text)
{
    px_str title = px_option_str(run, "title"), text = px_option_str(run, "text");

    if (!title.len && !text.len)
        return 0;
    *ret_text = (px_plan_text){ .language = reading->language, .title = title, .text = text };
    return 1;
}

int px_operand_number(const px_invocation *run, size_t at, int *ret_number, px_error *err)
{
    long long number;
    int rc = px_parse_int(px_str_of(run->operands[at]), 1, 10000, &number, err);

    if (rc < 0)
        return px_fail(err, PX_ERR_USAGE, N_("'{value}' is no number of a round"), "value",
                       run->operands[at], NULL);
    *ret_number = (int)number;
    return 0;
}

static void print_sentence(const px_invocation *run, const char *message, const px_arg *args,
                           size_t n_args)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(64 * 1024);

    px_message(&out, run->language, message, args, n_args);
    px_builder_char(&out, '\n');
    px_print(px_builder_view(&out));
}

int px_deed_print(px_invocation *run, px_error *err, const char *message, ...)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(64 * 1024);
    px_arg args[DEED_ARGS_MAX];
    va_list list;
    px_json json;
    size_t n;

    va_start(list, message);
    n = px_args_read(args, PX_COUNT(args), list);
    va_end(list);
    if (!run->json) {
        if (!run->quiet)
            print_sentence(run, message, args, n);
        return 0;
    }
    px_print_json(&json, &out);
    for (size_t i = 0; i < n; i++)
        px_json_pair_str(&json, args[i].name, args[i].value);
    return px_print_json_end(&json, err);
}

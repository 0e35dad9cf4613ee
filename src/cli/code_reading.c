/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/code_reading.h"

#include "code/relink.h"

#include "base/banned.h"

int px_code_reading_open(px_invocation *run, px_code_reading *ret_reading, px_error *err)
{
    const char *option = px_invocation_option(run, "lang");
    int rc = px_house_open(run->house, PX_HOUSE_READ, &ret_reading->house, err);

    ret_reading->language = px_str_of(option ? option : px_language_tag(run->language));
    if (rc >= 0)
        rc = px_house_reader(ret_reading->house, &ret_reading->db, err);
    if (rc >= 0)
        rc = px_code_find(ret_reading->db, run->arena, px_str_of(run->operands[0]),
                          ret_reading->language, &ret_reading->code, err);
    return rc;
}

void px_code_reading_close(px_code_reading *reading)
{
    px_db_close(reading->db);
    px_house_close(reading->house);
}

int px_code_reading_text(px_invocation *run, const px_code_reading *reading, const char *label,
                         px_version *ret_version, px_text *ret_text, px_error *err)
{
    int rc = px_version_find(reading->db, run->arena, &reading->code, px_str_of(label),
                             reading->language, ret_version, err);

    if (rc < 0)
        return rc;
    return px_version_text(reading->db, run->arena, ret_version, reading->language, ret_text, err);
}

int px_code_reading_compared(px_invocation *run, const px_code_reading *reading, const char *label,
                             px_version *ret_version, px_text *ret_text, px_error *err)
{
    px_relinks relinks;
    int rc = px_code_reading_text(run, reading, label, ret_version, ret_text, err);

    if (rc >= 0)
        rc = px_relinks_load(reading->db, run->arena, reading->code.row, &relinks, err);
    if (rc < 0)
        return rc;
    px_relinks_apply(&relinks, ret_version->row, ret_text);
    return 0;
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/static/site_export.h"

#include "store/act.h"
#include "web/static/static_priv.h"

#include "base/banned.h"

static int check_origin(const char *origin, px_error *err)
{
    px_str s = px_str_of(origin);
    bool ok = (px_str_starts(s, PX_STR("https://")) && s.len > 8) ||
              (px_str_starts(s, PX_STR("http://")) && s.len > 7);

    for (size_t i = 0; i < s.len; i++)
        ok = ok && s.ptr[i] > ' ' && s.ptr[i] < 0x7F && !strchr("\"<>\\^`{|}?#&'", s.ptr[i]);
    if (ok)
        return 0;
    return px_fail(err, PX_ERR_INVALID,
                   N_("'{origin}' is no address of a site; write it like "
                      "https://code.example.eu/copy"),
                   "origin", origin, NULL);
}

/* Time stands still at the newest act, so that the same house gives the same pages. */
static int site_open(px_static_site *s, px_error *err)
{
    px_str name = px_str_of(px_house_origin(s->house));
    px_act_row *rows;
    size_t n;
    int rc = px_house_reader(s->house, &s->db, err);

    if (rc >= 0)
        rc = px_zone_load(px_house_zone(s->house), &s->zone, err);
    if (rc >= 0)
        rc = px_act_list(s->db, s->arena, -1, 1, &rows, &n, err);
    if (rc < 0)
        return rc;
    s->now = n ? rows[0].time : 0;
    s->render_base = PX_STR("http://" PX_STATIC_HOST);
    name = px_str_sub(name, 0, px_str_find_char(name, '/'));
    if (px_str_find_char(name, '.') < name.len)
        s->house_base = px_str_of(px_arena_format(s->arena, "https://%.*s", PX_STR_ARG(name)));
    return 0;
}

static void site_close(px_static_site *s)
{
    px_static_folder_free(s->folder);
    px_static_entry_map_free(&s->by_target);
    px_static_variant_map_free(&s->by_path);
    px_zone_free(s->zone);
    px_db_close(s->db);
    px_arena_free(s->page);
    px_arena_free(s->arena);
}

int px_site_export(px_house *house, const char *folder, const px_site_export_options *options,
                   px_site_export_report *ret_report, px_error *err)
{
    px_static_site s = {
        .options = options, .house = house, .arena = px_arena_new(), .page = px_arena_new()
    };
    int rc = options->origin ? check_origin(options->origin, err) : 0;

    s.origin = px_str_of(options->origin ? options->origin : "");
    if (rc >= 0)
        rc = px_static_folder_start(folder, &s.folder, err);
    if (rc >= 0)
        rc = site_open(&s, err);
    if (rc >= 0)
        rc = px_static_survey(&s, err);
    if (rc >= 0)
        rc = px_static_write(&s, err);
    if (rc >= 0)
        rc = px_static_folder_finish(s.folder, err);
    if (rc >= 0) {
        s.report.replaced = px_static_folder_replaces(s.folder);
        *ret_report = s.report;
    }
    site_close(&s);
    return rc;
}

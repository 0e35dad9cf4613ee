/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/page_part.h"

#include <utf8proc.h>

#include "web/access.h"
#include "web/page_frame.h"
#include "web/templates.h"

#include "base/banned.h"

const px_view_moment *px_part_moment(const px_request *request, px_time time)
{
    PX_AUTO_BUILDER px_builder iso = PX_BUILDER_INIT(64), words = PX_BUILDER_INIT(256);
    px_view_moment *moment;
    const char *abbreviation;
    px_civil civil;

    if (time == PX_TIME_NONE)
        return NULL;
    moment = px_arena_alloc(request->arena, sizeof(*moment));
    civil = px_civil_from_time(request->zone, time, NULL, &abbreviation);
    px_time_format(&iso, time);
    px_format_datetime(&words, request->language, &civil, abbreviation);
    moment->iso = px_arena_str(request->arena, px_builder_view(&iso));
    moment->words = px_arena_str(request->arena, px_builder_view(&words));
    return moment;
}

/* ---- Words */

px_str px_part_sentence(const px_request *request, px_str text, bool stop)
{
    PX_AUTO_BUILDER px_builder b = PX_BUILDER_INIT(64 * 1024);
    size_t len;

    if (!text.len)
        return PX_STR_NONE;
    px_builder_utf8(&b, (unsigned)utf8proc_toupper((int)px_utf8_decode(text, &len)));
    px_builder_str(&b, px_str_sub(text, len, text.len));
    if (stop)
        px_builder_char(&b, '.');
    return px_arena_str(request->arena, px_builder_view(&b));
}

px_str px_part_error(const px_request *request, const px_error *err)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(16 * 1024);

    px_error_format(&text, request->language, err);
    return px_part_sentence(request, px_builder_view(&text), true);
}

px_str px_part_headed(const px_request *request, px_str head, px_str text)
{
    return px_str_of(px_arena_format(request->arena, "%.*s%s%.*s", PX_STR_ARG(head),
                                     px_tr(request->language, N_(": ")), PX_STR_ARG(text)));
}

px_str px_part_state(const px_request *request, px_version_state state)
{
    return px_str_of(px_tr(request->language, px_version_state_title(state)));
}

px_str px_part_kind(const px_request *request, px_provision_kind kind, px_str extra)
{
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(64 * 1024);

    px_provision_kind_words(&words, request->language, kind, extra);
    return px_arena_str(request->arena, px_builder_view(&words));
}

/* The official languages of the Union. */
static const struct {
    const char *tag, *name, *own;
} languages[] = {
    { "bg", N_("Bulgarian"), "Български" },   { "cs", N_("Czech"), "Čeština" },
    { "da", N_("Danish"), "Dansk" },          { "de", N_("German"), "Deutsch" },
    { "el", N_("Greek"), "Ελληνικά" },        { "en", N_("English"), "English" },
    { "es", N_("Spanish"), "Español" },       { "et", N_("Estonian"), "Eesti" },
    { "fi", N_("Finnish"), "Suomi" },         { "fr", N_("French"), "Français" },
    { "ga", N_("Irish"), "Gaeilge" },         { "hr", N_("Croatian"), "Hrvatski" },
    { "hu", N_("Hungarian"), "Magyar" },      { "it", N_("Italian"), "Italiano" },
    { "lt", N_("Lithuanian"), "Lietuvių" },   { "lv", N_("Latvian"), "Latviešu" },
    { "mt", N_("Maltese"), "Malti" },         { "nl", N_("Dutch"), "Nederlands" },
    { "pl", N_("Polish"), "Polski" },         { "pt", N_("Portuguese"), "Português" },
    { "ro", N_("Romanian"), "Română" },       { "sk", N_("Slovak"), "Slovenčina" },
    { "sl", N_("Slovenian"), "Slovenščina" }, { "sv", N_("Swedish"), "Svenska" },
};

px_str px_part_language(const px_request *request, px_str tag)
{
    for (size_t i = 0; i < PX_COUNT(languages); i++)
        if (px_str_is(tag, languages[i].tag))
            return px_str_of(px_tr(request->language, languages[i].name));
    return tag;
}

px_str px_part_own_language(px_str tag)
{
    for (size_t i = 0; i < PX_COUNT(languages); i++)
        if (px_str_is(tag, languages[i].tag))
            return px_str_of(languages[i].own);
    return tag;
}

const char *px_part_language_at(size_t index)
{
    return index < PX_COUNT(languages) ? languages[index].tag : NULL;
}

px_str px_part_tag(const px_request *request)
{
    return px_str_of(px_language_tag(request->language));
}

px_str px_part_other_language(const px_request *request, const px_version *version)
{
    for (size_t i = 0; i < version->n_languages; i++)
        if (px_str_eq(version->languages[i], px_part_tag(request)))
            return PX_STR_NONE;
    return version->n_languages ? version->languages[0] : PX_STR_NONE;
}

/* ---- Acts */

px_str px_part_act_summary(const px_request *request, px_str kind)
{
    for (size_t i = 0; i < px_act_kind_count; i++)
        if (px_str_is(kind, px_act_kinds[i].name))
            return px_part_sentence(
                request, px_str_of(px_tr(request->language, px_act_kinds[i].summary)), false);
    return kind;
}

px_view_act_entry px_part_act(const px_request *request, const px_act_row *row)
{
    px_view_act_entry entry = {
        .leaf = row->leaf_index,
        .summary = px_part_act_summary(request, row->kind),
        .link = px_page_address(request, "/log/%.*s", PX_STR_ARG(row->id)),
        .when = px_part_moment(request, row->time),
    };

    if (row->code.len && row->version.len) {
        entry.subject = px_str_of(px_arena_format(request->arena, "%.*s, %.*s",
                                                  PX_STR_ARG(row->code), PX_STR_ARG(row->version)));
        entry.subject_link = px_page_address(request, "/codes/%.*s/%.*s", PX_STR_ARG(row->code),
                                             PX_STR_ARG(row->version));
    } else if (row->code.len) {
        entry.subject = row->code;
        entry.subject_link = px_page_address(request, "/codes/%.*s", PX_STR_ARG(row->code));
    }
    return entry;
}

px_view_act_entry *px_part_acts(const px_request *request, const px_act_row *rows, size_t count)
{
    px_view_act_entry *entries = px_arena_array(request->arena, count, sizeof(*entries));

    for (size_t i = 0; i < count; i++)
        entries[i] = px_part_act(request, &rows[i]);
    return entries;
}

void px_part_act_json(px_json *json, const px_act_row *row)
{
    px_json_object(json);
    px_json_pair_str(json, "id", row->id);
    px_json_pair_str(json, "kind", row->kind);
    px_json_pair_time(json, "time", row->time);
    px_json_key(json, "leaf");
    if (row->leaf_index < 0)
        px_json_null(json);
    else
        px_json_int(json, row->leaf_index);
    px_json_pair_str(json, "code", row->code);
    px_json_pair_str(json, "version", row->version);
    px_json_object_end(json);
}

/* ---- Addresses */

px_str px_part_back(const px_request *request, px_str asked, const char *otherwise)
{
    bool ours = asked.len && asked.ptr[0] == '/' && !px_str_starts(asked, PX_STR("//"));

    for (size_t i = 0; i < asked.len; i++)
        ours &= asked.ptr[i] > ' ' && asked.ptr[i] < 0x7F && asked.ptr[i] != '\\';
    return ours ? asked : px_page_address(request, "%s", otherwise);
}

/* ---- Versions */

/* In the same words where there is none and where it is hidden. */
static int version_missing(const px_request *request, px_str code_id, px_str label, px_error *err)
{
    return px_fail(err, PX_ERR_NOT_FOUND,
                   N_("the code '{code}' has no version '{version}' that is published"), "code",
                   px_arena_cstr(request->arena, code_id), "version",
                   px_arena_cstr(request->arena, label), NULL);
}

int px_part_version_find(const px_request *request, px_str code_id, px_str label, px_code *ret_code,
                         px_version *ret_version, px_error *err)
{
    px_str tag = px_part_tag(request);
    px_version version;
    px_code code;
    int rc = px_code_find(request->db, request->arena, code_id, tag, &code, err);

    if (rc < 0)
        return rc;
    rc = px_version_find(request->db, request->arena, &code, label, tag, &version, err);
    if (rc == -(int)PX_ERR_NOT_FOUND || (rc >= 0 && !px_access_version(request, &code, &version)))
        return version_missing(request, code_id, label, err);
    if (rc < 0)
        return rc;
    *ret_code = code;
    *ret_version = version;
    return 0;
}

void px_part_version_json(px_json *json, const px_version *version)
{
    px_json_object(json);
    px_json_pair_str(json, "version", version->label);
    px_json_pair_str(json, "title", version->title);
    px_json_pair_cstr(json, "state", px_version_state_name(version->state));
    px_json_key(json, "published");
    if (version->published == PX_TIME_NONE)
        px_json_null(json);
    else
        px_json_time(json, version->published);
    px_json_pair_str(json, "digest", version->digest.len ? version->digest : PX_STR_NONE);
    px_json_pair_str(json, "act", version->act.len ? version->act : PX_STR_NONE);
    px_json_key(json, "languages");
    px_json_array(json);
    for (size_t i = 0; i < version->n_languages; i++)
        px_json_str(json, version->languages[i]);
    px_json_array_end(json);
    px_json_object_end(json);
}

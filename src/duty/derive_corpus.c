/* SPDX-License-Identifier: EUPL-1.2 */
#include "duty/derive_corpus.h"

#include "base/json_read.h"
#include "base/message.h"
#include "corpus/iso_language.h"
#include "duty/official_value.h"

#include "base/banned.h"

static void copy_to(json_t *row, const char *key, const json_t *from)
{
    json_t *value = json_object_get(from, key);

    if (value)
        json_object_set(row, key, value);
}

/* ---- Sizes */

static const char *const modalities[] = { "text", "image", "audio", "video", "other" };

json_t *derive_corpus_modalities(derivation *d)
{
    json_t *list;

    if (!json_object_size(d->in[0]))
        return NULL;
    list = json_array();
    for (size_t i = 0; i < PX_COUNT(modalities); i++)
        if (json_object_get(d->in[0], modalities[i]))
            json_array_append_new(list, json_string(modalities[i]));
    return list;
}

json_t *derive_corpus_points(derivation *d)
{
    json_t *rows = json_array();

    for (size_t i = 0; i < PX_COUNT(modalities); i++) {
        const json_t *size = json_object_get(d->in[0], modalities[i]);
        json_t *row;

        if (!json_object_get(size, "value"))
            continue;
        row = json_object();
        json_object_set_new(row, "part", json_string("training"));
        json_object_set_new(row, "modality", json_string(modalities[i]));
        json_object_set(row, "number", json_object_get(size, "value"));
        copy_to(row, "unit", size);
        json_array_append_new(rows, row);
    }
    if (json_array_size(rows))
        return rows;
    json_decref(rows);
    return NULL;
}

/* ---- Languages */

static void language_add(px_builder *out, const json_t *row, bool french)
{
    px_str name = px_json_text_at(row, "language"), share = px_json_text_at(row, "share");
    const px_iso_language *language =
        px_iso_language_find(px_str_sub(name, 0, px_str_find_char(name, '-')));

    if (language)
        name = french ? language->french : language->english;
    px_builder_format(out, "%s%.*s", out->len ? ", " : "", PX_STR_ARG(name));
    if (share.len)
        px_builder_format(out, french ? " (%.*s %%)" : " (%.*s%%)", PX_STR_ARG(share));
}

json_t *derive_corpus_languages(derivation *d)
{
    PX_AUTO_BUILDER px_builder en = PX_BUILDER_INIT(PX_FIELD_TEXT_MAX);
    PX_AUTO_BUILDER px_builder fr = PX_BUILDER_INIT(PX_FIELD_TEXT_MAX);
    json_t *text;

    for (size_t i = 0; i < json_array_size(d->in[0]); i++) {
        language_add(&en, json_array_get(d->in[0], i), false);
        language_add(&fr, json_array_get(d->in[0], i), true);
    }
    if (!en.len || px_builder_check(&en, NULL) < 0 || px_builder_check(&fr, NULL) < 0)
        return NULL;
    text = json_object();
    json_object_set_new(text, "en", json_stringn(en.ptr, en.len));
    json_object_set_new(text, "fr", json_stringn(fr.ptr, fr.len));
    return text;
}

/* ---- Kinds of source */

static bool is_kind(const json_t *source, const char *kind)
{
    return px_str_is(px_json_text_at(source, "kind"), kind);
}

/* true with a source of that kind, false with none while the kind of each is known, else NULL.
 * Sources are what a scan measured (in[0]) and datasets that were described (in[1]): of these
 * follows no "no". */
static json_t *has_kind(const derivation *d, const char *kind)
{
    bool all_known = json_array_size(d->in[0]) > 0;

    for (size_t i = 0; i < json_array_size(d->in[1]); i++)
        if (is_kind(json_array_get(d->in[1], i), kind))
            return json_true();
    for (size_t i = 0; i < json_array_size(d->in[0]); i++) {
        const json_t *source = json_array_get(d->in[0], i);

        if (is_kind(source, kind))
            return json_true();
        all_known &= !is_kind(source, "unknown");
    }
    return all_known ? json_false() : NULL;
}

static bool any_has(const json_t *sources, const char *kind, const char *modality)
{
    bool any = false;

    for (size_t i = 0; i < json_array_size(sources); i++) {
        const json_t *source = json_array_get(sources, i);
        px_str all = px_json_text_at(source, "modalities"), one;

        while (is_kind(source, kind) && all.ptr && px_str_split(&all, ',', &one))
            any |= px_str_is(one, modality);
    }
    return any;
}

/* The modalities of the sources of that kind, in the order of section 2 of the template. */
static json_t *kinds_of(const derivation *d, const char *kind)
{
    static const char *const order[] = { "text", "image", "video", "audio", "other" };
    json_t *list = json_array();

    for (size_t m = 0; m < PX_COUNT(order); m++) {
        if (any_has(d->in[0], kind, order[m]) || any_has(d->in[1], kind, order[m]))
            json_array_append_new(list, json_string(order[m]));
    }
    if (json_array_size(list))
        return list;
    json_decref(list);
    return NULL;
}

#define HAS_KIND(function, kind)                                                                   \
    json_t *function(derivation *d)                                                                \
    {                                                                                              \
        return has_kind(d, kind);                                                                  \
    }
HAS_KIND(derive_corpus_public, "public-dataset")
HAS_KIND(derive_corpus_licensed, "licensed")
HAS_KIND(derive_corpus_private, "private")
HAS_KIND(derive_corpus_crawled, "crawled")
HAS_KIND(derive_corpus_synthetic, "synthetic")
HAS_KIND(derive_corpus_other, "other")

#define KINDS_OF(function, kind)                                                                   \
    json_t *function(derivation *d)                                                                \
    {                                                                                              \
        return kinds_of(d, kind);                                                                  \
    }
KINDS_OF(derive_corpus_public_kinds, "public-dataset")
KINDS_OF(derive_corpus_licensed_kinds, "licensed")
KINDS_OF(derive_corpus_private_kinds, "private")
KINDS_OF(derive_corpus_crawled_kinds, "crawled")
KINDS_OF(derive_corpus_synthetic_kinds, "synthetic")

/* A manifest does not tell the model's own users from those of other services: only "no" follows,
 * for both. */
json_t *derive_corpus_no_users(derivation *d)
{
    json_t *has = has_kind(d, "user-data");

    return json_is_false(has) ? has : NULL;
}

json_t *derive_corpus_provenance(derivation *d)
{
    static const struct {
        const char *kind, *choice;
    } choices[] = {
        { "crawled", "web-crawling" },
        { "licensed", "private-third-party" },
        { "private", "private-third-party" },
        { "user-data", "user-data" },
        { "public-dataset", "public" },
        { "synthetic", "synthetic" },
        { "other", "other" },
    };
    json_t *list = json_array();
    const char *last = "";

    for (size_t i = 0; i < PX_COUNT(choices); i++) {
        if (strcmp(choices[i].choice, last) == 0 || !json_is_true(has_kind(d, choices[i].kind)))
            continue;
        last = choices[i].choice;
        json_array_append_new(list, json_string(last));
    }
    if (json_array_size(list))
        return list;
    json_decref(list);
    return NULL;
}

/* ---- Lists */

/* {"from": ..., "to": ...}, or NULL. */
static json_t *period_of(const json_t *row)
{
    json_t *period;

    if (!json_object_get(row, "from") || !json_object_get(row, "to"))
        return NULL;
    period = json_object();
    copy_to(period, "from", row);
    copy_to(period, "to", row);
    return period;
}

json_t *derive_corpus_large_sets(derivation *d)
{
    static const char *const keys[] = {
        "name", "link", "version", "modality", "share_of_public", "share_of_all"
    };
    json_t *rows;

    if (!json_array_size(d->in[0]))
        return NULL;
    rows = json_array();
    for (size_t i = 0; i < json_array_size(d->in[0]); i++) {
        const json_t *set = json_array_get(d->in[0], i);
        json_t *row = json_object(), *period = period_of(set);

        for (size_t k = 0; k < PX_COUNT(keys); k++)
            copy_to(row, keys[k], set);
        if (period)
            json_object_set_new(row, "period", period);
        json_array_append_new(rows, row);
    }
    return rows;
}

static bool is_among(const json_t *rows, px_str name)
{
    for (size_t i = 0; i < json_array_size(rows); i++)
        if (px_str_eq(px_json_text_at(json_array_get(rows, i), "name"), name))
            return true;
    return false;
}

/* A line of what is known of a dataset. */
static void dataset_line(px_builder *lines, const json_t *set)
{
    static const char *const keys[] = { "version", "modalities", "languages",
                                        "licence", "link",       "coverage" };

    px_builder_format(lines, "%s%.*s", lines->len ? "\n" : "",
                      PX_STR_ARG(px_json_text_at(set, "name")));
    for (size_t k = 0; k < PX_COUNT(keys); k++)
        if (px_json_text_at(set, keys[k]).len)
            px_builder_format(lines, ", %.*s", PX_STR_ARG(px_json_text_at(set, keys[k])));
    if (px_json_text_at(set, "from").len)
        px_builder_format(lines, ", %.*s/%.*s", PX_STR_ARG(px_json_text_at(set, "from")),
                          PX_STR_ARG(px_json_text_at(set, "to")));
}

/* The public datasets that are not large: those that were measured (in[0]; the large ones are
 * in[1]), then those that were described alone (in[2]). */
json_t *derive_corpus_other_sets(derivation *d)
{
    PX_AUTO_BUILDER px_builder lines = PX_BUILDER_INIT(PX_FIELD_TEXT_MAX);

    for (size_t list = 0; list <= 2; list += 2)
        for (size_t i = 0; i < json_array_size(d->in[list]); i++) {
            const json_t *set = json_array_get(d->in[list], i);
            px_str name = px_json_text_at(set, "name");

            if (is_kind(set, "public-dataset") && !is_among(d->in[1], name) &&
                (list == 0 || !is_among(d->in[0], name)))
                dataset_line(&lines, set);
        }
    return lines.len && px_builder_check(&lines, NULL) == 0 ? derive_text(px_builder_view(&lines))
                                                            : NULL;
}

/* Private datasets of which it is known that they exist. */
json_t *derive_corpus_known(derivation *d)
{
    json_t *rows = json_array();

    for (size_t i = 0; i < json_array_size(d->in[0]); i++) {
        const json_t *source = json_array_get(d->in[0], i);
        json_t *row;

        if (!is_kind(source, "private") || !px_str_is(px_json_text_at(source, "known"), "public"))
            continue;
        row = json_object();
        copy_to(row, "name", source);
        copy_to(row, "link", source);
        copy_to(row, "description", source);
        json_array_append_new(rows, row);
    }
    if (json_array_size(rows))
        return rows;
    json_decref(rows);
    return NULL;
}

/* What a manifest says of who ran a crawler, by the two words it has for that. */
static json_t *operator_of(const json_t *crawler)
{
    const char *by = json_string_value(json_object_get(crawler, "operator"));

    if (by && strcmp(by, "provider") == 0)
        return derive_words(N_("the provider"), NULL);
    if (by && strcmp(by, "commissioned") == 0)
        return derive_words(N_("somebody on behalf of the provider"), NULL);
    return by ? derive_text(px_str_of(by)) : NULL;
}

json_t *derive_corpus_crawlers(derivation *d)
{
    json_t *rows;

    if (!json_array_size(d->in[0]))
        return NULL;
    rows = json_array();
    for (size_t i = 0; i < json_array_size(d->in[0]); i++) {
        json_t *row = json_object(), *by = operator_of(json_array_get(d->in[0], i));

        copy_to(row, "name", json_array_get(d->in[0], i));
        if (by)
            json_object_set_new(row, "operator", by);
        json_array_append_new(rows, row);
    }
    return rows;
}

json_t *derive_corpus_periods(derivation *d)
{
    json_t *rows = json_array();

    for (size_t i = 0; i < json_array_size(d->in[0]); i++) {
        json_t *period = period_of(json_array_get(d->in[0], i));

        if (!period)
            continue;
        copy_to(period, "name", json_array_get(d->in[0], i));
        json_array_append_new(rows, period);
    }
    if (json_array_size(rows))
        return rows;
    json_decref(rows);
    return NULL;
}

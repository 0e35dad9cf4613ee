/* SPDX-License-Identifier: EUPL-1.2 */
/* What is edited: a provision with all that stands in it, as Markdown. */
#include "code/edit.h"
#include "code/export.h"

#include "base/banned.h"

int px_edit_markdown(px_arena *arena, const px_version *version, const px_text *text,
                     px_str *ret_markdown, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_version untitled = *version; /* the document's title is not the provision's */
    px_text part = *text;
    px_export export = { .version = &untitled, .text = &part };
    int rc;

    untitled.title = PX_STR("");
    part.nodes = px_arena_array(arena, PX_MAX(text->count, 1), sizeof(*part.nodes));
    for (size_t i = 0; i < text->count; i++) {
        part.nodes[i] = text->nodes[i];
        part.nodes[i].depth -= text->nodes[0].depth;
    }
    rc = px_export_markdown(arena, &export, &out, err);
    if (rc < 0)
        return rc;
    *ret_markdown = px_arena_str(arena, px_builder_view(&out));
    return 0;
}

static int fail_language(px_arena *arena, const px_version *version, px_str language, px_error *err)
{
    PX_AUTO_BUILDER px_builder list = PX_BUILDER_INIT(1024);

    for (size_t i = 0; i < version->n_languages; i++) {
        px_builder_add(&list, i ? ", " : "");
        px_builder_str(&list, version->languages[i]);
    }
    return px_fail(err, PX_ERR_INVALID,
                   N_("version '{version}' has no text in '{language}'; it has {languages}"),
                   "version", px_arena_cstr(arena, version->label), "language",
                   px_arena_cstr(arena, language), "languages", px_builder_cstr(&list), NULL);
}

static int choose_language(px_arena *arena, px_edit_source *source, px_str language, px_error *err)
{
    const px_version *version = &source->version;

    source->language = version->n_languages ? version->languages[0] : PX_STR("");
    if (!language.len)
        return 0;
    for (size_t i = 0; i < version->n_languages; i++) {
        if (!px_str_eq(version->languages[i], language))
            continue;
        source->language = version->languages[i];
        return 0;
    }
    return fail_language(arena, version, language, err);
}

/* Where the provision stands in the version. */
static int find_place(px_db *db, px_arena *arena, px_str id, px_edit_source *source, px_error *err)
{
    px_provision_place *places;
    size_t count;
    int rc =
        px_provision_places(db, arena, &source->code, id, PX_STR(""), false, &places, &count, err);

    if (rc < 0)
        return rc;
    for (size_t i = 0; i < count; i++) {
        if (places[i].version.row != source->version.row)
            continue;
        source->place = places[i];
        return 0;
    }
    return px_fail(err, PX_ERR_NOT_FOUND,
                   N_("version '{version}' of code '{code}' has no provision '{id}'"), "version",
                   px_arena_cstr(arena, source->version.label), "code",
                   px_arena_cstr(arena, source->code.id), "id", px_arena_cstr(arena, id), NULL);
}

int px_edit_read(px_db *db, px_arena *arena, px_str code, px_str label, px_str language, px_str id,
                 px_edit_source *ret_source, px_error *err)
{
    PX_AUTO_DIGEST px_digest digest = px_digest_start();
    px_edit_source *s = ret_source;
    int rc = px_code_find(db, arena, code, language, &s->code, err);

    if (rc >= 0)
        rc = px_version_find(db, arena, &s->code, label, language, &s->version, err);
    if (rc >= 0)
        rc = choose_language(arena, s, language, err);
    if (rc >= 0)
        rc = find_place(db, arena, id, s, err);
    if (rc >= 0)
        rc = px_provision_text(db, arena, &s->place, s->language, &s->text, err);
    if (rc >= 0)
        rc = px_edit_markdown(arena, &s->version, &s->text, &s->markdown, err);
    if (rc < 0)
        return rc;
    px_digest_add(&digest, s->markdown);
    px_digest_end(&digest, s->digest);
    return 0;
}

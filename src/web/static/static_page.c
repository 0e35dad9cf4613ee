/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/static/static_page.h"

#include "code/contents_html.h"
#include "code/markdown/markdown.h"
#include "web/asset.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/page_text.h"
#include "web/templates.h"

#include "base/banned.h"

enum { OPENING = 160, MAX_LANGUAGES = 32 };

/* ---- The list of all provisions */

/* A provision with a title, and all that stands below it up to the next one. */
typedef struct item {
    const px_node *node;
    px_builder words;
} item;

static px_str list_opening(px_arena *arena, px_str words)
{
    size_t end = OPENING;

    if (words.len <= OPENING)
        return words;
    while (end > 0 && words.ptr[end] != ' ')
        end--;
    return px_str_of(px_arena_format(arena, "%.*s …", (int)end, words.ptr));
}

static int list_add_words(px_builder *words, px_str text, px_error *err)
{
    if (!text.len)
        return 0;
    if (words->len)
        px_builder_char(words, ' ');
    return px_markdown_plain(words, text, err);
}

static int list_item(const px_request *request, const px_view_static_code *code, item *i,
                     px_view_static_provision *row, px_error *err)
{
    PX_AUTO_BUILDER px_builder name = PX_BUILDER_INIT(64 * 1024);
    int rc = px_page_text_name(request, &name, i->node, err);

    if (rc < 0)
        return rc;
    row->name = px_arena_str(request->arena, px_builder_view(&name));
    if (!i->node->heading.len)
        row->name = px_part_sentence(request, row->name, false);
    row->words = px_arena_str(request->arena, px_builder_view(&i->words));
    row->opening = list_opening(request->arena, row->words);
    row->link = px_str_of(px_arena_format(request->arena, "%.*s#%.*s", PX_STR_ARG(code->link),
                                          PX_STR_ARG(i->node->lasting_id)));
    return 0;
}

static int list_provisions(const px_request *request, const px_text *text,
                           px_view_static_code *code, px_error *err)
{
    px_view_static_provision *rows =
        px_arena_array(request->arena, PX_MAX(text->count, 1), sizeof(*rows));
    item now = { .words = PX_BUILDER_INIT(PX_BUILDER_LARGE) };
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < text->count; i++) {
        const px_node *node = &text->nodes[i];
        bool starts = px_node_titled(node);

        if (starts && now.node)
            rc = list_item(request, code, &now, &rows[code->n_provisions++], err);
        if (starts || !now.node) {
            now.node = node;
            px_builder_clear(&now.words);
        } else if (rc >= 0) {
            rc = list_add_words(&now.words, node->heading, err);
        }
        if (rc >= 0)
            rc = list_add_words(&now.words, node->text, err);
    }
    if (rc >= 0 && now.node)
        rc = list_item(request, code, &now, &rows[code->n_provisions++], err);
    px_builder_free(&now.words);
    code->provisions = rows;
    return rc;
}

/* The newest published version of a code; a code without one has no row. */
static int list_code(px_request *request, const px_code *code, px_view_static_code *rows,
                     size_t *count, px_error *err)
{
    px_str tag = px_part_tag(request);
    px_view_static_code *row = &rows[*count];
    px_version *versions;
    px_text text;
    size_t n;
    int rc = px_version_list(request->db, request->arena, code, tag, true, &versions, &n, err);

    if (rc < 0 || n == 0)
        return rc;
    rc = px_version_text(request->db, request->arena, &versions[0], tag, &text, err);
    if (rc < 0)
        return rc;
    *row = (px_view_static_code){
        .id = code->id,
        .title = code->title.len ? code->title : code->id,
        .label = versions[0].label,
        .link = px_page_address(request, "/codes/%.*s/%.*s", PX_STR_ARG(code->id),
                                PX_STR_ARG(versions[0].label)),
        .language = text.language.len ? text.language : tag,
    };
    (*count)++;
    return list_provisions(request, &text, row, err);
}

int px_static_page_list(px_request *request, px_reply *reply, px_error *err)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_view_static_list view = { 0 };
    px_frame frame = {
        .title = px_str_of(px_tr(request->language, N_("All provisions"))),
        .room = PX_ROOM_SEARCH,
    };
    px_view_static_code *rows;
    px_code *codes;
    size_t count;
    int rc = px_code_list(request->db, request->arena, px_part_tag(request), &codes, &count, err);

    if (rc < 0)
        return rc;
    rows = px_arena_array(request->arena, PX_MAX(count, 1), sizeof(*rows));
    for (size_t i = 0; rc >= 0 && i < count; i++)
        rc = list_code(request, &codes[i], rows, &view.n_codes, err);
    if (rc < 0)
        return rc;
    view.codes = rows;
    px_template_static_list(&body, &view, request->language);
    px_builder_add(&body, "<script src=\"");
    px_builder_html(&body, px_str_of(px_asset_path("site_search.js")));
    px_builder_add(&body, "\" defer></script>\n");
    px_frame_write(request, reply, &frame, &body);
    return 0;
}

/* ---- The others */

int px_static_page_left_out(px_request *request, px_reply *reply, px_error *err)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_view_static_note view = {
        .home = px_page_address(request, "/"),
        .list = px_page_address(request, "/search"),
    };
    px_frame frame = {
        .title = px_str_of(px_tr(request->language, N_("Not part of this copy"))),
        .hidden = true,
    };

    (void)err;
    px_template_static_note(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
    return 0;
}

/* "A copy of the house as it was on 2 August 2026, 12:00 (CEST).", in that language. */
static px_str static_as_of(const px_request *request, const px_language *language)
{
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(4096);
    px_request localized = *request;
    px_arg arg = { "time", { NULL, 0 } };

    localized.language = language;
    arg.value = px_part_moment(&localized, request->now)->words;
    px_message(&words, language, N_("A copy of the house as it was on {time}."), &arg, 1);
    return px_arena_str(request->arena, px_builder_view(&words));
}

/* A page in all languages at once, in the frame of none. */
static int static_all_languages(px_request *request, px_reply *reply, bool missing, bool links,
                                px_error *err)
{
    px_view_static_language languages[MAX_LANGUAGES];
    px_view_static_start view = {
        .language = px_part_tag(request),
        .house = px_str_of(px_house_name(request->house)),
        .style = px_str_of(px_asset_path("praxis.css")),
        .icon = px_str_of(px_asset_path("icon.svg")),
        .missing = missing,
        .links = links,
        .languages = languages,
    };
    const px_language *language;

    while (view.n_languages < MAX_LANGUAGES && (language = px_language_at(view.n_languages))) {
        const char *tag = px_language_tag(language);

        languages[view.n_languages++] = (px_view_static_language){
            .tag = px_str_of(tag),
            .name = px_str_of(px_language_name(language)),
            .link = px_str_of(px_arena_format(request->arena, "/%s/", tag)),
            .words = missing ? px_str_of(px_tr(language, N_("There is no page at this address.")))
                             : static_as_of(request, language),
            .demonstration = px_house_is_demonstration(request->house)
                                 ? px_str_of(px_tr(language, N_("This is a demonstration.")))
                                 : PX_STR_NONE,
        };
    }
    px_template_static_start(&reply->body, &view, request->language);
    return px_builder_check(&reply->body, err);
}

int px_static_page_start(px_request *request, px_reply *reply, px_error *err)
{
    return static_all_languages(request, reply, false, true, err);
}

int px_static_page_missing(px_request *request, px_reply *reply, bool links, px_error *err)
{
    return static_all_languages(request, reply, true, links, err);
}

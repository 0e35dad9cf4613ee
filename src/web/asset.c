/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/asset.h"

#include <pthread.h>

#include "base/embedded.h"
#include "web/compress.h"
#include "web/entity.h"
#include "web/route.h"

#include "base/banned.h"

enum { ASSET_MAX = 64, ASSET_HASH_LEN = 16, ASSET_LEVEL = 9 };

typedef struct asset {
    px_str name;
    const char *content_type;
    px_entity *entity;
    char *path;  /* with "?v=" and the hash */
    px_str hash; /* the end of path */
} asset;

/* Made once, then only read; they live as long as the process. */
static asset assets[ASSET_MAX];
static size_t n_assets;
static pthread_once_t assets_once = PTHREAD_ONCE_INIT;

static const char *asset_type(px_str name)
{
    static const struct {
        px_str ending;
        const char *type;
    } types[] = {
        { PX_STR_INIT(".css"), "text/css; charset=utf-8" },
        { PX_STR_INIT(".js"), "text/javascript; charset=utf-8" },
        { PX_STR_INIT(".svg"), "image/svg+xml" },
        { PX_STR_INIT(".png"), "image/png" },
        { PX_STR_INIT(".ico"), "image/x-icon" },
        { PX_STR_INIT(".woff2"), "font/woff2" },
        { PX_STR_INIT(".txt"), "text/plain; charset=utf-8" },
        { PX_STR_INIT(".webmanifest"), "application/manifest+json" },
    };

    for (size_t i = 0; i < PX_COUNT(types); i++)
        if (px_str_ends(name, types[i].ending))
            return types[i].type;
    return "application/octet-stream";
}

static void asset_make(const px_embedded *file, asset *made)
{
    PX_AUTO_BUILDER px_builder path = PX_BUILDER_INIT(1024);
    const char *type = asset_type(px_str_of(file->name));
    size_t len;

    made->name = px_str_of(file->name);
    made->content_type = type;
    made->entity =
        px_entity_from_constant(px_embedded_str(file), px_compress_is_type(type) ? ASSET_LEVEL : 0);
    px_builder_add(&path, "/assets/");
    px_url_encode(&path, made->name);
    px_builder_add(&path, "?v=");
    px_builder_str(&path, px_str_n(made->entity->etag + 1, ASSET_HASH_LEN)); /* behind the quote */
    made->path = px_builder_detach(&path, &len);
    made->hash = px_str_n(made->path + len - ASSET_HASH_LEN, ASSET_HASH_LEN);
}

static void assets_make(void)
{
    for (const px_embedded *file = px_embedded_assets; file->name && n_assets < ASSET_MAX; file++)
        asset_make(file, &assets[n_assets++]);
}

void px_asset_prepare(void)
{
    (void)pthread_once(&assets_once, assets_make);
}

static const asset *asset_find(px_str name)
{
    px_asset_prepare();
    for (size_t i = 0; i < n_assets; i++)
        if (px_str_eq(assets[i].name, name))
            return &assets[i];
    return NULL;
}

const char *px_asset_path(const char *name)
{
    const asset *found = asset_find(px_str_of(name));

    return found ? found->path : NULL;
}

/* The last part of the path is the name: "/assets/praxis.css", "/favicon.ico". */
int px_web_asset(px_request *request, px_reply *reply, px_error *err)
{
    px_str name = request->path.segments[request->path.count - 1];
    const asset *found = asset_find(name);

    if (!found && px_str_is(name, "favicon.ico"))
        found = asset_find(PX_STR("icon.svg"));
    if (!found)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such file"), NULL);
    reply->entity = px_entity_ref(found->entity);
    reply->content_type = found->content_type;
    if (px_str_eq(px_fields_get(&request->query, "v"), found->hash))
        reply->cache_control = "public, max-age=31536000, immutable";
    reply->shared = true;
    return 0;
}

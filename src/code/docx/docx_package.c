/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/docx/docx_package.h"

#include <zip.h>

#include "base/builder.h"
#include "base/map.h"

#include "base/banned.h"

#define NAME_MAX_LEN 1024
#define CHUNK 65536

struct px_docx_package {
    px_arena *arena;
    zip_t *zip;
    size_t inflated;
};

/* In libzip's own words, marked for translation; the others appear as it has them. */
static const char *zip_reason(const px_docx_package *p, zip_error_t *error)
{
    static const struct {
        int code;
        const char *words;
    } common[] = {
        { ZIP_ER_NOZIP, N_("Not a zip archive") },
        { ZIP_ER_INCONS, N_("Zip archive inconsistent") },
        { ZIP_ER_EOF, N_("Premature end of file") },
        { ZIP_ER_CRC, N_("CRC error") },
        { ZIP_ER_ZLIB, N_("Zlib error") },
        { ZIP_ER_COMPNOTSUPP, N_("Compression method not supported") },
        { ZIP_ER_COMPRESSED_DATA, N_("Compressed data invalid") },
    };

    for (size_t i = 0; i < PX_COUNT(common); i++)
        if (common[i].code == zip_error_code_zip(error))
            return common[i].words;
    return px_arena_cstr(p->arena, px_str_of(zip_error_strerror(error)));
}

static int fail_zip(px_docx_package *p, zip_error_t *error, px_error *err)
{
    return px_fail(err, PX_ERR_MALFORMED,
                   N_("the file is no DOCX document or a damaged one: {reason}"), "reason",
                   zip_reason(p, error), NULL);
}

static int fail_part(px_docx_package *p, px_errcode code, const char *message, px_str part,
                     px_error *err)
{
    return px_fail(err, code, message, "part", px_arena_cstr(p->arena, part), NULL);
}

/* Two parts whose names differ by case alone are one to some programs and two to others, so that
 * a reader and a checker could see different documents. */
static int check_names(px_docx_package *p, zip_int64_t count, px_error *err)
{
    PX_CLEANUP(px_map_free) px_map seen = PX_MAP_INIT;

    for (zip_int64_t i = 0; i < count; i++) {
        const char *name = zip_get_name(p->zip, (zip_uint64_t)i, ZIP_FL_ENC_GUESS);
        px_str lower = px_arena_lower(p->arena, px_str_of(name ? name : ""));

        if (px_map_put(&seen, lower, p))
            return fail_part(p, PX_ERR_MALFORMED, N_("the part '{part}' is twice in the document"),
                             lower, err);
    }
    return 0;
}

static int check_entries(px_docx_package *p, px_error *err)
{
    zip_int64_t count = zip_get_num_entries(p->zip, 0);

    if (count > PX_DOCX_MAX_PARTS)
        return px_fail(err, PX_ERR_TOO_MANY, N_("the document has more than {max} parts"), "max",
                       "4096", NULL);
    return check_names(p, count, err);
}

int px_docx_package_open(px_str bytes, px_arena *arena, px_docx_package **ret_package,
                         px_error *err)
{
    static const px_str compound = PX_STR_INIT("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    px_docx_package *p = px_arena_alloc(arena, sizeof(*p));
    zip_error_t error;
    zip_source_t *source;
    int rc;

    if (px_str_starts(bytes, compound))
        return px_fail(err, PX_ERR_UNSUPPORTED,
                       N_("the document is encrypted or from before Word 2007; save it as DOCX "
                          "without a password"),
                       NULL);
    p->arena = arena;
    zip_error_init(&error);
    source = zip_source_buffer_create(bytes.ptr, bytes.len, 0, &error);
    p->zip = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
    if (!p->zip) {
        rc = fail_zip(p, &error, err);
        zip_source_free(source);
        zip_error_fini(&error);
        return rc;
    }
    zip_error_fini(&error);
    rc = check_entries(p, err);
    if (rc < 0) {
        px_docx_package_close(p);
        return rc;
    }
    *ret_package = p;
    return 0;
}

void px_docx_package_close(px_docx_package *package)
{
    if (package)
        zip_discard(package->zip);
}

static int check_size(px_docx_package *p, const zip_stat_t *st, px_str name, px_error *err)
{
    if (st->encryption_method != ZIP_EM_NONE)
        return fail_part(p, PX_ERR_UNSUPPORTED,
                         N_("the part '{part}' is encrypted; save the document without a password"),
                         name, err);
    if (st->size > PX_DOCX_MAX_INFLATED - p->inflated)
        return fail_part(p, PX_ERR_TOO_LARGE,
                         N_("the part '{part}' is too large: more than 64 MiB of document"), name,
                         err);
    if (st->size > ((zip_uint64_t)1 << 20) && st->size / PX_DOCX_MAX_RATIO > st->comp_size)
        return fail_part(p, PX_ERR_TOO_LARGE,
                         N_("the part '{part}' is packed too tightly to be a text"), name, err);
    return 0;
}

/* Inflates at most what the directory declares; what goes on is a lie of the directory. */
static int inflate_part(px_docx_package *p, zip_file_t *file, const zip_stat_t *st, px_str name,
                        px_str *ret_bytes, px_error *err)
{
    char *bytes = px_arena_alloc(p->arena, (size_t)st->size + 2);
    size_t len = 0;
    zip_int64_t n;

    while ((n = zip_fread(file, bytes + len, PX_MIN((size_t)st->size + 1 - len, CHUNK))) > 0) {
        len += (size_t)n;
        p->inflated += (size_t)n;
        if (len > st->size)
            break;
    }
    if (n < 0 || len != st->size)
        return px_fail(err, PX_ERR_MALFORMED, N_("the part '{part}' is damaged: {reason}"), "part",
                       px_arena_cstr(p->arena, name), "reason",
                       n < 0 ? zip_reason(p, zip_file_get_error(file))
                             : N_("its size is not what the file says"),
                       NULL);
    *ret_bytes = px_str_n(bytes, len);
    return 0;
}

/* The bytes of a part; ptr NULL where it is not there. */
static int read_part(px_docx_package *p, px_str name, px_str *ret_bytes, px_error *err)
{
    const char *path = px_arena_cstr(p->arena, name);
    zip_int64_t index = zip_name_locate(p->zip, path, ZIP_FL_NOCASE);
    zip_stat_t st;
    zip_file_t *file;
    int rc;

    *ret_bytes = PX_STR_NONE;
    if (index < 0)
        return 0;
    if (zip_stat_index(p->zip, (zip_uint64_t)index, 0, &st) < 0 || !(st.valid & ZIP_STAT_SIZE) ||
        !(st.valid & ZIP_STAT_COMP_SIZE))
        return fail_zip(p, zip_get_error(p->zip), err);
    rc = check_size(p, &st, name, err);
    if (rc < 0)
        return rc;
    file = zip_fopen_index(p->zip, (zip_uint64_t)index, 0);
    if (!file)
        return px_fail(err, PX_ERR_MALFORMED, N_("the part '{part}' is damaged: {reason}"), "part",
                       path, "reason", zip_reason(p, zip_get_error(p->zip)), NULL);
    rc = inflate_part(p, file, &st, name, ret_bytes, err);
    (void)zip_fclose(file);
    return rc;
}

int px_docx_package_xml(px_docx_package *package, px_str name, px_xml **ret_root, px_error *err)
{
    px_str bytes = PX_STR_NONE;
    int rc = read_part(package, name, &bytes, err);

    *ret_root = NULL;
    if (rc < 0 || !bytes.ptr)
        return rc;
    return px_docx_xml_parse(name, bytes, package->arena, ret_root, err);
}

/* ---- Relationships */

/* The folder of a part with its slash, or empty. */
static px_str folder_of(px_str part)
{
    size_t len = part.len;

    while (len && part.ptr[len - 1] != '/')
        len--;
    return px_str_sub(part, 0, len);
}

/* The name of the part that a target means: "../a" and "./a" from the folder, "/a" from the top. */
static px_str resolve(px_arena *arena, px_str folder, px_str target)
{
    PX_AUTO_BUILDER px_builder path = PX_BUILDER_INIT(NAME_MAX_LEN);
    px_str step;

    if (!px_str_starts(target, PX_STR("/")))
        px_builder_str(&path, folder);
    while (px_str_split(&target, '/', &step)) {
        if (px_str_is(step, "..")) {
            px_str here = px_builder_view(&path);

            px_builder_cut(&path, folder_of(px_str_sub(here, 0, here.len ? here.len - 1 : 0)).len);
        } else if (step.len && !px_str_is(step, ".")) {
            px_builder_str(&path, step);
            px_builder_char(&path, '/');
        }
    }
    if (path.len)
        px_builder_cut(&path, path.len - 1);
    return px_arena_str(arena, px_builder_view(&path));
}

static px_str last_step(px_str type)
{
    return px_str_sub(type, folder_of(type).len, type.len);
}

static void read_relationship(px_docx_package *p, const px_xml *element, px_str part,
                              px_docx_relationship *ret)
{
    px_str target = px_xml_attribute_of(element, "Target");

    ret->id = px_xml_attribute_of(element, "Id");
    ret->type = last_step(px_xml_attribute_of(element, "Type"));
    ret->external = px_str_is(px_xml_attribute_of(element, "TargetMode"), "External");
    ret->target =
        ret->external || !target.len ? target : resolve(p->arena, folder_of(part), target);
}

static int compare_ids(const void *a, const void *b)
{
    const px_docx_relationship *const *left = a, *const *right = b;

    return px_str_cmp((*left)->id, (*right)->id);
}

static void sort_by_id(px_docx_relationships *all, px_arena *arena)
{
    all->by_id = px_arena_array(arena, PX_MAX(all->count, 1), sizeof(px_docx_relationship *));
    for (size_t i = 0; i < all->count; i++)
        all->by_id[i] = &all->items[i];
    qsort(all->by_id, all->count, sizeof(px_docx_relationship *), compare_ids);
}

int px_docx_package_relationships(px_docx_package *package, px_str part, px_docx_relationships *ret,
                                  px_error *err)
{
    PX_AUTO_BUILDER px_builder name = PX_BUILDER_INIT(NAME_MAX_LEN);
    px_str folder = folder_of(part);
    size_t count = 0;
    px_xml *root;
    int rc;

    *ret = (px_docx_relationships){ 0 };
    px_builder_str(&name, folder);
    px_builder_add(&name, "_rels/");
    px_builder_str(&name, px_str_sub(part, folder.len, part.len));
    px_builder_add(&name, ".rels");
    rc = px_docx_package_xml(package, px_builder_view(&name), &root, err);
    if (rc < 0 || !root)
        return rc;
    for (const px_xml *e = root->first; e; e = e->next)
        count++;
    ret->items = px_arena_array(package->arena, PX_MAX(count, 1), sizeof(*ret->items));
    for (const px_xml *e = root->first; e; e = e->next)
        if (px_str_is(e->name, "Relationship"))
            read_relationship(package, e, part, &ret->items[ret->count++]);
    sort_by_id(ret, package->arena);
    return 0;
}

const px_docx_relationship *px_docx_relationship_id(const px_docx_relationships *all, px_str id)
{
    const px_docx_relationship key = { .id = id }, *wanted = &key;
    px_docx_relationship *const *found =
        all->count ? bsearch(&wanted, all->by_id, all->count, sizeof(*all->by_id), compare_ids)
                   : NULL;

    return found ? *found : NULL;
}

const px_docx_relationship *px_docx_relationship_type(const px_docx_relationships *all,
                                                      const char *type)
{
    for (size_t i = 0; i < all->count; i++)
        if (px_str_is(all->items[i].type, type))
            return &all->items[i];
    return NULL;
}

int px_docx_package_content_type(px_docx_package *package, px_str part, px_str *ret_type,
                                 px_error *err)
{
    px_xml *root;
    int rc = px_docx_package_xml(package, PX_STR("[Content_Types].xml"), &root, err);

    *ret_type = PX_STR_NONE;
    if (rc < 0 || !root)
        return rc;
    for (const px_xml *e = root->first; e; e = e->next) {
        px_str name = px_xml_attribute_of(e, "PartName");

        if (px_str_starts(name, PX_STR("/")) &&
            px_str_eq_nocase(px_str_sub(name, 1, name.len), part))
            *ret_type = px_xml_attribute_of(e, "ContentType");
    }
    return 0;
}

int px_docx_package_main(px_docx_package *package, const px_docx_relationships *links,
                         px_str *ret_part, px_error *err)
{
    const px_docx_relationship *r = px_docx_relationship_type(links, "officeDocument");
    px_str type;
    int rc;

    *ret_part = PX_STR_NONE;
    if (!r || r->external || !r->target.len)
        return 0;
    rc = px_docx_package_content_type(package, r->target, &type, err);
    if (rc < 0)
        return rc;
    if (px_str_find(type, PX_STR("macroEnabled")) < type.len)
        return px_fail(err, PX_ERR_UNSUPPORTED,
                       N_("the document may hold macros (DOCM); save it as DOCX"), NULL);
    *ret_part = r->target;
    return 0;
}

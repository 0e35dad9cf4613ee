/* SPDX-License-Identifier: EUPL-1.2 */
#include "document/package.h"

#include <errno.h>
#include <zip.h>

#include "base/banned.h"

/* 1 January 1980, midnight, in the form of the format. */
enum { FIRST_TIME = 0, FIRST_DATE = 1 << 5 | 1 };

typedef struct part {
    const char *name;
    px_str bytes;
    FILE *file; /* or NULL: bytes */
} part;

struct px_package {
    px_arena *arena;
    part *parts;
    size_t count, room;
};

px_package *px_package_new(px_arena *arena)
{
    px_package *p = px_arena_alloc(arena, sizeof(*p));

    p->arena = arena;
    return p;
}

static part *add(px_package *p, const char *name)
{
    p->parts = px_arena_grow(p->arena, p->parts, p->count, &p->room, sizeof(*p->parts));
    p->parts[p->count].name = px_arena_cstr(p->arena, px_str_of(name));
    return &p->parts[p->count++];
}

void px_package_add(px_package *package, const char *name, px_str bytes)
{
    add(package, name)->bytes = bytes;
}

void px_package_add_file(px_package *package, const char *name, FILE *file)
{
    add(package, name)->file = file;
}

/* libzip's errors: those of the system keep their number. */
static int fail_zip(zip_error_t *error, px_error *err)
{
    if (zip_error_system_type(error) == ZIP_ET_SYS && zip_error_code_system(error))
        return px_fail_errno(err, zip_error_code_system(error),
                             N_("cannot write the document: {reason}"), NULL);
    return px_fail(err, PX_ERR_IO, N_("cannot write the document: {reason}"), "reason",
                   zip_error_strerror(error), NULL);
}

static bool add_part(zip_t *zip, part *p)
{
    zip_source_t *source = p->file ? zip_source_filep(zip, p->file, 0, -1)
                                   : zip_source_buffer(zip, p->bytes.ptr, p->bytes.len, 0);
    zip_int64_t index;

    if (!source)
        return false;
    p->file = NULL; /* the source's now, which closes it */
    index = zip_file_add(zip, p->name, source, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
        zip_source_free(source);
        return false;
    }
    return zip_file_set_dostime(zip, (zip_uint64_t)index, FIRST_TIME, FIRST_DATE, 0) == 0 &&
           zip_set_file_compression(zip, (zip_uint64_t)index, ZIP_CM_DEFLATE, 6) == 0;
}

static void close_files(px_package *p)
{
    for (size_t i = 0; i < p->count; i++)
        if (p->parts[i].file)
            (void)fclose(PX_TAKE(p->parts[i].file));
}

/* Adds all parts and closes the archive, whatever happens. */
static int finish(px_package *p, zip_t *zip, px_error *err)
{
    bool good = true;
    int rc = 0;

    for (size_t i = 0; good && i < p->count; i++)
        good = add_part(zip, &p->parts[i]);
    if (good && zip_close(zip) == 0)
        return 0;
    rc = fail_zip(zip_get_error(zip), err);
    zip_discard(zip);
    return rc;
}

static int read_back(zip_source_t *source, px_builder *out, px_error *err)
{
    char chunk[16384];
    zip_int64_t n;

    if (zip_source_open(source) < 0)
        return fail_zip(zip_source_error(source), err);
    while ((n = zip_source_read(source, chunk, sizeof(chunk))) > 0)
        px_builder_str(out, px_str_n(chunk, (size_t)n));
    (void)zip_source_close(source);
    return n < 0 ? fail_zip(zip_source_error(source), err) : 0;
}

int px_package_write(px_package *package, px_builder *out, px_error *err)
{
    zip_error_t error;
    zip_source_t *source;
    zip_t *zip;
    int rc;

    zip_error_init(&error);
    source = zip_source_buffer_create(NULL, 0, 0, &error);
    zip = source ? zip_open_from_source(source, ZIP_TRUNCATE, &error) : NULL;
    if (!zip) {
        rc = fail_zip(&error, err);
        zip_source_free(source);
        zip_error_fini(&error);
        close_files(package);
        return rc;
    }
    zip_error_fini(&error);
    zip_source_keep(source); /* the archive would take its bytes with it */
    rc = finish(package, zip, err);
    if (rc >= 0)
        rc = read_back(source, out, err);
    zip_source_free(source);
    close_files(package);
    return rc;
}

void px_package_abandon(px_package *package)
{
    close_files(package);
}

int px_package_save(px_package *package, const char *path, px_error *err)
{
    zip_error_t error;
    zip_t *zip;
    int code = 0, rc;

    zip = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &code);
    if (zip) {
        rc = finish(package, zip, err);
    } else {
        zip_error_init_with_code(&error, code);
        rc = fail_zip(&error, err);
        zip_error_fini(&error);
    }
    close_files(package);
    return rc;
}

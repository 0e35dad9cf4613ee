/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/comment/exchange/xlsx_part.h"

#include <zip.h>

#include "base/ascii.h"
#include "base/number.h"
#include "code/xml_parser.h"

#include "base/banned.h"

enum { CHUNK = 64 * 1024 };

struct px_xlsx_package {
    zip_t *zip;
    uint64_t inflated;
};

static int fail_workbook(const char *reason, px_error *err)
{
    return px_fail(err, PX_ERR_MALFORMED,
                   N_("the file is no workbook (XLSX) or a damaged one: {reason}"), "reason",
                   reason, NULL);
}

static int fail_macros(px_error *err)
{
    return px_fail(err, PX_ERR_UNSUPPORTED,
                   N_("the workbook may hold macros (XLSM); save it as XLSX"), NULL);
}

static int check_names(px_xlsx_package *p, px_error *err)
{
    zip_int64_t count = zip_get_num_entries(p->zip, 0);

    if (count > PX_XLSX_MAX_PARTS)
        return px_fail(err, PX_ERR_TOO_MANY, N_("the workbook has more than {max} parts"), "max",
                       "4096", NULL);
    for (zip_int64_t i = 0; i < count; i++) {
        px_str name = px_str_of(zip_get_name(p->zip, (zip_uint64_t)i, ZIP_FL_ENC_GUESS));

        if (name.len >= 14 &&
            px_str_eq_nocase(px_str_sub(name, name.len - 14, name.len), PX_STR("vbaProject.bin")))
            return fail_macros(err);
    }
    return 0;
}

static int macro_begin(void *arg, px_str name, const char **attributes, px_error *err)
{
    px_str type = px_xlsx_attribute(attributes, "ContentType");

    (void)arg;
    (void)name;
    return px_str_find(type, PX_STR("macroEnabled")) < type.len ? fail_macros(err) : 0;
}

int px_xlsx_open(const px_comment_file *file, px_xlsx_package **ret_package, px_error *err)
{
    static const px_str compound = PX_STR_INIT("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    static const px_xlsx_handler macros = { .begin = macro_begin };
    px_xlsx_package *p;
    zip_error_t error;
    zip_source_t *source;
    int rc;

    if (px_str_starts(file->bytes, compound))
        return px_fail(err, PX_ERR_UNSUPPORTED,
                       N_("the workbook is encrypted or from before Excel 2007; save it as XLSX "
                          "without a password"),
                       NULL);
    zip_error_init(&error);
    source = file->bytes.ptr ? zip_source_buffer_create(file->bytes.ptr, file->bytes.len, 0, &error)
                             : zip_source_file_create(file->path, 0, -1, &error);
    p = px_alloc_zero(1, sizeof(*p));
    p->zip = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
    if (!p->zip) {
        rc = fail_workbook(zip_error_strerror(&error), err);
        zip_source_free(source);
        zip_error_fini(&error);
        free(p);
        return rc;
    }
    zip_error_fini(&error);
    rc = check_names(p, err);
    if (rc >= 0)
        rc = px_xlsx_part(p, PX_STR("[Content_Types].xml"), &macros, NULL, err);
    if (rc < 0) {
        px_xlsx_close(p);
        return rc;
    }
    *ret_package = p;
    return 0;
}

void px_xlsx_close(px_xlsx_package *package)
{
    if (package)
        zip_discard(package->zip);
    free(package);
}

/* ---- A part as XML */

typedef struct part_reading {
    const px_xlsx_handler *handler;
    XML_Parser expat;
    int depth, rc;
    px_error *err;
} part_reading;

static px_str local_name(const char *full)
{
    px_str s = px_str_of(full);
    size_t at = px_str_find_char(s, PX_XML_SEPARATOR);

    return at == s.len ? s : px_str_sub(s, at + 1, s.len);
}

px_str px_xlsx_attribute(const char **attributes, const char *name)
{
    for (size_t i = 0; attributes[i]; i += 2)
        if (px_str_is(local_name(attributes[i]), name))
            return px_str_of(attributes[i + 1]);
    return PX_STR("");
}

static void part_stop(part_reading *r, int rc)
{
    if (r->rc >= 0)
        r->rc = rc;
    (void)XML_StopParser(r->expat, XML_FALSE);
}

static void part_begin(void *arg, const char *name, const char **attributes)
{
    part_reading *r = arg;
    int rc = 0;

    if (++r->depth > PX_XLSX_MAX_DEPTH)
        rc = fail_workbook(N_("it is nested too deeply"), r->err);
    else if (r->handler->begin)
        rc = r->handler->begin(r->handler->arg, local_name(name), attributes, r->err);
    if (rc < 0)
        part_stop(r, rc);
}

static void part_end(void *arg, const char *name)
{
    part_reading *r = arg;
    int rc = r->handler->end ? r->handler->end(r->handler->arg, local_name(name), r->err) : 0;

    r->depth--;
    if (rc < 0)
        part_stop(r, rc);
}

static void part_words(void *arg, const char *words, int len)
{
    part_reading *r = arg;

    if (r->handler->words)
        r->handler->words(r->handler->arg, px_str_n(words, (size_t)len));
}

static void part_doctype(void *arg, const char *name, const char *system, const char *public,
                         int subset)
{
    part_reading *r = arg;

    (void)name;
    (void)system;
    (void)public;
    (void)subset;
    part_stop(r,
              fail_workbook(N_("it has a document type, which could bring in entities"), r->err));
}

static int part_feed(px_xlsx_package *p, zip_file_t *file, uint64_t size, part_reading *r,
                     px_error *err)
{
    char chunk[CHUNK];
    uint64_t len = 0;
    zip_int64_t n;

    do {
        n = zip_fread(file, chunk, sizeof(chunk));
        if (n < 0)
            return fail_workbook(zip_error_strerror(zip_file_get_error(file)), err);
        len += (uint64_t)n;
        p->inflated += (uint64_t)n;
        if (len > size)
            return fail_workbook(N_("a part is larger than the file says"), err);
        if (XML_Parse(r->expat, chunk, (int)n, n == 0) == XML_STATUS_ERROR)
            return r->rc < 0 ? r->rc
                             : fail_workbook(px_xml_reason(XML_GetErrorCode(r->expat)), err);
    } while (n > 0);
    return 0;
}

static int part_check(px_xlsx_package *p, const zip_stat_t *st, px_error *err)
{
    if (!(st->valid & ZIP_STAT_SIZE) || !(st->valid & ZIP_STAT_COMP_SIZE))
        return fail_workbook(N_("the sizes of its parts are missing"), err);
    if (st->encryption_method != ZIP_EM_NONE)
        return px_fail(err, PX_ERR_UNSUPPORTED,
                       N_("the workbook is encrypted; save it without a password"), NULL);
    if (st->size > PX_XLSX_MAX_INFLATED - p->inflated)
        return px_fail(err, PX_ERR_TOO_LARGE, N_("the workbook is larger than 4 GiB"), NULL);
    if (st->size > ((zip_uint64_t)1 << 20) && st->size / PX_XLSX_MAX_RATIO > st->comp_size)
        return px_fail(err, PX_ERR_TOO_LARGE,
                       N_("the workbook is packed too tightly to hold comments"), NULL);
    return 0;
}

int px_xlsx_part(px_xlsx_package *package, px_str name, const px_xlsx_handler *handler,
                 bool *ret_there, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    part_reading r = { .handler = handler, .err = err };
    const char *path = px_arena_cstr(arena, name);
    zip_int64_t index = zip_name_locate(package->zip, path, ZIP_FL_NOCASE);
    zip_stat_t st;
    zip_file_t *file;
    int rc;

    if (ret_there)
        *ret_there = index >= 0;
    if (index < 0)
        return ret_there ? 0 : fail_workbook(N_("one of its parts is missing"), err);
    if (zip_stat_index(package->zip, (zip_uint64_t)index, 0, &st) < 0)
        return fail_workbook(zip_strerror(package->zip), err);
    rc = part_check(package, &st, err);
    if (rc < 0)
        return rc;
    file = zip_fopen_index(package->zip, (zip_uint64_t)index, 0);
    if (!file)
        return fail_workbook(zip_strerror(package->zip), err);
    r.expat = px_xml_parser_new();
    XML_SetUserData(r.expat, &r);
    XML_SetElementHandler(r.expat, part_begin, part_end);
    XML_SetCharacterDataHandler(r.expat, part_words);
    XML_SetStartDoctypeDeclHandler(r.expat, part_doctype);
    rc = part_feed(package, file, st.size, &r, err);
    XML_ParserFree(r.expat);
    (void)zip_fclose(file);
    return rc;
}

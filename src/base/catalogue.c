/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/catalogue.h"

#include "base/banned.h"

#define MO_MAGIC 0x950412DEU
#define MO_HEADER_SIZE 28
#define MO_ROW_SIZE 8 /* of a string table: length and offset */

/* Where things stand in the header; the hash table behind them is of no use to binary search. */
#define MO_AT_REVISION 4
#define MO_AT_COUNT 8
#define MO_AT_ORIGINALS 12
#define MO_AT_TRANSLATIONS 16

typedef struct mo_file {
    px_str bytes;
    bool big_endian;
} mo_file;

static uint32_t mo_word(const mo_file *mo, size_t at)
{
    const unsigned char *p = (const unsigned char *)mo->bytes.ptr + at;

    if (mo->big_endian)
        return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
    return (uint32_t)p[3] << 24 | (uint32_t)p[2] << 16 | (uint32_t)p[1] << 8 | p[0];
}

/* Each check returns NULL or the message id of what is wrong. */
static const char *mo_check_header(mo_file *mo)
{
    uint64_t size = mo->bytes.len, tables;

    if (size < MO_HEADER_SIZE)
        return N_("it is too short");
    mo->big_endian = mo_word(mo, 0) != MO_MAGIC;
    if (mo_word(mo, 0) != MO_MAGIC)
        return N_("it does not begin like a catalogue");
    /* Major revision 1 adds strings that vary by system, in tables that readers may pass over. */
    if (mo_word(mo, MO_AT_REVISION) >> 16 > 1)
        return N_("its format is of a newer revision");
    tables = (uint64_t)mo_word(mo, MO_AT_COUNT) * MO_ROW_SIZE;
    if (mo_word(mo, MO_AT_ORIGINALS) + tables > size ||
        mo_word(mo, MO_AT_TRANSLATIONS) + tables > size)
        return N_("a table of strings leads outside of it");
    return NULL;
}

static bool mo_text_valid(px_str s)
{
    px_str part;

    while (px_str_split(&s, '\0', &part))
        if (!px_utf8_valid(part, NULL))
            return false;
    return true;
}

static const char *mo_string(const mo_file *mo, size_t row, px_str *ret_string)
{
    uint64_t len = mo_word(mo, row), at = mo_word(mo, row + 4);

    if (at + len >= mo->bytes.len) /* the NUL must be inside, too */
        return N_("a string leads outside of it");
    if (mo->bytes.ptr[at + len] != '\0')
        return N_("a string does not end");
    *ret_string = px_str_n(mo->bytes.ptr + at, (size_t)len);
    return mo_text_valid(*ret_string) ? NULL : N_("a string is not UTF-8");
}

static const char *mo_read_entries(const mo_file *mo, px_catalogue *catalogue)
{
    size_t originals = mo_word(mo, MO_AT_ORIGINALS);
    size_t translations = mo_word(mo, MO_AT_TRANSLATIONS);
    const char *reason;

    catalogue->count = mo_word(mo, MO_AT_COUNT);
    catalogue->entries = px_alloc_zero(catalogue->count, sizeof(*catalogue->entries));
    for (size_t i = 0; i < catalogue->count; i++) {
        px_catalogue_entry *entry = &catalogue->entries[i];

        reason = mo_string(mo, originals + i * MO_ROW_SIZE, &entry->original);
        if (!reason)
            reason = mo_string(mo, translations + i * MO_ROW_SIZE, &entry->translation);
        if (reason)
            return reason;
        if (i > 0 && strcmp(entry[-1].original.ptr, entry->original.ptr) >= 0)
            return N_("its strings are not in order");
    }
    return NULL;
}

/* The value of a line "Name: value" of the header entry; the empty slice without ptr for none. */
static px_str header_field(px_str header, const char *name)
{
    px_str line;

    while (px_str_line(&header, &line)) {
        size_t colon = px_str_find_char(line, ':');

        if (px_str_eq_nocase(px_str_trim(px_str_sub(line, 0, colon)), px_str_of(name)))
            return px_str_trim(px_str_sub(line, colon + 1, line.len));
    }
    return PX_STR_NONE;
}

static const char *check_charset(px_str content_type)
{
    const px_str name = PX_STR("charset=");
    size_t at = px_str_find(content_type, name);
    px_str charset = px_str_sub(content_type, at + name.len, content_type.len);

    return px_str_eq_nocase(charset, PX_STR("UTF-8"))
               ? NULL
               : N_("its header does not say that it is UTF-8");
}

static size_t count_parts(px_str s)
{
    size_t n = 0;
    px_str part;

    while (px_str_split(&s, '\0', &part))
        n++;
    return n;
}

static const char *check_forms(const px_catalogue *catalogue)
{
    for (size_t i = 0; i < catalogue->count; i++) {
        size_t originals = count_parts(catalogue->entries[i].original);
        size_t wanted = originals == 1 ? 1 : catalogue->plural.n_forms;

        if (originals > 2 || count_parts(catalogue->entries[i].translation) != wanted)
            return N_("a message has not the number of forms that its header says");
    }
    return NULL;
}

static int catalogue_fail(const char *reason, px_error *err)
{
    return px_fail(err, PX_ERR_MALFORMED, N_("a message catalogue is not valid: {reason}"),
                   "reason", reason, NULL);
}

/* The header entry is the translation of the empty message, which sorts first. */
static int catalogue_read_header(px_catalogue *catalogue, px_error *err)
{
    const char *reason;
    px_str header, rule;
    int rc;

    if (catalogue->count == 0 || catalogue->entries[0].original.len > 0)
        return catalogue_fail(N_("it has no header"), err);
    header = catalogue->entries[0].translation;
    reason = check_charset(header_field(header, "Content-Type"));
    if (reason)
        return catalogue_fail(reason, err);
    rule = header_field(header, "Plural-Forms");
    catalogue->plural = px_plural_germanic();
    if (rule.ptr) {
        rc = px_plural_parse(rule, &catalogue->plural, err);
        if (rc < 0)
            return rc;
    }
    reason = check_forms(catalogue);
    return reason ? catalogue_fail(reason, err) : 0;
}

int px_catalogue_parse(px_str bytes, px_catalogue *ret_catalogue, px_error *err)
{
    mo_file mo = { .bytes = bytes };
    px_catalogue catalogue = { 0 };
    const char *reason;
    int rc;

    if (bytes.len > PX_CATALOGUE_MAX)
        return px_fail(err, PX_ERR_TOO_LARGE, N_("a message catalogue is too large"), NULL);
    reason = mo_check_header(&mo);
    if (!reason)
        reason = mo_read_entries(&mo, &catalogue);
    rc = reason ? catalogue_fail(reason, err) : catalogue_read_header(&catalogue, err);
    if (rc < 0) {
        px_catalogue_free(&catalogue);
        return rc;
    }
    *ret_catalogue = catalogue;
    return 0;
}

void px_catalogue_free(px_catalogue *catalogue)
{
    free(catalogue->entries);
    *catalogue = (px_catalogue){ 0 };
}

static int compare_message(const void *message, const void *entry)
{
    return strcmp(message, ((const px_catalogue_entry *)entry)->original.ptr);
}

static const px_catalogue_entry *catalogue_entry(const px_catalogue *catalogue, const char *message)
{
    if (catalogue->count == 0 || message[0] == '\0') /* the header is no translation */
        return NULL;
    return bsearch(message, catalogue->entries, catalogue->count, sizeof(*catalogue->entries),
                   compare_message);
}

const char *px_catalogue_find(const px_catalogue *catalogue, const char *message)
{
    const px_catalogue_entry *entry = catalogue_entry(catalogue, message);

    return entry && entry->translation.ptr[0] ? entry->translation.ptr : NULL;
}

const char *px_catalogue_find_plural(const px_catalogue *catalogue, const char *one,
                                     const char *many, unsigned long long n)
{
    const px_catalogue_entry *entry = catalogue_entry(catalogue, one);
    px_str forms, form = PX_STR_NONE;
    size_t len = strlen(one);

    if (!entry || !px_str_is(px_str_sub(entry->original, len + 1, entry->original.len), many))
        return NULL;
    forms = entry->translation;
    for (unsigned i = px_plural_form(&catalogue->plural, n) + 1; i > 0; i--)
        if (!px_str_split(&forms, '\0', &form))
            return NULL;
    return form.len > 0 ? form.ptr : NULL;
}

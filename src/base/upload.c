/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/upload.h"

#include "base/banned.h"

enum {
    PDF_MARK_WITHIN = 1024, /* readers look so far for it */
    ZIP_END_SIZE = 22,
    ZIP_COMMENT_MAX = 65535,
    ZIP_ENTRY_SIZE = 46, /* of the central directory, without its names */
    ZIP_LOCAL_SIZE = 30,
    ZIP_MAX_ENTRIES = 4096
};

static const struct {
    px_upload_kind kind;
    const char *media_type, *endings;
} kinds[] = {
    { PX_UPLOAD_PDF, "application/pdf", ".pdf" },
    { PX_UPLOAD_DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
      ".docx" },
    { PX_UPLOAD_ODT, "application/vnd.oasis.opendocument.text", ".odt" },
    { PX_UPLOAD_PPTX, "application/vnd.openxmlformats-officedocument.presentationml.presentation",
      ".pptx" },
    { PX_UPLOAD_XLSX, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      ".xlsx" },
    { PX_UPLOAD_TEXT, "text/plain; charset=utf-8", ".txt,.md,.csv,.json" },
};

const char *px_upload_media_type(px_upload_kind kind)
{
    for (size_t i = 0; i < PX_COUNT(kinds); i++)
        if (kinds[i].kind == kind)
            return kinds[i].media_type;
    return "application/octet-stream";
}

void px_upload_accept(px_builder *out, unsigned wanted)
{
    bool first = true;

    for (size_t i = 0; i < PX_COUNT(kinds); i++) {
        if (!(wanted & (unsigned)kinds[i].kind))
            continue;
        if (!first)
            px_builder_char(out, ',');
        px_builder_add(out, kinds[i].endings);
        first = false;
    }
}

/* ---- ZIP: only the names in its directory are looked at. */

static unsigned zip_u16(const char *p)
{
    const unsigned char *b = (const unsigned char *)p;

    return (unsigned)b[0] | (unsigned)b[1] << 8;
}

static unsigned long zip_u32(const char *p)
{
    return zip_u16(p) | (unsigned long)zip_u16(p + 2) << 16;
}

/* Where the end record stands, or bytes.len. */
static size_t zip_end(px_str bytes)
{
    size_t lowest;

    if (bytes.len < ZIP_END_SIZE)
        return bytes.len;
    lowest =
        bytes.len > ZIP_END_SIZE + ZIP_COMMENT_MAX ? bytes.len - ZIP_END_SIZE - ZIP_COMMENT_MAX : 0;
    for (size_t at = bytes.len - ZIP_END_SIZE + 1; at-- > lowest;)
        if (memcmp(bytes.ptr + at, "PK\5\6", 4) == 0)
            return at;
    return bytes.len;
}

/* Whether the archive's directory has a file of that name. */
static bool zip_has(px_str bytes, const char *wanted)
{
    size_t end = zip_end(bytes), at;
    unsigned entries;

    if (end == bytes.len)
        return false;
    entries = zip_u16(bytes.ptr + end + 10);
    at = zip_u32(bytes.ptr + end + 16);
    for (unsigned i = 0; i < entries && i < ZIP_MAX_ENTRIES; i++) {
        size_t name_len, next;

        if (at > end || end - at < ZIP_ENTRY_SIZE || memcmp(bytes.ptr + at, "PK\1\2", 4) != 0)
            return false;
        name_len = zip_u16(bytes.ptr + at + 28);
        next = at + ZIP_ENTRY_SIZE + name_len + zip_u16(bytes.ptr + at + 30) +
               zip_u16(bytes.ptr + at + 32);
        if (next > end)
            return false;
        if (px_str_is(px_str_n(bytes.ptr + at + ZIP_ENTRY_SIZE, name_len), wanted))
            return true;
        at = next;
    }
    return false;
}

/* OpenDocument 1.3, part 2, 3.3: the first file is "mimetype", stored as it is. */
static bool zip_is_odt(px_str bytes)
{
    static const char head[] = "mimetypeapplication/vnd.oasis.opendocument.text";
    size_t len = sizeof(head) - 1;

    return bytes.len >= ZIP_LOCAL_SIZE + len && zip_u16(bytes.ptr + 8) == 0 &&
           zip_u16(bytes.ptr + 28) == 0 && memcmp(bytes.ptr + ZIP_LOCAL_SIZE, head, len) == 0 &&
           zip_has(bytes, "content.xml");
}

/* Which sort of Office Open XML: by its main part. What carries macros is none that is taken. */
static px_upload_kind office_kind(px_str bytes)
{
    if (zip_has(bytes, "word/vbaProject.bin") || zip_has(bytes, "ppt/vbaProject.bin") ||
        zip_has(bytes, "xl/vbaProject.bin"))
        return PX_UPLOAD_UNKNOWN;
    if (zip_has(bytes, "word/document.xml"))
        return PX_UPLOAD_DOCX;
    if (zip_has(bytes, "ppt/presentation.xml"))
        return PX_UPLOAD_PPTX;
    return zip_has(bytes, "xl/workbook.xml") ? PX_UPLOAD_XLSX : PX_UPLOAD_UNKNOWN;
}

static bool upload_is_text(px_str bytes)
{
    for (size_t i = 0; i < bytes.len; i++) {
        unsigned char c = (unsigned char)bytes.ptr[i];

        if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f') || c == 0x7F)
            return false;
    }
    return px_utf8_valid(bytes, NULL);
}

px_upload_kind px_upload_kind_of(px_str bytes)
{
    px_str head = px_str_sub(bytes, 0, PDF_MARK_WITHIN);

    if (px_str_starts(bytes, PX_STR("PK\3\4"))) {
        if (zip_is_odt(bytes))
            return PX_UPLOAD_ODT;
        return zip_has(bytes, "[Content_Types].xml") ? office_kind(bytes) : PX_UPLOAD_UNKNOWN;
    }
    if (px_str_find(head, PX_STR("%PDF-")) < head.len)
        return PX_UPLOAD_PDF;
    return bytes.len && upload_is_text(bytes) ? PX_UPLOAD_TEXT : PX_UPLOAD_UNKNOWN;
}

/* ---- Names */

/* What a name is better off without: controls, quotes and what turns the direction of a line. */
static bool name_is_bad(unsigned c)
{
    static const struct {
        unsigned from, to;
    } unseen[] = { { 0, 0x1F },        { 0x7F, 0x9F },     { 0x200B, 0x200F },
                   { 0x2028, 0x202E }, { 0x2060, 0x206F }, { 0xFEFF, 0xFEFF } };

    for (size_t i = 0; i < PX_COUNT(unseen); i++)
        if (c >= unseen[i].from && c <= unseen[i].to)
            return true;
    return c < 0x80 && strchr("\"<>|:*?", (int)c);
}

/* Without dots and spaces at both ends: no hidden files, none that a system would rename. */
static px_str name_trim(px_str name)
{
    while (name.len && (name.ptr[0] == '.' || name.ptr[0] == ' '))
        name = px_str_sub(name, 1, name.len);
    while (name.len && (name.ptr[name.len - 1] == '.' || name.ptr[name.len - 1] == ' '))
        name.len--;
    return name;
}

/* Cut between code points, keeping an ending of at most 10 bytes. */
static px_str name_shorten(px_arena *arena, px_str name)
{
    size_t dot = name.len;
    px_str ending;

    if (name.len <= PX_UPLOAD_MAX_NAME)
        return name;
    while (dot && name.ptr[dot - 1] != '.')
        dot--;
    ending = dot && name.len - dot < 10 ? px_str_sub(name, dot - 1, name.len) : PX_STR("");
    return px_str_of(px_arena_format(
        arena, "%.*s%.*s", PX_STR_ARG(px_utf8_head(name, PX_UPLOAD_MAX_NAME - ending.len)),
        PX_STR_ARG(ending)));
}

px_str px_upload_clean_name(px_arena *arena, px_str name)
{
    PX_AUTO_BUILDER px_builder clean = PX_BUILDER_INIT(64 * 1024);
    px_str rest;
    size_t from = name.len;

    if (!px_utf8_valid(name, NULL))
        return PX_STR("file");
    while (from && name.ptr[from - 1] != '/' && name.ptr[from - 1] != '\\')
        from--;
    rest = px_str_sub(name, from, name.len);
    while (rest.len) {
        size_t len;
        unsigned c = px_utf8_decode(rest, &len);

        if (!name_is_bad(c))
            px_builder_str(&clean, px_str_sub(rest, 0, len));
        rest = px_str_sub(rest, len, rest.len);
    }
    rest = name_trim(px_builder_view(&clean));
    if (rest.len == 0)
        return PX_STR("file");
    return px_arena_str(arena, name_shorten(arena, rest));
}

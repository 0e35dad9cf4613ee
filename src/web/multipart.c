/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/multipart.h"

#include "base/ascii.h"
#include "web/form.h"

#include "base/banned.h"

enum {
    BOUNDARY_MAX = 70, /* RFC 2046, 5.1.1 */
    HEAD_MAX = 4096,   /* of one part, in bytes */
    HEAD_LINES = 8,
    FILE_NAME_MAX = 1024
};

/* What the head of a part says. */
typedef struct part_head {
    px_str name, file; /* file.ptr NULL: a field */
    bool disposition, type;
} part_head;

typedef struct multipart {
    px_arena *arena;
    px_str boundary, rest;
    px_fields fields;
    px_uploads uploads;
    size_t room_fields, room_uploads, text; /* bytes of the fields so far */
} multipart;

static int multipart_fail(px_error *err)
{
    return px_fail(err, PX_ERR_MALFORMED,
                   N_("the form with its files is not well formed (multipart/form-data); load the "
                      "page again and send it once more"),
                   NULL);
}

bool px_multipart_is_type(px_str content_type)
{
    px_str type = px_str_sub(content_type, 0, px_str_find_char(content_type, ';'));

    return px_str_eq_nocase(px_str_trim(type), PX_STR("multipart/form-data"));
}

/* ---- Parameters: ; name=token; name="quoted" */

/* Reads one parameter off *rest, which stands behind the value or the parameter before: 1, 0 at the
 * end, negative where it is none. In quotes, browsers write %22 for a quotation mark and no
 * backslashes to escape one; a backslash stands for itself (paths of old browsers). */
static int multipart_parameter(px_str *rest, px_str *ret_name, px_str *ret_value)
{
    px_str s = px_str_trim(*rest), value;
    size_t equals, end;

    if (s.len == 0)
        return 0;
    if (s.ptr[0] != ';')
        return -1;
    s = px_str_trim(px_str_sub(s, 1, s.len));
    equals = px_str_find_char(s, '=');
    if (equals == 0 || equals == s.len)
        return -1;
    value = px_str_sub(s, equals + 1, s.len);
    if (value.len && value.ptr[0] == '"') {
        value = px_str_sub(value, 1, value.len);
        end = px_str_find_char(value, '"');
        if (end == value.len)
            return -1;
        *rest = px_str_sub(value, end + 1, value.len);
    } else {
        end = px_str_find_char(value, ';');
        *rest = px_str_sub(value, end, value.len);
    }
    *ret_name = px_str_trim(px_str_sub(s, 0, equals));
    *ret_value = px_str_sub(value, 0, end);
    return 1;
}

static bool boundary_is_well_formed(px_str boundary)
{
    if (boundary.len == 0 || boundary.len > BOUNDARY_MAX || boundary.ptr[boundary.len - 1] == ' ')
        return false;
    for (size_t i = 0; i < boundary.len; i++) {
        char c = boundary.ptr[i];

        if (!px_is_alnum(c) && (c == '\0' || !strchr("'()+_,-./:=? ", c)))
            return false;
    }
    return true;
}

static int multipart_boundary(px_str content_type, px_str *ret_boundary, px_error *err)
{
    size_t at = px_str_find_char(content_type, ';');
    px_str rest = px_str_sub(content_type, at, content_type.len), name, value;
    px_str boundary = PX_STR_NONE;
    int rc;

    while ((rc = multipart_parameter(&rest, &name, &value)) > 0) {
        if (!px_str_eq_nocase(name, PX_STR("boundary")))
            continue;
        if (boundary.ptr)
            return multipart_fail(err);
        boundary = value;
    }
    if (rc < 0 || !boundary_is_well_formed(boundary))
        return multipart_fail(err);
    *ret_boundary = boundary;
    return 0;
}

/* ---- The head of a part */

/* %22, %0D and %0A stand for a quotation mark and line breaks, nothing else is escaped. */
static px_str multipart_unescape(px_arena *arena, px_str s)
{
    char *text = px_arena_alloc(arena, s.len + 1);
    size_t len = 0;

    for (size_t i = 0; i < s.len; i++) {
        px_str three = px_str_sub(s, i, i + 3);
        bool escape = px_str_is(three, "%22") || px_str_eq_nocase(three, PX_STR("%0D")) ||
                      px_str_eq_nocase(three, PX_STR("%0A"));

        text[len++] = escape ? (three.ptr[1] == '2' ? '"' : ' ') : s.ptr[i];
        i += escape ? 2 : 0;
    }
    return px_str_n(text, len);
}

static int multipart_disposition_parameter(part_head *head, px_str name, px_str text, px_error *err)
{
    bool is_name = px_str_eq_nocase(name, PX_STR("name"));
    bool is_file = px_str_eq_nocase(name, PX_STR("filename"));

    if ((is_name && head->name.ptr) || (is_file && head->file.ptr) ||
        px_str_eq_nocase(name, PX_STR("filename*")))
        return multipart_fail(err);
    if (is_name)
        head->name = text;
    else if (is_file)
        head->file = text.len ? text : PX_STR("");
    return 0;
}

static int multipart_disposition(multipart *m, px_str value, part_head *head, px_error *err)
{
    size_t at = px_str_find_char(value, ';');
    px_str kind = px_str_trim(px_str_sub(value, 0, at));
    px_str rest = px_str_sub(value, at, value.len), name, text;
    int rc, found;

    if (head->disposition || !px_str_eq_nocase(kind, PX_STR("form-data")))
        return multipart_fail(err);
    head->disposition = true;
    while ((found = multipart_parameter(&rest, &name, &text)) > 0) {
        rc = multipart_disposition_parameter(head, name, text, err);
        if (rc < 0)
            return rc;
    }
    if (found < 0 || head->name.len == 0)
        return multipart_fail(err);
    rc = px_url_plain(m->arena, multipart_unescape(m->arena, head->name), PX_URL_NAME, &head->name,
                      err);
    if (rc < 0)
        return rc;
    if (head->name.len > PX_FORM_MAX_NAME)
        return px_fail(err, PX_ERR_MALFORMED, N_("the name of a field is too long"), NULL);
    return 0;
}

static int multipart_head_line(multipart *m, px_str line, part_head *head, px_error *err)
{
    size_t colon = px_str_find_char(line, ':');
    px_str name = px_str_sub(line, 0, colon);
    px_str value = px_str_trim(px_str_sub(line, colon + 1, line.len));

    if (colon == 0 || colon == line.len || px_is_space(line.ptr[0]))
        return multipart_fail(err);
    if (px_str_eq_nocase(name, PX_STR("content-disposition")))
        return multipart_disposition(m, value, head, err);
    if (px_str_eq_nocase(name, PX_STR("content-transfer-encoding")) &&
        !px_str_eq_nocase(value, PX_STR("binary")) && !px_str_eq_nocase(value, PX_STR("8bit")) &&
        !px_str_eq_nocase(value, PX_STR("7bit")))
        return multipart_fail(err);
    return 0; /* the claimed type and whatever else: of no interest */
}

/* Takes the head of a part off m->rest, with the empty line behind it. */
static int multipart_head(multipart *m, part_head *ret_head, px_error *err)
{
    size_t end = px_str_find(px_str_sub(m->rest, 0, HEAD_MAX + 4), PX_STR("\r\n\r\n"));
    px_str lines, line;
    part_head head = { 0 };
    int n = 0;

    if (end >= HEAD_MAX || end + 4 > m->rest.len)
        return multipart_fail(err);
    lines = px_str_sub(m->rest, 0, end);
    m->rest = px_str_sub(m->rest, end + 4, m->rest.len);
    while (px_str_line(&lines, &line)) {
        int rc = n++ < HEAD_LINES ? multipart_head_line(m, line, &head, err) : multipart_fail(err);

        if (rc < 0)
            return rc;
    }
    if (!head.disposition)
        return multipart_fail(err);
    *ret_head = head;
    return 0;
}

/* ---- Parts */

static int multipart_add_field(multipart *m, const part_head *head, px_str content, px_error *err)
{
    px_field field = { .name = head->name };
    int rc;

    if (m->fields.count == PX_REQUEST_MAX_FIELDS)
        return px_fail(err, PX_ERR_TOO_LARGE, N_("the request has too many fields"), NULL);
    m->text += content.len;
    if (m->text > PX_REQUEST_MAX_BODY)
        return px_fail(err, PX_ERR_TOO_LARGE,
                       N_("the text in the form is longer than the 1 MiB that is taken here"),
                       NULL);
    rc = px_url_plain(m->arena, content, PX_URL_VALUE, &field.value, err);
    if (rc < 0)
        return rc;
    m->fields.items = px_arena_grow(m->arena, m->fields.items, m->fields.count, &m->room_fields,
                                    sizeof(*m->fields.items));
    m->fields.items[m->fields.count++] = field;
    return 0;
}

static int multipart_add_file(multipart *m, const part_head *head, px_str content, px_error *err)
{
    if (content.len == 0)
        return 0;
    if (head->file.len > FILE_NAME_MAX)
        return px_fail(err, PX_ERR_MALFORMED, N_("the name of a file is too long"), NULL);
    if (m->uploads.count == PX_UPLOAD_MAX_FILES)
        return px_fail(err, PX_ERR_TOO_LARGE,
                       N_("there are more files than are taken at once; send the rest afterwards"),
                       NULL);
    m->uploads.items = px_arena_grow(m->arena, m->uploads.items, m->uploads.count, &m->room_uploads,
                                     sizeof(*m->uploads.items));
    m->uploads.items[m->uploads.count++] = (px_upload){
        .field = head->name,
        .name = px_upload_clean_name(m->arena, multipart_unescape(m->arena, head->file)),
        .bytes = content,
        .kind = px_upload_kind_of(content),
    };
    return 0;
}

/* One part, from behind its delimiter to behind the next one. */
static int multipart_part(multipart *m, px_str delimiter, px_error *err)
{
    part_head head;
    px_str content;
    size_t end;
    int rc = multipart_head(m, &head, err);

    if (rc < 0)
        return rc;
    /* A part without content: its delimiter's line break is that of the empty line. */
    end = px_str_find(m->rest, delimiter);
    if (end == m->rest.len)
        return multipart_fail(err);
    content = px_str_sub(m->rest, 0, end);
    m->rest = px_str_sub(m->rest, end + delimiter.len, m->rest.len);
    return head.file.ptr ? multipart_add_file(m, &head, content, err)
                         : multipart_add_field(m, &head, content, err);
}

/* What follows a delimiter: 1 for another part, 0 for the end. */
static int multipart_next(multipart *m, px_error *err)
{
    px_str two = px_str_sub(m->rest, 0, 2);

    m->rest = px_str_sub(m->rest, 2, m->rest.len);
    if (px_str_is(two, "\r\n"))
        return 1;
    if (!px_str_is(two, "--") || px_str_trim(m->rest).len)
        return multipart_fail(err);
    return 0;
}

int px_multipart_parse(px_arena *arena, px_str content_type, px_str body, px_fields *ret_fields,
                       px_uploads *ret_uploads, px_error *err)
{
    multipart m = { .arena = arena, .rest = body };
    px_str delimiter;
    int rc = multipart_boundary(content_type, &m.boundary, err);

    if (rc < 0)
        return rc;
    delimiter = px_str_of(px_arena_format(arena, "\r\n--%.*s", PX_STR_ARG(m.boundary)));
    if (!px_str_starts(body, px_str_sub(delimiter, 2, delimiter.len)))
        return multipart_fail(err);
    m.rest = px_str_sub(body, delimiter.len - 2, body.len);
    while ((rc = multipart_next(&m, err)) > 0) {
        rc = multipart_part(&m, delimiter, err);
        if (rc < 0)
            return rc;
    }
    if (rc < 0)
        return rc;
    *ret_fields = m.fields;
    *ret_uploads = m.uploads;
    return 0;
}

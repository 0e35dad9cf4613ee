/* SPDX-License-Identifier: EUPL-1.2 */
/* Fields: an instruction, and what Word last showed for it. The parts of a field are runs, so that
 * a field may start in one paragraph and end in another. */
#include "code/docx/docx.h"

#include "base/banned.h"

#define CODE_MAX 4096

/* Cuts the next word of an instruction off, without the quotation marks around it. */
static bool next_word(px_str *rest, px_str *ret_word)
{
    size_t end;

    *rest = px_str_trim(*rest);
    if (!rest->len)
        return false;
    if (rest->ptr[0] == '"') {
        *rest = px_str_sub(*rest, 1, rest->len);
        end = px_str_find_char(*rest, '"');
        *ret_word = px_str_sub(*rest, 0, end);
        *rest = px_str_sub(*rest, end + 1, rest->len);
        return true;
    }
    end = px_str_find_char(*rest, ' ');
    *ret_word = px_str_sub(*rest, 0, end);
    *rest = px_str_sub(*rest, end, rest->len);
    return true;
}

/* HYPERLINK "address" \l "name" */
static px_str hyperlink_target(px_docx *d, px_str rest)
{
    px_str word, address = PX_STR_NONE, anchor = PX_STR_NONE;

    while (next_word(&rest, &word)) {
        if (px_str_is(word, "\\l"))
            (void)next_word(&rest, &anchor);
        else if (px_str_is(word, "\\o") || px_str_is(word, "\\t") || px_str_is(word, "\\s"))
            (void)next_word(&rest, &word);
        else if (word.len && word.ptr[0] != '\\' && !address.len)
            address = word;
    }
    if (!address.len)
        return anchor.len ? px_str_of(px_arena_format(d->arena, "#%.*s", PX_STR_ARG(anchor)))
                          : PX_STR_NONE;
    if (!anchor.len)
        return px_arena_str(d->arena, address);
    return px_str_of(
        px_arena_format(d->arena, "%.*s#%.*s", PX_STR_ARG(address), PX_STR_ARG(anchor)));
}

/* REF name \h: a reference that leads there. */
static px_str reference_target(px_docx *d, px_str rest)
{
    px_str name = PX_STR_NONE, word;
    bool leads = false;

    (void)next_word(&rest, &name);
    while (next_word(&rest, &word))
        leads = leads || px_str_is(word, "\\h");
    if (!leads || !name.len)
        return PX_STR_NONE;
    return px_str_of(px_arena_format(d->arena, "#%.*s", PX_STR_ARG(name)));
}

static px_str target_of(px_docx *d, px_str code)
{
    px_str word = PX_STR_NONE;

    (void)next_word(&code, &word);
    if (px_str_eq_nocase(word, PX_STR("HYPERLINK")))
        return hyperlink_target(d, code);
    if (px_str_eq_nocase(word, PX_STR("REF")) || px_str_eq_nocase(word, PX_STR("NOTEREF")))
        return reference_target(d, code);
    return PX_STR_NONE;
}

static bool is_contents(px_str code)
{
    px_str word = PX_STR_NONE;

    (void)next_word(&code, &word);
    return px_str_eq_nocase(word, PX_STR("TOC"));
}

void px_docx_field_begin(px_docx *d)
{
    px_docx_fields *f = &d->fields;

    if (f->count == PX_DOCX_FIELDS) {
        f->beyond++;
        return;
    }
    f->open[f->count++] = (px_docx_field){ .code = PX_BUILDER_INIT(CODE_MAX) };
}

static px_docx_field *innermost(px_docx *d)
{
    px_docx_fields *f = &d->fields;

    return f->count && !f->beyond ? &f->open[f->count - 1] : NULL;
}

void px_docx_field_code(px_docx *d, px_str words)
{
    px_docx_field *field = innermost(d);

    if (field && !field->result)
        px_builder_str(&field->code, words);
}

void px_docx_field_separate(px_docx *d)
{
    px_docx_field *field = innermost(d);
    px_str code;

    if (!field)
        return;
    field->result = true;
    code = px_builder_view(&field->code);
    field->link = px_docx_link(d, target_of(d, code));
    field->left_out = is_contents(code);
}

void px_docx_field_end(px_docx *d)
{
    px_docx_fields *f = &d->fields;

    if (f->beyond)
        f->beyond--;
    else if (f->count)
        px_builder_free(&f->open[--f->count].code);
}

void px_docx_field_end_all(px_docx *d)
{
    d->fields.beyond = 0;
    while (d->fields.count)
        px_docx_field_end(d);
}

bool px_docx_field_left_out(const px_docx *d)
{
    for (size_t i = 0; i < d->fields.count; i++)
        if (d->fields.open[i].left_out)
            return true;
    return false;
}

bool px_docx_field_shows(const px_docx *d)
{
    for (size_t i = 0; i < d->fields.count; i++)
        if (!d->fields.open[i].result || d->fields.open[i].left_out)
            return false;
    return true;
}

px_str px_docx_field_link(const px_docx *d)
{
    for (size_t i = d->fields.count; i > 0; i--)
        if (d->fields.open[i - 1].link.len)
            return d->fields.open[i - 1].link;
    return PX_STR_NONE;
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/document_text.h"

#include "corpus/html_text.h"
#include "corpus/text_kind.h"
#include "corpus/text_measure.h"

#include "base/banned.h"

enum { FIRST_WANT = 1 << 16 };

px_text_form px_text_form_of(px_str media_type)
{
    if (px_str_is(media_type, "text/html") || px_str_is(media_type, "application/xhtml+xml"))
        return PX_TEXT_HTML;
    return px_str_is(media_type, "text/plain") ? PX_TEXT_PLAIN : PX_TEXT_NONE;
}

px_text_form px_text_form_of_head(px_str head)
{
    const px_text_kind *kind = px_text_kind_of(head);

    return kind ? px_text_form_of(px_str_of(kind->type)) : PX_TEXT_NONE;
}

static const px_charset *by_label(px_str label, px_document_text *text)
{
    const px_charset *charset = label.len ? px_charset_of_label(label) : NULL;

    if (label.len && !charset)
        text->trouble = PX_TROUBLE_CHARSET;
    return charset;
}

/* A page whose <meta> names a set of wide units was read as ASCII just now: it is UTF-8. */
static const px_charset *by_meta(px_str bytes, px_document_text *text)
{
    const px_charset *charset = by_label(px_html_meta_charset(bytes), text);

    return charset && px_charset_is_wide(charset) ? &px_charset_utf8 : charset;
}

/* The set of the bytes, whose mark is cut off. */
static const px_charset *choose(px_text_form kind, px_str *bytes, px_str label,
                                px_document_text *text)
{
    size_t mark;
    const px_charset *charset = px_charset_of_mark(*bytes, &mark);

    *bytes = px_str_sub(*bytes, mark, bytes->len);
    if (!charset)
        charset = by_label(label, text);
    if (!charset && kind == PX_TEXT_HTML)
        charset = by_meta(*bytes, text);
    if (!charset)
        charset = px_text_valid(*bytes) ? &px_charset_utf8 : &px_charset_windows_1252;
    return charset;
}

char *px_text_reader_room(px_text_reader *reader, size_t len)
{
    if (reader->size < PX_HTML_TEXT_ROOM(len)) {
        free(reader->room);
        reader->size = PX_HTML_TEXT_ROOM(len);
        reader->room = px_alloc(reader->size);
    }
    return reader->room;
}

static void keep_language(px_document_text *text, px_str language)
{
    language.len = PX_MIN(language.len, sizeof(text->language_room));
    if (language.len)
        memcpy(text->language_room, language.ptr, language.len);
    text->language = px_str_n(language.ptr ? text->language_room : NULL, language.len);
}

void px_document_text_read(px_text_reader *reader, px_text_form kind, px_str bytes, px_str label,
                           px_document_text *ret_text)
{
    const px_charset *charset;
    px_str language = PX_STR_NONE;
    bool bad = false;

    ret_text->trouble = PX_TROUBLE_NONE;
    ret_text->language = PX_STR_NONE;
    charset = choose(kind, &bytes, label, ret_text);
    if (kind != PX_TEXT_HTML || charset != &px_charset_utf8) {
        bytes = px_converter_run(&reader->converter, charset, bytes, &bad);
        charset = &px_charset_utf8;
    }
    if (kind == PX_TEXT_HTML) {
        bytes = px_html_text(bytes, px_text_reader_room(reader, bytes.len), &language);
        keep_language(ret_text, language);
        if (!bad) /* much less than the page is left to be looked at */
            bytes = px_converter_run(&reader->converter, charset, bytes, &bad);
    }
    if (bad && !ret_text->trouble)
        ret_text->trouble = PX_TROUBLE_TEXT;
    ret_text->text = bytes;
}

int px_stream_whole(px_stream *s, bool *ret_whole, px_error *err)
{
    int rc = px_stream_want(s, FIRST_WANT, err);

    while (rc >= 0 && !s->end && s->len < PX_STREAM_MAX)
        rc = px_stream_want(s, PX_MIN(2 * s->len, PX_STREAM_MAX), err);
    *ret_whole = s->end && s->len < PX_STREAM_MAX;
    return rc;
}

void px_text_reader_free(px_text_reader *reader)
{
    px_converter_free(&reader->converter);
    free(reader->room);
    *reader = (px_text_reader){ 0 };
}

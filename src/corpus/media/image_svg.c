/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * SVG: a drawing without pixels, of which the nominal size counts: width and height in CSS pixels
 * (SVG 2, 8.2; CSS Values 4, 6.2), else those of its viewBox, else none at all.
 */
#include "base/ascii.h"
#include "corpus/media/media.h"

#include "base/banned.h"

enum { SIDE_MAX = 1 << 24 };

/* ---- The first tag */

/* Behind what may stand before the root: declaration, comments, document type, white space. */
static px_str skip_prolog(px_str rest)
{
    if (px_str_starts(rest, PX_STR("\xef\xbb\xbf")))
        rest = px_str_sub(rest, 3, rest.len);
    for (;;) {
        px_str end;
        size_t at;

        rest = px_str_trim(rest);
        if (px_str_starts(rest, PX_STR("<!--")))
            end = PX_STR("-->");
        else if (px_str_starts(rest, PX_STR("<?")))
            end = PX_STR("?>");
        else if (px_str_starts(rest, PX_STR("<!DOCTYPE")))
            end = px_str_find_char(rest, '[') < px_str_find_char(rest, '>') ? PX_STR("]>")
                                                                            : PX_STR(">");
        else
            return rest;
        at = px_str_find(rest, end);
        rest = px_str_sub(rest, PX_MIN(at + end.len, rest.len), rest.len);
    }
}

/* The first tag, without its name, where that is svg, perhaps with a prefix. */
static bool svg_tag(px_str head, px_str *ret_attributes)
{
    px_str rest = skip_prolog(head), name;
    size_t len = 1, colon;

    if (!px_str_starts(rest, PX_STR("<")))
        return false;
    while (len < rest.len && (px_is_alnum(rest.ptr[len]) || rest.ptr[len] == ':'))
        len++;
    name = px_str_sub(rest, 1, len);
    colon = px_str_find_char(name, ':');
    if (!px_str_is(colon < name.len ? px_str_sub(name, colon + 1, name.len) : name, "svg"))
        return false;
    rest = px_str_sub(rest, len, rest.len);
    *ret_attributes = px_str_sub(rest, 0, px_str_find_char(rest, '>'));
    return true;
}

static bool is_svg(px_str head)
{
    px_str attributes;

    return svg_tag(head, &attributes);
}

/* ---- Its attributes */

static px_str attribute(px_str attributes, const char *name)
{
    px_str wanted = px_str_of(name);

    for (size_t at = 1; at + wanted.len < attributes.len; at++) {
        px_str rest, value;
        char quote;

        if (!px_is_space(attributes.ptr[at - 1]) ||
            !px_str_starts(px_str_sub(attributes, at, attributes.len), wanted))
            continue;
        rest = px_str_trim(px_str_sub(attributes, at + wanted.len, attributes.len));
        if (!px_str_starts(rest, PX_STR("=")))
            continue;
        rest = px_str_trim(px_str_sub(rest, 1, rest.len));
        quote = rest.len ? *rest.ptr : ' ';
        value = px_str_sub(rest, 1, rest.len);
        if (quote == '"' || quote == '\'')
            return px_str_trim(px_str_sub(value, 0, px_str_find_char(value, quote)));
    }
    return PX_STR_NONE;
}

/* Cuts a decimal number off the head of the text. */
static bool take_number(px_str *text, double *ret_number)
{
    double value = 0, unit = 1;
    size_t digits = 0;
    bool point = false;

    while (text->len && (px_is_digit(*text->ptr) || (*text->ptr == '.' && !point))) {
        if (*text->ptr == '.') {
            point = true;
        } else {
            digits++;
            value = 10 * value + (*text->ptr - '0');
            unit *= point ? 10 : 1;
        }
        *text = px_str_sub(*text, 1, text->len);
    }
    *ret_number = value / unit;
    return digits > 0 && digits < 300;
}

static bool side(px_str value, double *ret_pixels)
{
    static const struct {
        const char *unit;
        double pixels;
    } units[] = {
        { "", 1 },    { "px", 1 },         { "pt", 96.0 / 72 }, { "pc", 16 },
        { "in", 96 }, { "cm", 96 / 2.54 }, { "mm", 96 / 25.4 }, { "q", 96 / 101.6 },
        { "em", 16 }, { "rem", 16 },       { "ex", 8 },
    };
    double number;

    if (!value.ptr || !take_number(&value, &number))
        return false;
    for (size_t i = 0; i < PX_COUNT(units); i++) {
        if (!px_str_eq_nocase(value, px_str_of(units[i].unit)))
            continue;
        *ret_pixels = number * units[i].pixels;
        return *ret_pixels > 0 && *ret_pixels < SIDE_MAX;
    }
    return false;
}

/* Four numbers: where it begins, width, height. */
static bool view_box(px_str value, double *ret_width, double *ret_height)
{
    double numbers[4];

    for (size_t i = 0; i < 4; i++) {
        while (value.len && (px_is_space(*value.ptr) || *value.ptr == ',' || *value.ptr == '-' ||
                             *value.ptr == '+'))
            value = px_str_sub(value, 1, value.len);
        if (!take_number(&value, &numbers[i]))
            return false;
    }
    *ret_width = numbers[2];
    *ret_height = numbers[3];
    return numbers[2] > 0 && numbers[3] > 0 && numbers[2] < SIDE_MAX && numbers[3] < SIDE_MAX;
}

/* A side that is missing follows from the other and the shape of the box. */
static bool measure_svg(px_look *l, px_media *media)
{
    px_str attributes;
    double width = 0, height = 0, box_width = 0, box_height = 0;
    bool has_box;

    if (!svg_tag(px_look_at(l, 0, PX_LOOK_MAX), &attributes))
        return false;
    has_box = view_box(attribute(attributes, "viewBox"), &box_width, &box_height);
    if (!side(attribute(attributes, "width"), &width))
        width = 0;
    if (!side(attribute(attributes, "height"), &height))
        height = 0;
    if (has_box && width == 0 && height == 0) {
        width = box_width;
        height = box_height;
    } else if (has_box && width == 0) {
        width = height * box_width / box_height;
    } else if (has_box && height == 0) {
        height = width * box_height / box_width;
    }
    if (width > 0 && height > 0 && width < SIDE_MAX && height < SIDE_MAX)
        media->pixels = (uint64_t)(width * height + 0.5);
    return true;
}

const px_media_format px_media_svg = { "image/svg+xml", PX_MODALITY_IMAGE, is_svg, measure_svg };

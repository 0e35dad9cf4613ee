/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/parquet/thrift.h"

#include "base/macro.h"

#include "base/banned.h"

enum { SKIP_DEPTH = 32, VARINT_MAX = 10, DOUBLE_SIZE = 8 };

static size_t left(const px_thrift *t)
{
    return (size_t)(t->end - t->at);
}

static void give_up(px_thrift *t)
{
    t->bad = true;
    t->at = t->end;
}

static unsigned next_byte(px_thrift *t)
{
    if (t->at < t->end)
        return *t->at++;
    give_up(t);
    return 0;
}

static uint64_t next_varint(px_thrift *t)
{
    uint64_t value = 0;

    for (unsigned i = 0; i < VARINT_MAX; i++) {
        unsigned byte = next_byte(t);

        value |= (uint64_t)(byte & 0x7f) << (7 * i);
        if (!(byte & 0x80))
            return value;
    }
    give_up(t);
    return 0;
}

static int64_t next_zigzag(px_thrift *t)
{
    uint64_t n = next_varint(t);

    return (int64_t)(n >> 1 ^ (0 - (n & 1)));
}

static px_str next_binary(px_thrift *t)
{
    uint64_t len = next_varint(t);
    px_str bytes = { (const char *)t->at, (size_t)len };

    if (len > left(t)) {
        give_up(t);
        return (px_str){ "", 0 };
    }
    t->at += len;
    return bytes;
}

bool px_thrift_next(px_thrift *t, px_thrift_field *field)
{
    unsigned head = next_byte(t), delta = head >> 4;

    if (head == PX_THRIFT_STOP || t->bad)
        return false;
    field->type = (px_thrift_type)(head & 0x0f);
    field->id = delta ? field->id + (int)delta : (int)(int16_t)next_zigzag(t);
    if (field->type == PX_THRIFT_STOP || field->type > PX_THRIFT_STRUCT || field->id > INT16_MAX)
        give_up(t);
    return !t->bad;
}

int64_t px_thrift_int(px_thrift *t, const px_thrift_field *field)
{
    if (field->type == PX_THRIFT_BYTE)
        return (int8_t)next_byte(t);
    if (field->type >= PX_THRIFT_I16 && field->type <= PX_THRIFT_I64)
        return next_zigzag(t);
    give_up(t);
    return 0;
}

bool px_thrift_bool(px_thrift *t, const px_thrift_field *field)
{
    if (field->type != PX_THRIFT_TRUE && field->type != PX_THRIFT_FALSE)
        give_up(t);
    return field->type == PX_THRIFT_TRUE;
}

px_str px_thrift_binary(px_thrift *t, const px_thrift_field *field)
{
    if (field->type != PX_THRIFT_BINARY)
        give_up(t);
    return next_binary(t);
}

void px_thrift_struct(px_thrift *t, const px_thrift_field *field)
{
    if (field->type != PX_THRIFT_STRUCT)
        give_up(t);
}

/* Every element takes a byte at least, so that a list cannot be longer than what is left. */
static size_t next_list(px_thrift *t, px_thrift_type *ret_of)
{
    unsigned head = next_byte(t);
    uint64_t count = head >> 4 == 0x0f ? next_varint(t) : head >> 4;

    *ret_of = (px_thrift_type)(head & 0x0f);
    if (count > left(t)) {
        give_up(t);
        return 0;
    }
    return (size_t)count;
}

size_t px_thrift_list(px_thrift *t, const px_thrift_field *field, px_thrift_type of)
{
    px_thrift_type found = of;
    size_t count = 0;

    if (field->type == PX_THRIFT_LIST)
        count = next_list(t, &found);
    else
        give_up(t);
    if (count > 0 && found != of)
        give_up(t);
    return t->bad ? 0 : count;
}

/* ---- Passing over */

static void skip_value(px_thrift *t, px_thrift_type type, unsigned depth);

static void skip_many(px_thrift *t, px_thrift_type type, size_t count, unsigned depth)
{
    for (size_t i = 0; i < count && !t->bad; i++) {
        if (type == PX_THRIFT_TRUE || type == PX_THRIFT_FALSE)
            (void)next_byte(t); /* unlike that of a field, it has a byte of its own */
        else
            skip_value(t, type, depth);
    }
}

static void skip_map(px_thrift *t, unsigned depth)
{
    uint64_t count = next_varint(t);
    unsigned types = count ? next_byte(t) : 0;

    if (count > left(t)) {
        give_up(t);
        return;
    }
    for (uint64_t i = 0; i < count && !t->bad; i++) {
        skip_many(t, (px_thrift_type)(types >> 4), 1, depth);
        skip_many(t, (px_thrift_type)(types & 0x0f), 1, depth);
    }
}

static void skip_struct(px_thrift *t, unsigned depth)
{
    px_thrift_field field = { 0 };

    while (px_thrift_next(t, &field))
        skip_value(t, field.type, depth);
}

static void skip_bytes(px_thrift *t, size_t count)
{
    if (count > left(t))
        give_up(t);
    else
        t->at += count;
}

static void skip_value(px_thrift *t, px_thrift_type type, unsigned depth)
{
    px_thrift_type of;
    size_t count;

    if (depth == 0 || type > PX_THRIFT_STRUCT) {
        give_up(t);
        return;
    }
    switch (type) {
    case PX_THRIFT_TRUE:
    case PX_THRIFT_FALSE:
        break;
    case PX_THRIFT_BYTE:
        skip_bytes(t, 1);
        break;
    case PX_THRIFT_I16:
    case PX_THRIFT_I32:
    case PX_THRIFT_I64:
        (void)next_varint(t);
        break;
    case PX_THRIFT_DOUBLE:
        skip_bytes(t, DOUBLE_SIZE);
        break;
    case PX_THRIFT_BINARY:
        (void)next_binary(t);
        break;
    case PX_THRIFT_LIST:
    case PX_THRIFT_SET:
        count = next_list(t, &of);
        skip_many(t, of, count, depth - 1);
        break;
    case PX_THRIFT_MAP:
        skip_map(t, depth - 1);
        break;
    case PX_THRIFT_STRUCT:
        skip_struct(t, depth - 1);
        break;
    case PX_THRIFT_STOP:
        give_up(t);
        break;
    }
}

void px_thrift_skip(px_thrift *t, px_thrift_type type)
{
    skip_value(t, type, SKIP_DEPTH);
}

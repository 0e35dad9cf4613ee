/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/pickle.h"

#include "base/number.h"

#include "base/banned.h"

enum {
    VALUES_MAX = 1 << 21,
    STACK_MAX = 1 << 20,
    TEXT_MAX = 4096,
    LINE_MAX = 1024,
    PROTOCOL_MAX = 5
};

void px_pickle_start(px_pickle *pickle, px_weight_file *file, px_arena *arena)
{
    *pickle = (px_pickle){ .file = file, .arena = arena };
}

void px_pickle_free(px_pickle *pickle)
{
    free(pickle->stack);
    free(pickle->memo);
    *pickle = (px_pickle){ .stack = NULL };
}

static int bad(const px_pickle *p, const char *reason, px_error *err)
{
    return px_weight_file_bad(p->file, reason, err);
}

int px_pickle_make(px_pickle *p, px_pickle_kind kind, px_pickle_value **ret_value, px_error *err)
{
    if (++p->values > VALUES_MAX)
        return px_fail(err, PX_ERR_TOO_LARGE,
                       N_("'{path}' holds more values than are read of a pickle"), "path",
                       p->file->name, NULL);
    *ret_value = px_arena_alloc(p->arena, sizeof(**ret_value));
    (*ret_value)->kind = kind;
    return 0;
}

void px_pickle_add(px_pickle *p, px_pickle_value *list, px_pickle_value *item)
{
    list->items =
        px_arena_grow(p->arena, list->items, list->count, &list->room, sizeof(px_pickle_value *));
    list->items[list->count++] = item;
}

/* ---- The stack */

static int push(px_pickle *p, px_pickle_value *value, px_error *err)
{
    if (p->depth == STACK_MAX)
        return bad(p, N_("a pickle stacks too many values"), err);
    if (p->depth == p->stack_room) {
        p->stack_room = p->stack_room ? 2 * p->stack_room : 256;
        p->stack = px_realloc(p->stack, p->stack_room * sizeof(px_pickle_value *));
    }
    p->stack[p->depth++] = value;
    return 0;
}

static int push_kind(px_pickle *p, px_pickle_kind kind, px_error *err)
{
    px_pickle_value *value;
    int rc = px_pickle_make(p, kind, &value, err);

    return rc < 0 ? rc : push(p, value, err);
}

/* The value on top, which is no mark, taken off. */
static int pop(px_pickle *p, px_pickle_value **ret, px_error *err)
{
    if (p->depth == 0 || p->stack[p->depth - 1]->kind == PX_PICKLE_MARK)
        return bad(p, N_("a pickle takes a value where there is none"), err);
    *ret = p->stack[--p->depth];
    return 0;
}

static int top(px_pickle *p, px_pickle_value **ret, px_error *err)
{
    int rc = pop(p, ret, err);

    p->depth += rc >= 0;
    return rc;
}

/* What lies above the last mark, as a new list; both are taken off. */
static int pop_mark(px_pickle *p, px_pickle_kind kind, px_pickle_value **ret, px_error *err)
{
    size_t at = p->depth;
    int rc;

    while (at > 0 && p->stack[at - 1]->kind != PX_PICKLE_MARK)
        at--;
    if (at == 0)
        return bad(p, N_("a pickle looks for a mark where there is none"), err);
    rc = px_pickle_make(p, kind, ret, err);
    for (size_t i = at; rc >= 0 && i < p->depth; i++)
        px_pickle_add(p, *ret, p->stack[i]);
    p->depth = at - 1;
    return rc;
}

/* ---- Bytes behind operations */

static int take_number(px_pickle *p, unsigned bytes, uint64_t *ret, px_error *err)
{
    int rc = px_weight_file_need(p->file, bytes, err);

    if (rc < 0)
        return rc;
    *ret = px_little(p->file->ptr, bytes);
    px_weight_file_take(p->file, bytes);
    return 0;
}

/* The bytes up to the next line feed, in sight until the file moves on. */
static int take_line(px_pickle *p, px_str *ret, px_error *err)
{
    const char *end;
    int rc = px_weight_file_see(p->file, LINE_MAX, err);

    if (rc < 0)
        return rc;
    end = memchr(p->file->ptr, '\n', PX_MIN(p->file->len, (size_t)LINE_MAX));
    if (!end)
        return bad(p, N_("a line of a pickle does not end"), err);
    *ret = px_str_n(p->file->ptr, (size_t)(end - p->file->ptr));
    px_weight_file_take(p->file, ret->len + 1);
    return 0;
}

/* A text of that length; a long one is passed over. */
static int push_text(px_pickle *p, uint64_t len, px_error *err)
{
    px_pickle_value *value;
    int rc;

    if (len > TEXT_MAX) {
        rc = px_weight_file_skip(p->file, len, err);
        return rc < 0 ? rc : push_kind(p, PX_PICKLE_NONE, err);
    }
    rc = px_weight_file_need(p->file, (size_t)len, err);
    if (rc >= 0)
        rc = px_pickle_make(p, PX_PICKLE_TEXT, &value, err);
    if (rc < 0)
        return rc;
    value->text = px_arena_str(p->arena, px_str_n(p->file->ptr, (size_t)len));
    px_weight_file_take(p->file, (size_t)len);
    return push(p, value, err);
}

static int push_sized_text(px_pickle *p, unsigned bytes, px_error *err)
{
    uint64_t len;
    int rc = take_number(p, bytes, &len, err);

    return rc < 0 ? rc : push_text(p, len, err);
}

static int push_int(px_pickle *p, int64_t number, px_error *err)
{
    px_pickle_value *value;
    int rc = px_pickle_make(p, PX_PICKLE_INT, &value, err);

    if (rc < 0)
        return rc;
    value->number = number;
    return push(p, value, err);
}

/* A long of little end, two's complement; one that 64 bits do not hold is no number here. */
static int push_long(px_pickle *p, unsigned bytes, px_error *err)
{
    uint64_t len, number;
    int rc = take_number(p, bytes, &len, err);

    if (rc < 0)
        return rc;
    if (len > 8) {
        rc = px_weight_file_skip(p->file, len, err);
        return rc < 0 ? rc : push_kind(p, PX_PICKLE_NONE, err);
    }
    rc = take_number(p, (unsigned)len, &number, err);
    if (rc >= 0 && len > 0 && len < 8 && number >> (8 * len - 1))
        number |= UINT64_MAX << (8 * len);
    return rc < 0 ? rc : push_int(p, (int64_t)number, err);
}

/* Decimal text: an integer, or what is none. */
static int push_line_int(px_pickle *p, px_error *err)
{
    long long number;
    px_str line;
    int rc = take_line(p, &line, err);

    if (rc < 0)
        return rc;
    if (px_str_ends(line, PX_STR("L")))
        line.len--;
    if (px_parse_int(line, INT64_MIN, INT64_MAX, &number, NULL) < 0)
        return push_kind(p, PX_PICKLE_NONE, err);
    return push_int(p, number, err);
}

static int push_line_text(px_pickle *p, bool quoted, px_error *err)
{
    px_pickle_value *value;
    px_str line;
    int rc = take_line(p, &line, err);

    if (rc >= 0)
        rc = px_pickle_make(p, PX_PICKLE_TEXT, &value, err);
    if (rc < 0)
        return rc;
    if (quoted && line.len >= 2)
        line = px_str_sub(line, 1, line.len - 1);
    value->text = px_arena_str(p->arena, line);
    return push(p, value, err);
}

/* ---- The memo */

static int memo_put(px_pickle *p, uint64_t at, px_error *err)
{
    px_pickle_value *value;
    int rc = top(p, &value, err);

    if (rc < 0)
        return rc;
    if (at >= VALUES_MAX)
        return bad(p, N_("a pickle remembers too many values"), err);
    if (at >= p->memo_room) {
        size_t room = PX_MAX(PX_MAX(2 * p->memo_room, (size_t)at + 1), (size_t)256);

        p->memo = px_realloc(p->memo, room * sizeof(px_pickle_value *));
        memset(p->memo + p->memo_room, 0, (room - p->memo_room) * sizeof(px_pickle_value *));
        p->memo_room = room;
    }
    p->memo[at] = value;
    p->memo_next = PX_MAX(p->memo_next, (size_t)at + 1);
    return 0;
}

static int memo_get(px_pickle *p, uint64_t at, px_error *err)
{
    if (at >= p->memo_room || !p->memo[at])
        return bad(p, N_("a pickle recalls what it never remembered"), err);
    return push(p, p->memo[at], err);
}

static int memo_number(px_pickle *p, char op, uint64_t *ret, px_error *err)
{
    long long number;
    px_str line;
    int rc;

    if (op == 'h' || op == 'q')
        return take_number(p, 1, ret, err);
    if (op == 'j' || op == 'r')
        return take_number(p, 4, ret, err);
    rc = take_line(p, &line, err);
    if (rc >= 0 && px_parse_int(line, 0, VALUES_MAX, &number, NULL) < 0)
        rc = bad(p, N_("a pickle numbers what it remembers by no number"), err);
    if (rc >= 0)
        *ret = (uint64_t)number;
    return rc;
}

/* ---- Operations, by what they do; *known false where it is none of these */

static int do_constant(px_pickle *p, unsigned char op, bool *known, px_error *err)
{
    uint64_t number;
    int rc;

    switch (op) {
    case 'N':  /* NONE */
    case 0x97: /* NEXT_BUFFER */
        return push_kind(p, PX_PICKLE_NONE, err);
    case 0x88: /* NEWTRUE, NEWFALSE */
    case 0x89:
        return push_int(p, op == 0x88, err);
    case 'J': /* BININT */
        rc = take_number(p, 4, &number, err);
        return rc < 0 ? rc : push_int(p, (int32_t)(uint32_t)number, err);
    case 'K': /* BININT1, BININT2 */
    case 'M':
        rc = take_number(p, op == 'K' ? 1 : 2, &number, err);
        return rc < 0 ? rc : push_int(p, (int64_t)number, err);
    case 0x8a: /* LONG1, LONG4 */
    case 0x8b:
        return push_long(p, op == 0x8a ? 1 : 4, err);
    case 'I': /* INT, LONG */
    case 'L':
        return push_line_int(p, err);
    case 'F': /* FLOAT */
        rc = take_line(p, &(px_str){ 0 }, err);
        return rc < 0 ? rc : push_kind(p, PX_PICKLE_NONE, err);
    case 'G': /* BINFLOAT */
        rc = take_number(p, 8, &number, err);
        return rc < 0 ? rc : push_kind(p, PX_PICKLE_NONE, err);
    default:
        *known = false;
        return 0;
    }
}

static int do_text(px_pickle *p, unsigned char op, bool *known, px_error *err)
{
    switch (op) {
    case 'S': /* STRING, UNICODE */
    case 'V':
        return push_line_text(p, op == 'S', err);
    case 'U': /* SHORT_BINSTRING, SHORT_BINBYTES, SHORT_BINUNICODE */
    case 'C':
    case 0x8c:
        return push_sized_text(p, 1, err);
    case 'T': /* BINSTRING, BINBYTES, BINUNICODE */
    case 'B':
    case 'X':
        return push_sized_text(p, 4, err);
    case 0x8d: /* BINUNICODE8, BINBYTES8, BYTEARRAY8 */
    case 0x8e:
    case 0x96:
        return push_sized_text(p, 8, err);
    default:
        *known = false;
        return 0;
    }
}

/* The list below the topmost value or values gets these. */
static int extend(px_pickle *p, px_pickle_value *more, px_error *err)
{
    px_pickle_value *list;
    int rc = top(p, &list, err);

    if (rc < 0)
        return rc;
    if (list->kind != PX_PICKLE_LIST && list->kind != PX_PICKLE_DICT &&
        list->kind != PX_PICKLE_OBJECT)
        return bad(p, N_("a pickle adds to what holds no values"), err);
    if (list->kind != PX_PICKLE_LIST && more->count % 2)
        return bad(p, N_("a pickle adds a key without a value"), err);
    for (size_t i = 0; i < more->count; i++)
        px_pickle_add(p, list, more->items[i]);
    return 0;
}

/* So many of the topmost values as a new list. */
static int take_list(px_pickle *p, unsigned count, px_pickle_value **ret, px_error *err)
{
    px_pickle_value *items[3];
    int rc = 0;

    for (unsigned i = count; rc >= 0 && i-- > 0;)
        rc = pop(p, &items[i], err);
    if (rc >= 0)
        rc = px_pickle_make(p, PX_PICKLE_LIST, ret, err);
    for (unsigned i = 0; rc >= 0 && i < count; i++)
        px_pickle_add(p, *ret, items[i]);
    return rc;
}

static int do_container(px_pickle *p, unsigned char op, bool *known, px_error *err)
{
    px_pickle_value *list;
    int rc;

    switch (op) {
    case ')': /* EMPTY_TUPLE, EMPTY_LIST, EMPTY_SET */
    case ']':
    case 0x8f:
        return push_kind(p, PX_PICKLE_LIST, err);
    case '}': /* EMPTY_DICT */
        return push_kind(p, PX_PICKLE_DICT, err);
    case 't': /* TUPLE, LIST, FROZENSET, DICT */
    case 'l':
    case 0x91:
    case 'd':
        rc = pop_mark(p, op == 'd' ? PX_PICKLE_DICT : PX_PICKLE_LIST, &list, err);
        if (rc >= 0 && op == 'd' && list->count % 2)
            rc = bad(p, N_("a pickle adds a key without a value"), err);
        return rc < 0 ? rc : push(p, list, err);
    case 0x85: /* TUPLE1 to TUPLE3 */
    case 0x86:
    case 0x87:
        rc = take_list(p, op - 0x84U, &list, err);
        return rc < 0 ? rc : push(p, list, err);
    case 'a': /* APPEND, SETITEM */
    case 's':
        rc = take_list(p, op == 'a' ? 1 : 2, &list, err);
        return rc < 0 ? rc : extend(p, list, err);
    case 'e': /* APPENDS, ADDITEMS, SETITEMS */
    case 0x90:
    case 'u':
        rc = pop_mark(p, PX_PICKLE_LIST, &list, err);
        return rc < 0 ? rc : extend(p, list, err);
    default:
        *known = false;
        return 0;
    }
}

static int do_stack(px_pickle *p, unsigned char op, bool *known, px_error *err)
{
    px_pickle_value *value;
    uint64_t at;
    int rc;

    switch (op) {
    case '(': /* MARK */
        return push_kind(p, PX_PICKLE_MARK, err);
    case '0': /* POP */
        if (p->depth == 0)
            return bad(p, N_("a pickle takes a value where there is none"), err);
        p->depth--;
        return 0;
    case '1': /* POP_MARK */
        return pop_mark(p, PX_PICKLE_LIST, &value, err);
    case '2': /* DUP */
        rc = top(p, &value, err);
        return rc < 0 ? rc : push(p, value, err);
    case 'g': /* GET, BINGET, LONG_BINGET */
    case 'h':
    case 'j':
        rc = memo_number(p, (char)op, &at, err);
        return rc < 0 ? rc : memo_get(p, at, err);
    case 'p': /* PUT, BINPUT, LONG_BINPUT */
    case 'q':
    case 'r':
        rc = memo_number(p, (char)op, &at, err);
        return rc < 0 ? rc : memo_put(p, at, err);
    case 0x94: /* MEMOIZE */
        return memo_put(p, p->memo_next, err);
    case 0x98: /* READONLY_BUFFER */
        return 0;
    default:
        *known = false;
        return 0;
    }
}

/* ---- Globals and calls */

static int push_global(px_pickle *p, px_str module, px_str name, px_error *err)
{
    px_pickle_value *value;
    int rc = px_pickle_make(p, PX_PICKLE_GLOBAL, &value, err);

    if (rc < 0)
        return rc;
    value->text = module;
    value->name = name;
    return push(p, value, err);
}

static int line_global(px_pickle *p, px_error *err)
{
    px_str module, name;
    int rc = take_line(p, &module, err);

    if (rc < 0)
        return rc;
    module = px_arena_str(p->arena, module);
    rc = take_line(p, &name, err);
    return rc < 0 ? rc : push_global(p, module, px_arena_str(p->arena, name), err);
}

static int stack_global(px_pickle *p, px_error *err)
{
    px_pickle_value *module, *name;
    int rc = pop(p, &name, err);

    if (rc >= 0)
        rc = pop(p, &module, err);
    if (rc < 0)
        return rc;
    if (module->kind != PX_PICKLE_TEXT || name->kind != PX_PICKLE_TEXT)
        return bad(p, N_("a pickle names a function by no text"), err);
    return push_global(p, module->text, name->text, err);
}

static int call(px_pickle *p, const px_pickle_value *function, const px_pickle_value *arguments,
                px_error *err)
{
    px_pickle_value *result;
    int rc = px_pickle_call(p, function, arguments, &result, err);

    return rc < 0 ? rc : push(p, result, err);
}

static int reduce(px_pickle *p, unsigned char op, px_error *err)
{
    px_pickle_value *function = NULL, *arguments = NULL, *named;
    int rc = op == 0x92 ? pop(p, &named, err) : 0; /* NEWOBJ_EX has arguments with names */

    if (rc >= 0)
        rc = pop(p, &arguments, err);
    if (rc >= 0)
        rc = pop(p, &function, err);
    return rc < 0 ? rc : call(p, function, arguments, err);
}

/* INST: the class in two lines, arguments above the mark; OBJ: the class is the first of these. */
static int old_object(px_pickle *p, bool by_line, px_error *err)
{
    px_pickle_value *function, *arguments;
    int rc = by_line ? line_global(p, err) : 0;

    if (rc >= 0 && by_line)
        rc = pop(p, &function, err);
    if (rc >= 0)
        rc = pop_mark(p, PX_PICKLE_LIST, &arguments, err);
    if (rc < 0)
        return rc;
    if (!by_line) {
        if (arguments->count == 0)
            return bad(p, N_("a pickle calls where there is nothing to call"), err);
        function = arguments->items[0];
        arguments->items++;
        arguments->count--;
        arguments->room--;
    }
    return call(p, function, arguments, err);
}

/* The state of an object: of one that is not known its members. */
static int build(px_pickle *p, px_error *err)
{
    px_pickle_value *state, *object;
    int rc = pop(p, &state, err);

    if (rc >= 0)
        rc = top(p, &object, err);
    if (rc < 0)
        return rc;
    if (object->kind == PX_PICKLE_OBJECT && state->kind == PX_PICKLE_DICT)
        for (size_t i = 0; i < state->count; i++)
            px_pickle_add(p, object, state->items[i]);
    return 0;
}

static int persistent(px_pickle *p, bool by_line, px_error *err)
{
    px_pickle_value *id, *storage;
    int rc = by_line ? push_line_text(p, false, err) : 0;

    if (rc >= 0)
        rc = pop(p, &id, err);
    if (rc >= 0)
        rc = px_pickle_persistent(p, id, &storage, err);
    return rc < 0 ? rc : push(p, storage, err);
}

static int do_call(px_pickle *p, unsigned char op, bool *known, px_error *err)
{
    uint64_t number;
    int rc;

    switch (op) {
    case 'c': /* GLOBAL, STACK_GLOBAL */
        return line_global(p, err);
    case 0x93:
        return stack_global(p, err);
    case 'R': /* REDUCE, NEWOBJ, NEWOBJ_EX */
    case 0x81:
    case 0x92:
        return reduce(p, op, err);
    case 'i': /* INST, OBJ */
    case 'o':
        return old_object(p, op == 'i', err);
    case 'b': /* BUILD */
        return build(p, err);
    case 'P': /* PERSID, BINPERSID */
    case 'Q':
        return persistent(p, op == 'P', err);
    case 0x82: /* EXT1, EXT2, EXT4: functions by a number that only a program knows */
    case 0x83:
    case 0x84:
        rc = take_number(p, 1U << (op - 0x82U), &number, err);
        return rc < 0 ? rc : push_global(p, PX_STR("copyreg"), PX_STR("extension"), err);
    case 0x80: /* PROTO */
        rc = take_number(p, 1, &number, err);
        if (rc >= 0 && number > PROTOCOL_MAX)
            rc = bad(p, N_("a pickle is of a version that is not known"), err);
        return rc;
    case 0x95: /* FRAME */
        return take_number(p, 8, &number, err);
    default:
        *known = false;
        return 0;
    }
}

int px_pickle_read(px_pickle *p, px_pickle_value **ret_value, px_error *err)
{
    static int (*const kinds[])(px_pickle *, unsigned char, bool *,
                                px_error *) = { do_constant, do_text, do_container, do_stack,
                                                do_call };
    int rc;

    p->depth = p->memo_next = 0;
    if (p->memo)
        memset(p->memo, 0, p->memo_room * sizeof(px_pickle_value *));
    while ((rc = px_weight_file_need(p->file, 1, err)) >= 0) {
        unsigned char op = (unsigned char)*p->file->ptr;
        bool known = false;

        px_weight_file_take(p->file, 1);
        if (op == '.') { /* STOP */
            return pop(p, ret_value, err);
        }
        for (size_t i = 0; rc >= 0 && !known && i < PX_COUNT(kinds); i++) {
            known = true;
            rc = kinds[i](p, op, &known, err);
        }
        if (rc >= 0 && !known)
            rc = bad(p, N_("a pickle holds an operation that does not exist"), err);
        if (rc < 0)
            break;
    }
    return rc;
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/tokenizer_file.h"

#include "base/ascii.h"
#include "model/json_pull.h"
#include "model/protobuf.h"

#include "base/banned.h"

typedef int read_fn(px_weight_file *file, px_arena *arena, px_model_tokenizer *ret, px_error *err);

/* ---- tokenizer.json */

typedef struct counts {
    uint64_t vocabulary, added, added_behind; /* behind: ids that the vocabulary does not have */
    uint64_t *ids;
    size_t room;
    px_str kind;
    bool merges;
} counts;

/* The number of items of an object or array. */
static int count_items(px_json_pull *pull, uint64_t *ret_count, px_error *err)
{
    bool more, object;
    uint64_t count = 0;
    char first;
    int rc = px_pull_peek(pull, &first, err);

    if (rc < 0)
        return rc;
    object = first == '{';
    if (!object && first != '[')
        return px_pull_skip(pull, err);
    rc = px_pull_enter(pull, first, err);
    while (rc >= 0 && (rc = px_pull_more(pull, object ? '}' : ']', &more, err)) >= 0 && more) {
        count++;
        rc = object ? px_pull_skip_key(pull, err) : 0;
        if (rc >= 0)
            rc = px_pull_skip(pull, err);
    }
    *ret_count = count;
    return rc;
}

static int read_model(px_json_pull *pull, px_arena *arena, counts *c, px_error *err)
{
    bool more;
    int rc = px_pull_enter(pull, '{', err);

    while (rc >= 0 && (rc = px_pull_more(pull, '}', &more, err)) >= 0 && more) {
        px_str key, text;
        char first;

        rc = px_pull_key(pull, &key, err);
        if (rc < 0)
            break;
        if (px_str_is(key, "vocab")) {
            rc = count_items(pull, &c->vocabulary, err);
        } else if (px_str_is(key, "type") && (rc = px_pull_peek(pull, &first, err)) >= 0 &&
                   first == '"') {
            rc = px_pull_text(pull, &text, err);
            if (rc >= 0)
                c->kind = px_arena_str(arena, text);
        } else if (rc >= 0) {
            c->merges = c->merges || px_str_is(key, "merges");
            rc = px_pull_skip(pull, err);
        }
    }
    return rc;
}

static int read_added(px_json_pull *pull, counts *c, px_error *err)
{
    bool more, inner;
    int rc = px_pull_enter(pull, '[', err);

    while (rc >= 0 && (rc = px_pull_more(pull, ']', &more, err)) >= 0 && more) {
        uint64_t id = 0;

        rc = px_pull_enter(pull, '{', err);
        while (rc >= 0 && (rc = px_pull_more(pull, '}', &inner, err)) >= 0 && inner) {
            px_str key;

            rc = px_pull_key(pull, &key, err);
            if (rc >= 0)
                rc =
                    px_str_is(key, "id") ? px_pull_number(pull, &id, err) : px_pull_skip(pull, err);
        }
        if (c->added == c->room) {
            c->room = c->room ? 2 * c->room : 1024;
            c->ids = px_realloc(c->ids, c->room * sizeof(*c->ids));
        }
        c->ids[c->added++] = id;
    }
    return rc;
}

static int read_top(px_json_pull *pull, px_arena *arena, counts *c, px_error *err)
{
    bool more;
    int rc = px_pull_enter(pull, '{', err);

    while (rc >= 0 && (rc = px_pull_more(pull, '}', &more, err)) >= 0 && more) {
        px_str key;
        char first;

        rc = px_pull_key(pull, &key, err);
        if (rc >= 0)
            rc = px_pull_peek(pull, &first, err);
        if (rc < 0)
            break;
        if (px_str_is(key, "model") && first == '{')
            rc = read_model(pull, arena, c, err);
        else if (px_str_is(key, "added_tokens") && first == '[' && c->added == 0)
            rc = read_added(pull, c, err);
        else
            rc = px_pull_skip(pull, err);
    }
    return rc < 0 ? rc : px_pull_end(pull, err);
}

static int read_json(px_weight_file *file, px_arena *arena, px_model_tokenizer *ret, px_error *err)
{
    PX_AUTO_FREE px_json_pull *pull = px_alloc(sizeof(*pull));
    counts c = { .vocabulary = 0 };
    int rc;

    px_pull_start(pull, file);
    rc = read_top(pull, arena, &c, err);
    for (uint64_t i = 0; i < c.added; i++)
        c.added_behind += c.ids[i] >= c.vocabulary;
    free(c.ids);
    if (rc < 0)
        return rc;
    ret->kind = c.kind.ptr ? c.kind : c.merges ? PX_STR("BPE") : PX_STR("unknown");
    ret->size = (px_model_number){ c.vocabulary + c.added_behind, true };
    ret->added = (px_model_number){ c.added, true };
    return 0;
}

/* ---- tokenizer.model: sentencepiece_model.proto, or lines of base64 */

static int read_trainer(px_weight_file *file, uint64_t end, uint64_t *ret_kind, px_error *err)
{
    px_proto_field field;
    bool more;
    int rc;

    while ((rc = px_proto_next(file, end, &field, &more, err)) >= 0 && more) {
        if (field.number == 3 && field.wire == PX_WIRE_VARINT)
            *ret_kind = field.value;
        if (field.wire == PX_WIRE_BYTES)
            rc = px_weight_file_seek(file, field.end, err);
        if (rc < 0)
            break;
    }
    return rc;
}

static int read_pieces(px_weight_file *file, px_model_tokenizer *ret, px_error *err)
{
    static const char *const kinds[] = { "Unigram", "Unigram", "BPE", "Word", "Char" };
    uint64_t kind = 1, pieces = 0;
    px_proto_field field;
    bool more;
    int rc;

    while ((rc = px_proto_next(file, file->end, &field, &more, err)) >= 0 && more) {
        if (field.wire != PX_WIRE_BYTES)
            continue;
        pieces += field.number == 1;
        if (field.number == 2)
            rc = read_trainer(file, field.end, &kind, err);
        if (rc >= 0)
            rc = px_weight_file_seek(file, field.end, err);
        if (rc < 0)
            break;
    }
    if (rc < 0)
        return rc;
    ret->kind = px_str_of(kinds[kind < PX_COUNT(kinds) ? kind : 1]);
    ret->size = (px_model_number){ pieces, true };
    return 0;
}

static int count_lines(px_weight_file *file, px_model_tokenizer *ret, px_error *err)
{
    uint64_t lines = 0;
    char last = '\n';
    int rc;

    while ((rc = px_weight_file_see(file, 1, err)) >= 0 && file->len) {
        for (size_t i = 0; i < file->len; i++)
            lines += file->ptr[i] == '\n';
        last = file->ptr[file->len - 1];
        px_weight_file_take(file, file->len);
    }
    ret->size = (px_model_number){ lines + (last != '\n'), true };
    return rc;
}

static int read_piece_file(px_weight_file *file, px_arena *arena, px_model_tokenizer *ret,
                           px_error *err)
{
    int rc = px_weight_file_see(file, 4, err);

    (void)arena;
    if (rc < 0)
        return rc;
    if (file->len >= 4 && px_is_alnum(file->ptr[0]) && px_is_alnum(file->ptr[1])) {
        ret->kind = PX_STR("tiktoken");
        return count_lines(file, ret, err);
    }
    return read_pieces(file, ret, err);
}

static int read_lines(px_weight_file *file, px_arena *arena, px_model_tokenizer *ret, px_error *err)
{
    (void)arena;
    ret->kind = PX_STR("WordPiece");
    return count_lines(file, ret, err);
}

/* ---- By name; the first that is there counts */

static const struct {
    const char *name;
    read_fn *read;
} files[] = {
    { "tokenizer.json", read_json },
    { "tokenizer.model", read_piece_file },
    { "spiece.model", read_piece_file },
    { "vocab.txt", read_lines },
};

int px_tokenizer_file_read(px_weight_file *file, px_str name, px_arena *arena,
                           px_model_tokenizer *ret_tokenizer, px_error *err)
{
    for (size_t i = 0; i < PX_COUNT(files); i++)
        if (px_str_is(name, files[i].name))
            return files[i].read(file, arena, ret_tokenizer, err);
    return px_fail(err, PX_ERR_UNSUPPORTED, N_("'{path}' is no tokenizer that is read"), "path",
                   file->name, NULL);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Any bytes as the vocabulary of a tokenizer, alone and behind one of single bytes, and as text:
 * each pattern cuts all of it into pieces, and there are no more tokens than bytes.
 */
#include "base/base64.h"
#include "base/error.h"
#include "corpus/token_split.h"
#include "corpus/tokenizer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds)
{
    if (!holds)
        abort();
}

static void check_pieces(px_str text)
{
    static px_token_split_fn *const splits[] = { px_token_split_r50k, px_token_split_cl100k,
                                                 px_token_split_o200k };

    for (size_t i = 0; i < PX_COUNT(splits); i++)
        for (px_str rest = text; rest.len > 0;) {
            size_t len = splits[i](rest);

            demand(len > 0 && len <= rest.len);
            rest = px_str_sub(rest, len, rest.len);
        }
}

static void encode(px_str file, px_str text)
{
    PX_AUTO_FREE uint32_t *ranks = px_alloc((text.len + 1) * sizeof(*ranks));
    px_tokenizer *t;
    px_error err = PX_ERROR_INIT;
    size_t count;

    if (px_tokenizer_parse(file, "cl100k", &t, &err) < 0)
        return;
    count = px_tokenizer_encode(t, text, ranks);
    demand(count <= text.len && (count > 0 || text.len == 0));
    demand(px_tokenizer_encode(t, text, NULL) == count);
    px_tokenizer_free(t);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    PX_AUTO_BUILDER px_builder file = PX_BUILDER_INIT(1 << 20);
    px_str bytes = px_str_n((const char *)data, size);
    /* Behind an empty line stands the text. */
    size_t end = px_str_find(bytes, PX_STR("\n\n"));
    px_str text = px_str_sub(bytes, end, size);

    check_pieces(bytes);
    encode(bytes, text);
    for (int i = 0; i < 256; i++) {
        char byte = (char)i;

        px_base64_print(&file, &byte, 1);
        px_builder_format(&file, " %d\n", i);
    }
    px_builder_str(&file, px_str_sub(bytes, 0, end));
    encode(px_builder_view(&file), text);
    return 0;
}

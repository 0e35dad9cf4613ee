/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes as GGUF. */
#include "model_parts.h"

#include "model/gguf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_model *model = px_arena_alloc(arena, sizeof(*model));
    px_weight_count count;
    px_weight_file file;
    px_gguf gguf;
    px_error err = PX_ERROR_INIT;

    px_weight_count_start(&count, &(px_weight_rules){ 0 }, arena);
    px_weight_file_memory(&file, px_str_n((const char *)data, size), "input");
    if (px_gguf_open(&gguf, &file, arena, &err) >= 0) {
        px_gguf_describe(&gguf, model);
        if (px_gguf_tensors(&gguf, &file, check_tensor, &count, &err) >= 0) {
            demand(count.tensors == gguf.tensors);
            finish_count(&count, arena);
        }
    }
    px_weight_count_free(&count);
    return 0;
}

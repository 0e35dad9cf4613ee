/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes as safetensors: what is taken adds up to the whole file. */
#include "model_parts.h"

#include "model/safetensors.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_weight_count count;
    px_weight_file file;
    px_error err = PX_ERROR_INIT;
    uint64_t bytes = 0;

    px_weight_count_start(&count, &(px_weight_rules){ .layers = 1, .bits = 4 }, arena);
    px_weight_file_memory(&file, px_str_n((const char *)data, size), "input");
    (void)px_safetensors_recognise(px_str_n((const char *)data, size));
    if (px_safetensors_read(&file, check_tensor, &count, &err) >= 0) {
        for (size_t i = 0; i < count.n_types; i++)
            bytes += count.types[i].bytes;
        demand(8 + px_little((const char *)data, 8) + bytes == size);
        finish_count(&count, arena);
    } else {
        demand(err.message != NULL);
    }
    px_weight_count_free(&count);
    return 0;
}

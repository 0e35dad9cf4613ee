/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes as ONNX. */
#include "model_parts.h"

#include "model/onnx.h"
#include "model/weight_index.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_weight_count count;
    px_weight_file file;
    px_onnx onnx;
    px_error err = PX_ERROR_INIT;

    px_weight_count_start(&count, &(px_weight_rules){ 0 }, arena);
    px_weight_file_memory(&file, px_str_n((const char *)data, size), "input");
    if (px_onnx_read(&file, arena, check_tensor, &count, &onnx, &err) >= 0) {
        for (size_t i = 0; i < onnx.n_externals; i++)
            demand(px_plain_file_name(onnx.externals[i].name));
        finish_count(&count, arena);
    }
    px_weight_count_free(&count);
    return 0;
}

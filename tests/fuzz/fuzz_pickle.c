/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes as a file of torch.save: a zip, the older form, or a pickle alone. */
#include "model_parts.h"

#include "model/torch_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int read_pickle(px_weight_file *file, px_arena *arena, px_weight_count *count, px_error *err)
{
    px_pickle pickle;
    px_pickle_value *root;
    int rc;

    px_pickle_start(&pickle, file, arena);
    rc = px_pickle_read(&pickle, &root, err);
    demand(pickle.n_calls <= PX_PICKLE_CALLS_MAX);
    if (rc >= 0)
        rc = px_torch_walk(&pickle, root, NULL, NULL, check_tensor, count, err);
    px_pickle_free(&pickle);
    return rc;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_str bytes = px_str_n((const char *)data, size);
    px_torch_calls calls;
    px_weight_count count;
    px_weight_file file;
    px_error err = PX_ERROR_INIT;
    int rc;

    px_weight_count_start(&count, &(px_weight_rules){ 0 }, arena);
    px_weight_file_memory(&file, bytes, "input");
    if (px_torch_zip_recognise(bytes))
        rc = px_torch_zip_read(&file, arena, check_tensor, &count, &calls, &err);
    else if (px_torch_old_recognise(bytes))
        rc = px_torch_old_read(&file, arena, check_tensor, &count, &calls, &err);
    else
        rc = read_pickle(&file, arena, &count, &err);
    if (rc >= 0)
        finish_count(&count, arena);
    px_weight_count_free(&count);
    return 0;
}

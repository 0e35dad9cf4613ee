/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Any bytes as model_index.json of a pipeline of diffusers, in a folder whose components are always
 * the same: models by their configuration, one whose parameters nothing tells, a scheduler. What is
 * read are folders within, each once, and the pipeline is the sum of them.
 */
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/str.h"
#include "model/inspect.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { COMPONENTS_MAX = 64 };

static char folder[] = "/tmp/praxis-fuzz-XXXXXX";

static const struct {
    const char *name, *config; /* NULL: there is none */
} components[] = {
    { "unet",
      "{\"_class_name\":\"UNet2DConditionModel\",\"in_channels\":4,\"out_channels\":4,"
      "\"block_out_channels\":[8,16],\"layers_per_block\":1,\"cross_attention_dim\":8,"
      "\"attention_head_dim\":2,\"norm_num_groups\":4,\"down_block_types\":[\"DownBlock2D\","
      "\"DownBlock2D\"],\"up_block_types\":[\"UpBlock2D\",\"UpBlock2D\"]}" },
    { "text_encoder",
      "{\"architectures\":[\"LlamaForCausalLM\"],\"model_type\":\"llama\",\"hidden_size\":64,"
      "\"intermediate_size\":128,\"num_hidden_layers\":2,\"num_attention_heads\":4,"
      "\"num_key_value_heads\":4,\"vocab_size\":1000,\"tie_word_embeddings\":false}" },
    { "safety_checker", "{\"model_type\":\"nobody-knows\"}" },
    { "scheduler", NULL },
};

static void demand(bool holds)
{
    if (!holds)
        abort();
}

static const char *path_of(char path[128], const char *part, const char *file)
{
    (void)snprintf(path, 128, "%s%s%s/%s", folder, *part ? "/" : "", part, file);
    return path;
}

static void write_file(const char *path, const void *data, size_t size)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

    demand(fd >= 0 && write(fd, data, size) == (ssize_t)size && close(fd) == 0);
}

static void remove_folder(void)
{
    char path[128];

    for (size_t i = 0; i < PX_COUNT(components); i++) {
        (void)unlink(path_of(path, components[i].name, "config.json"));
        (void)rmdir(path_of(path, components[i].name, ""));
    }
    (void)unlink(path_of(path, "", "model_index.json"));
    (void)rmdir(folder);
}

static void make_folder(void)
{
    char path[128];

    demand(mkdtemp(folder) != NULL && atexit(remove_folder) == 0);
    for (size_t i = 0; i < PX_COUNT(components); i++) {
        const char *config = components[i].config;

        demand(mkdir(path_of(path, components[i].name, ""), 0700) == 0);
        if (config)
            write_file(path_of(path, components[i].name, "config.json"), config, strlen(config));
    }
}

/* One of those that are there with a configuration. */
static bool is_component(px_str name)
{
    for (size_t i = 0; i < PX_COUNT(components); i++)
        if (components[i].config && px_str_is(name, components[i].name))
            return true;
    return false;
}

static void check_files(const px_model *model)
{
    for (size_t i = 0; i < model->n_files; i++) {
        px_str name = model->files[i].name;

        demand(px_str_is(name, "model_index.json") ||
               is_component(px_str_sub(name, 0, px_str_find_char(name, '/'))));
    }
}

static void check(const px_model *model)
{
    uint64_t sum = 0, parts = 0;
    bool known = true;

    demand(model->format == PX_MODEL_PIPELINE);
    demand(model->n_components > 0 && model->n_components <= COMPONENTS_MAX);
    demand(model->n_notes <= PX_MODEL_NOTES_MAX);
    for (size_t i = 0; i < model->n_components; i++) {
        const px_model_component *c = &model->components[i];

        demand(is_component(c->name) && c->kind.ptr);
        for (size_t k = 0; k < i; k++)
            demand(!px_str_eq(model->components[k].name, c->name));
        known = known && c->model->parameters.total.known;
        sum += c->model->parameters.total.value;
    }
    for (size_t i = 0; i < PX_PART_PREDICTION; i++)
        parts += model->parameters.parts[i];
    demand(model->parameters.total.known == known);
    demand(!known || (model->parameters.total.value == sum && parts == sum));
    check_files(model);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bool made;
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_error err = PX_ERROR_INIT;
    px_model *model;
    char path[128];

    if (!made)
        make_folder();
    made = true;
    write_file(path_of(path, "", "model_index.json"), data, size);
    if (px_model_inspect(folder, NULL, arena, &model, &err) < 0)
        demand(err.message != NULL);
    else
        check(model);
    return 0;
}

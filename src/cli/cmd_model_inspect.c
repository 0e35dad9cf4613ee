/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/corpus_print.h"
#include "cli/model_print.h"
#include "cli/output.h"

#include "base/banned.h"

enum { THREADS_MAX = 64 };

static int print_json(const px_model *model, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_json json;

    px_print_json(&json, &out);
    px_model_json(model, &json);
    return px_print_json_end(&json, err);
}

static int print_text(const px_invocation *run, const px_model *model, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    px_model_text(&out, run, model);
    px_print(px_builder_view(&out));
    return px_builder_check(&out, err);
}

static int model_inspect_run(px_invocation *run, px_error *err)
{
    px_model_options options = { .hash = px_invocation_option(run, "hash") != NULL };
    long long threads;
    px_model *model;
    int rc = px_invocation_int(run, "threads", 1, THREADS_MAX, px_processors(), &threads, err);

    if (rc < 0)
        return rc;
    if (px_invocation_option(run, "schema"))
        return px_print_schema("model-inspection.json", err);
    if (run->n_operands == 0)
        return px_fail(err, PX_ERR_USAGE, N_("name the folder or file of a model"), NULL);
    options.threads = (unsigned)threads;
    rc = px_model_inspect(run->operands[0], &options, run->arena, &model, err);
    if (rc < 0)
        return rc;
    return run->json ? print_json(model, err) : print_text(run, model, err);
}

static const px_option model_inspect_options[] = {
    { "hash", NULL, N_("SHA-256 of each file, for which all of it is read"), 0, false },
    { "threads", N_("N"), N_("files to hash at a time (as many as there are processors)"), 0,
      false },
    { "schema", NULL, N_("print the JSON Schema of what --json prints"), 0, false },
    { 0 },
};

static const px_example model_inspect_examples[] = {
    { "model inspect weights", N_("what the weights and configuration in a folder say") },
    { "model inspect --hash weights", N_("the same with the SHA-256 of each file") },
    { "--json model inspect weights/config.json",
      N_("what follows from the configuration alone, for another program") },
    { "model inspect --schema", N_("the JSON Schema of that, for an editor") },
    { NULL, NULL },
};

const px_command px_cmd_model_inspect = {
    .name = "model inspect",
    .operands = N_("[PATH]"),
    .summary = N_("read what the files of a model say of it"),
    .description =
        N_("Reads the heads of the files of a model, and never what they would execute: "
           "safetensors, GGUF, PyTorch, ONNX, config.json, or a folder that holds one model or a "
           "pipeline of several (model_index.json). "
           "Prints its parameters, in all and active for a token, its types, architecture, "
           "context, vocabulary, tokenizer and the modalities that its configuration shows.\n\n"
           "Parameters are counted from weights where these are there. From a configuration alone "
           "they are reckoned where every matrix of the architecture is known, else they are said "
           "to be unknown. Damaged or contradictory files are an error. docs/model.md explains "
           "the figures and fixes the JSON."),
    .options = model_inspect_options,
    .examples = model_inspect_examples,
    .max_operands = 1,
    .run = model_inspect_run,
};

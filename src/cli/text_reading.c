/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/text_reading.h"

#include "base/banned.h"

static int read_names(const px_invocation *run, px_text_options *options, px_error *err)
{
    const char *languages = px_invocation_option(run, "languages");
    const char *tokens = px_invocation_option(run, "tokens");

    if (languages && !px_languages_of_name(px_str_of(languages), &options->languages))
        return px_fail(err, PX_ERR_USAGE,
                       N_("--languages takes off, sample, prefix or full, not '{value}'"), "value",
                       languages, NULL);
    if (tokens && !px_tokens_of_name(px_str_of(tokens), &options->tokens))
        return px_fail(err, PX_ERR_USAGE, N_("--tokens takes off, column or sample, not '{value}'"),
                       "value", tokens, NULL);
    return 0;
}

static int read_tokenizer(const px_invocation *run, px_text_options *options,
                          px_tokenizer **ret_tokenizer, px_error *err)
{
    const char *path = px_invocation_option(run, "tokenizer");
    int rc;

    if ((options->tokens == PX_TOKENS_SAMPLE) != (path != NULL))
        return px_fail(err, PX_ERR_USAGE,
                       N_("--tokens sample and --tokenizer FILE go together: tokens are those of "
                          "a vocabulary"),
                       NULL);
    if (!path)
        return 0;
    rc = px_tokenizer_load(path, px_invocation_option(run, "token-pattern"), ret_tokenizer, err);
    if (rc >= 0)
        options->tokenizer = *ret_tokenizer;
    return rc;
}

int px_text_options_read(const px_invocation *run, bool sizes_only, px_text_options *ret_options,
                         px_tokenizer **ret_tokenizer, px_error *err)
{
    px_text_options options = { .duplicates = px_invocation_option(run, "duplicates") != NULL };
    long long size;
    int rc = px_invocation_int(run, "sample", 2, PX_SAMPLE_LARGEST, PX_SAMPLE_DEFAULT, &size, err);

    *ret_tokenizer = NULL;
    options.sample_size = (size_t)size;
    if (rc >= 0)
        rc = read_names(run, &options, err);
    if (rc >= 0 && sizes_only && px_text_options_need_text(&options))
        rc = px_fail(err, PX_ERR_USAGE,
                     N_("--only sizes reads no texts: languages, tokens of a sample and "
                        "duplicates need them"),
                     NULL);
    if (rc >= 0)
        rc = read_tokenizer(run, &options, ret_tokenizer, err);
    if (rc >= 0)
        *ret_options = options;
    return rc;
}

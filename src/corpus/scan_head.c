/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/scan_head.h"

#include "corpus/scan_plan.h"
#include "corpus/tokenizer.h"

#include "base/banned.h"

typedef const char *setting_fn(px_arena *arena, const px_scan_options *options);

static const char *cdx_of(px_arena *arena, const px_scan_options *options)
{
    (void)arena;
    return options->cdx ? "yes" : "no";
}

static const char *fields_of(px_arena *arena, const px_scan_options *options)
{
    const char *list = "";

    for (const char *const *field = options->fields; field && *field; field++)
        list = px_arena_format(arena, "%s%s%s", list, *list ? "," : "", *field);
    return list;
}

static const char *hosts_of(px_arena *arena, const px_scan_options *options)
{
    (void)arena;
    return options->hosts ? "yes" : "no";
}

static const char *payloads_of(px_arena *arena, const px_scan_options *options)
{
    (void)arena;
    return options->payloads ? "yes" : "no";
}

static const char *manifest_of(px_arena *arena, const px_scan_options *options)
{
    (void)arena;
    return options->manifest ? options->manifest->sha256 : "";
}

static const char *only_of(px_arena *arena, const px_scan_options *options)
{
    (void)arena;
    return options->sizes_only ? "sizes" : "all";
}

static const char *pages_of(px_arena *arena, const px_scan_options *options)
{
    (void)arena;
    return options->pages ? "yes" : "no";
}

static const char *praxis_of(px_arena *arena, const px_scan_options *options)
{
    (void)arena;
    (void)options;
    return PX_VERSION;
}

static const char *hash_of(px_arena *arena, const px_scan_options *options)
{
    (void)arena;
    return options->sha256 ? "yes" : "no";
}

static const char *list_sha256_of(px_arena *arena, const px_scan_options *options)
{
    return px_arena_cstr(arena, px_str_of(px_suffix_list_sha256(options->suffixes)));
}

static const char *list_version_of(px_arena *arena, const px_scan_options *options)
{
    return px_arena_cstr(arena, px_str_of(px_suffix_list_version(options->suffixes)));
}

static const char *section_of(px_arena *arena, const px_scan_options *options)
{
    (void)arena;
    return options->section == PX_SUFFIX_ICANN ? "icann" : "all";
}

static const char *duplicates_of(px_arena *arena, const px_scan_options *options)
{
    (void)arena;
    return options->texts.duplicates ? "yes" : "no";
}

static const char *languages_of(px_arena *arena, const px_scan_options *options)
{
    (void)arena;
    return px_languages_name(options->texts.languages);
}

static const char *detector_of(px_arena *arena, const px_scan_options *options)
{
    if (options->texts.languages == PX_LANGUAGES_OFF)
        return "";
    return px_arena_format(arena, "%s %s", PX_LANGUAGE_DETECTOR, px_language_detector_version());
}

static const char *sample_of(px_arena *arena, const px_scan_options *options)
{
    if (!px_text_options_sample(&options->texts))
        return "0";
    return px_arena_format(arena, "%zu", px_text_options_size(&options->texts));
}

static const char *tokens_of(px_arena *arena, const px_scan_options *options)
{
    (void)arena;
    return px_tokens_name(options->texts.tokens);
}

static const char *tokenizer_of(px_arena *arena, const px_scan_options *options)
{
    const px_tokenizer *tokenizer = options->texts.tokenizer;

    return tokenizer ? px_arena_cstr(arena, px_str_of(px_tokenizer_name(tokenizer))) : "";
}

static const char *vocabulary_of(px_arena *arena, const px_scan_options *options)
{
    const px_tokenizer *tokenizer = options->texts.tokenizer;

    return tokenizer ? px_arena_cstr(arena, px_str_of(px_tokenizer_sha256(tokenizer))) : "";
}

static const char *pattern_of(px_arena *arena, const px_scan_options *options)
{
    const px_tokenizer *tokenizer = options->texts.tokenizer;

    return tokenizer ? px_arena_cstr(arena, px_str_of(px_tokenizer_pattern(tokenizer))) : "";
}

typedef struct setting_row {
    const char *name;
    setting_fn *value;
} setting_row;

/* By name. */
static const setting_row setting_rows[] = {
    { "cdx", cdx_of },
    { "duplicates", duplicates_of },
    { "fields", fields_of },
    { "hosts", hosts_of },
    { "language_detector", detector_of },
    { "languages", languages_of },
    { "manifest_sha256", manifest_of },
    { "only", only_of },
    { "pages", pages_of },
    { "payloads", payloads_of },
    { "praxis", praxis_of },
    { "sample", sample_of },
    { "sha256", hash_of },
    { "suffix_list_sha256", list_sha256_of },
    { "suffix_list_version", list_version_of },
    { "suffixes", section_of },
    { "token_pattern", pattern_of },
    { "tokenizer", tokenizer_of },
    { "tokenizer_sha256", vocabulary_of },
    { "tokens", tokens_of },
};

int px_scan_head(px_arena *arena, const px_input *inputs, size_t count,
                 const px_scan_options *options, px_partial_head *ret_head, px_error *err)
{
    px_part *part = &ret_head->parts[0];
    char *plan = px_arena_alloc(arena, 65);

    *ret_head = (px_partial_head){ .n_settings = PX_COUNT(setting_rows) };
    for (size_t i = 0; i < PX_COUNT(setting_rows); i++)
        ret_head->settings[i] =
            (px_setting){ setting_rows[i].name, setting_rows[i].value(arena, options) };
    if (options->of <= 1)
        return 0;
    *part = (px_part){ .plan = plan, .of = options->of, .n_ranks = 1 };
    part->ranks = px_arena_array(arena, 1, sizeof(*part->ranks));
    part->ranks[0] = options->rank;
    ret_head->n_parts = 1;
    return px_scan_plan_hash(inputs, count, plan, err);
}

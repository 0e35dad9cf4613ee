/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/model_print.h"

#include "base/message.h"
#include "base/table.h"
#include "cli/output.h"

#include "base/banned.h"

typedef struct printing {
    px_builder *out;
    const px_invocation *run;
    const px_language *language;
    size_t width;
    bool bold;
} printing;

static const char *tr(const printing *p, const char *message)
{
    return px_tr(p->language, message);
}

/* ---- Figures in words */

static const char *in_words(const printing *p, const char *message, const char *name, px_str value)
{
    px_builder text = PX_BUILDER_INIT(4096);
    const px_arg arg = { name, value };
    const char *words;

    px_message(&text, p->language, message, &arg, 1);
    words = px_arena_cstr(p->run->arena, px_builder_view(&text));
    px_builder_free(&text);
    return words;
}

static const char *exact(const printing *p, uint64_t value)
{
    px_builder text = PX_BUILDER_INIT(64);
    const char *words;

    px_format_int(&text, p->language, (long long)value);
    words = px_arena_cstr(p->run->arena, px_builder_view(&text));
    px_builder_free(&text);
    return words;
}

/* The value in such units: with two digits behind the point below 10, one below 100, else none. */
static const char *rounded(const printing *p, uint64_t value, uint64_t unit)
{
    static const struct {
        unsigned digits;
        uint64_t steps;
    } ways[] = { { 2, 100 }, { 1, 10 }, { 0, 1 } };
    px_builder text = PX_BUILDER_INIT(256);
    const char *words = NULL;

    for (size_t i = 0; i < PX_COUNT(ways) && !words; i++) {
        uint64_t scaled = (uint64_t)(((unsigned __int128)value * ways[i].steps + unit / 2) / unit);
        char fraction[24];
        px_arg args[2];

        if (ways[i].digits && scaled >= 1000)
            continue;
        if (!ways[i].digits) {
            words = exact(p, scaled);
            break;
        }
        (void)snprintf(fraction, sizeof(fraction), "%0*u", (int)ways[i].digits,
                       (unsigned)(scaled % ways[i].steps));
        args[0] = (px_arg){ "whole", px_str_of(exact(p, scaled / ways[i].steps)) };
        args[1] = (px_arg){ "fraction", px_str_of(fraction) };
        px_message(&text, p->language, N_("{whole}.{fraction}"), args, PX_COUNT(args));
        words = px_arena_cstr(p->run->arena, px_builder_view(&text));
    }
    px_builder_free(&text);
    return words;
}

typedef struct unit {
    uint64_t size;
    const char *message;
} unit;

static const char *in_units(const printing *p, uint64_t value, const unit *units, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (value >= units[i].size)
            return in_words(p, units[i].message, "number",
                            px_str_of(rounded(p, value, units[i].size)));
    return exact(p, value);
}

static const char *parameters_words(const printing *p, uint64_t value)
{
    static const unit units[] = { { 1000000000, N_("{number} billion") },
                                  { 1000000, N_("{number} million") } };

    return in_units(p, value, units, PX_COUNT(units));
}

static const char *bytes_words(const printing *p, uint64_t value)
{
    static const unit units[] = { { 1000000000000, N_("{number} TB") },
                                  { 1000000000, N_("{number} GB") },
                                  { 1000000, N_("{number} MB") },
                                  { 1000, N_("{number} kB") } };

    if (value < 1000)
        return in_words(p, N_("{number} bytes"), "number", px_str_of(exact(p, value)));
    return in_units(p, value, units, PX_COUNT(units));
}

/* ---- The block of figures */

static void line(px_table *table, const printing *p, const char *title, const char *value)
{
    px_table_cell(table, px_str_of(tr(p, title)));
    px_table_cell(table, px_str_of(value));
}

static void line_text(px_table *table, const printing *p, const char *title, px_str value)
{
    if (value.ptr)
        line(table, p, title, px_arena_cstr(p->run->arena, value));
}

static void line_number(px_table *table, const printing *p, const char *title,
                        px_model_number number)
{
    if (number.known)
        line(table, p, title, exact(p, number.value));
}

/* "26.5 billion (26,512,345,678)" */
static const char *both(const printing *p, uint64_t value)
{
    return value < 1000000 ? exact(p, value)
                           : px_arena_format(p->run->arena, "%s (%s)", parameters_words(p, value),
                                             exact(p, value));
}

static const char *const bases[] = {
    [PX_BASIS_NONE] = N_("not known"),
    [PX_BASIS_WEIGHTS] = N_("counted from the weights"),
    [PX_BASIS_CONFIG] = N_("reckoned from the configuration"),
};

static void put_parameters(px_table *table, const printing *p, const px_model *model)
{
    const px_model_parameters *q = &model->parameters;

    line(table, p, N_("parameters"),
         q->total.known ? both(p, q->total.value) : tr(p, N_("not known")));
    if (!q->total.known)
        return;
    if (q->active.known || q->parts[PX_PART_ROUTED_EXPERTS])
        line(table, p, N_("  active for a token"),
             q->active.known ? both(p, q->active.value) : tr(p, N_("not known")));
    if (q->lookup && q->active.known)
        line(table, p, N_("  active without the input embedding"),
             both(p, q->active.value - q->lookup));
    if (q->parts[PX_PART_PREDICTION])
        line(table, p, N_("  beside these, for prediction"), both(p, q->parts[PX_PART_PREDICTION]));
    line(table, p, N_("  basis"), tr(p, bases[q->basis]));
}

static void put_experts(px_table *table, const printing *p, const px_model *model)
{
    px_builder text = PX_BUILDER_INIT(1024);
    px_arg args[] = { { "count", px_str_of(exact(p, model->experts.value)) },
                      { "used", px_str_of(exact(p, model->experts_used.value)) },
                      { "shared", px_str_of(exact(p, model->experts_shared.value)) } };

    if (!model->experts.known || model->experts.value == 0)
        return;
    px_message(&text, p->language,
               !model->experts_used.known ? N_("{count}, it is not known how many a token goes to")
               : model->experts_shared.value
                   ? N_("{count}, a token goes to {used} and to {shared} shared")
                   : N_("{count}, a token goes to {used}"),
               args, PX_COUNT(args));
    line(table, p, N_("experts of a layer"), px_arena_cstr(p->run->arena, px_builder_view(&text)));
    px_builder_free(&text);
}

static void put_tokenizer(px_table *table, const printing *p, const px_model *model)
{
    const px_model_tokenizer *t = &model->tokenizer;
    px_builder text = PX_BUILDER_INIT(1024);
    px_arg args[] = { { "kind", t->kind }, { "count", px_str_of(exact(p, t->size.value)) } };

    if (!t->kind.ptr)
        return;
    px_message(&text, p->language, t->size.known ? N_("{kind}, {count} entries") : "{kind}", args,
               PX_COUNT(args));
    line(table, p, N_("tokenizer"), px_arena_cstr(p->run->arena, px_builder_view(&text)));
    px_builder_free(&text);
}

static void put_modalities(px_table *table, const printing *p, const char *title,
                           const px_model_evidence *all)
{
    static const char *const names[] = {
        [PX_MODEL_TEXT] = N_("text"),
        [PX_MODEL_IMAGE] = N_("images"),
        [PX_MODEL_AUDIO] = N_("audio"),
        [PX_MODEL_VIDEO] = N_("video"),
    };
    px_builder text = PX_BUILDER_INIT(4096);

    for (size_t i = 0; i < PX_MODEL_MODALITY_COUNT; i++)
        if (all[i].reason)
            px_builder_format(&text, "%s%s (%s)", text.len ? ", " : "", tr(p, names[i]),
                              all[i].reason);
    if (text.len)
        line(table, p, title, px_arena_cstr(p->run->arena, px_builder_view(&text)));
    px_builder_free(&text);
}

static void put_figures(const printing *p, const px_model *model)
{
    const px_column columns[] = { { "", PX_ALIGN_LEFT }, { "", PX_ALIGN_LEFT } };
    px_builder text = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_table *table = px_table_new(columns, PX_COUNT(columns));
    px_str rows, row;

    line(table, p, N_("format"), px_model_format_name(model->format));
    line_text(table, p, N_("name"), model->name);
    line_text(table, p, N_("architecture"), model->architecture);
    line_text(table, p, N_("family"), model->family);
    put_parameters(table, p, model);
    line_number(table, p, N_("layers"), model->layers);
    line_number(table, p, N_("width"), model->hidden);
    line_number(table, p, N_("heads of attention"), model->heads);
    line_number(table, p, N_("  of keys and values"), model->key_value_heads);
    put_experts(table, p, model);
    line_number(table, p, N_("context in tokens"), model->context);
    line_number(table, p, N_("sliding window"), model->sliding_window);
    line_number(table, p, N_("vocabulary"), model->vocabulary);
    put_tokenizer(table, p, model);
    line_text(table, p, N_("stated type"), model->stated_type);
    line_text(table, p, N_("quantised by"), model->quantised);
    put_modalities(table, p, N_("input shown"), model->input);
    put_modalities(table, p, N_("output shown"), model->output);
    line(table, p, N_("size"), bytes_words(p, model->bytes));
    px_table_print(table, &text, p->width, false);
    px_table_free(table);
    rows = px_builder_view(&text);
    (void)px_str_line(&rows, &row); /* the columns have no titles */
    px_builder_str(p->out, rows);
    px_builder_free(&text);
}

/* ---- Tables */

static void end_table(const printing *p, px_table *table)
{
    px_builder_char(p->out, '\n');
    px_table_print(table, p->out, p->width, p->bold);
    px_table_free(table);
}

static void put_parts(const printing *p, const px_model *model)
{
    static const char *const names[] = {
        [PX_PART_EMBEDDING] = N_("embedding"),
        [PX_PART_HEAD] = N_("output head"),
        [PX_PART_ATTENTION] = N_("attention"),
        [PX_PART_STATE_SPACE] = N_("state space"),
        [PX_PART_FEED_FORWARD] = N_("feed-forward"),
        [PX_PART_ROUTED_EXPERTS] = N_("routed experts"),
        [PX_PART_SHARED_EXPERTS] = N_("shared experts"),
        [PX_PART_ROUTER] = N_("router"),
        [PX_PART_NORM] = N_("norms"),
        [PX_PART_VISION] = N_("encoder of images"),
        [PX_PART_AUDIO] = N_("encoder of sound"),
        [PX_PART_OTHER] = N_("other"),
        [PX_PART_PREDICTION] = N_("prediction (not in the total)"),
    };
    const px_column columns[] = { { tr(p, N_("part")), PX_ALIGN_LEFT },
                                  { tr(p, N_("parameters")), PX_ALIGN_RIGHT } };
    px_table *table;

    if (!model->parameters.total.known || model->parameters.total.value == 0)
        return;
    table = px_table_new(columns, PX_COUNT(columns));
    for (size_t i = 0; i < PX_PART_COUNT; i++) {
        if (!model->parameters.parts[i])
            continue;
        px_table_cell(table, px_str_of(tr(p, names[i])));
        px_table_cell(table, px_str_of(exact(p, model->parameters.parts[i])));
    }
    end_table(p, table);
}

static void put_components(const printing *p, const px_model *model)
{
    const px_column columns[] = { { tr(p, N_("component")), PX_ALIGN_LEFT },
                                  { tr(p, N_("class")), PX_ALIGN_LEFT },
                                  { tr(p, N_("parameters")), PX_ALIGN_RIGHT },
                                  { tr(p, N_("basis")), PX_ALIGN_LEFT },
                                  { tr(p, N_("size")), PX_ALIGN_RIGHT } };
    px_table *table;

    if (model->n_components == 0)
        return;
    table = px_table_new(columns, PX_COUNT(columns));
    for (size_t i = 0; i < model->n_components; i++) {
        const px_model *part = model->components[i].model;

        px_table_cell(table, model->components[i].name);
        px_table_cell(table, model->components[i].kind);
        px_table_cell(
            table,
            px_str_of(part->parameters.total.known ? exact(p, part->parameters.total.value) : ""));
        px_table_cell(table, px_str_of(tr(p, bases[part->parameters.basis])));
        px_table_cell(table, px_str_of(bytes_words(p, part->bytes)));
    }
    end_table(p, table);
}

static void put_types(const printing *p, const px_model *model)
{
    const px_column columns[] = { { tr(p, N_("type")), PX_ALIGN_LEFT },
                                  { tr(p, N_("tensors")), PX_ALIGN_RIGHT },
                                  { tr(p, N_("parameters")), PX_ALIGN_RIGHT },
                                  { tr(p, N_("size")), PX_ALIGN_RIGHT } };
    px_table *table;

    if (model->n_types == 0)
        return;
    table = px_table_new(columns, PX_COUNT(columns));
    for (size_t i = 0; i < model->n_types; i++) {
        px_table_cell(table, px_str_of(model->types[i].name));
        px_table_cell(table, px_str_of(exact(p, model->types[i].tensors)));
        px_table_cell(table, px_str_of(exact(p, model->types[i].parameters)));
        px_table_cell(table, px_str_of(bytes_words(p, model->types[i].bytes)));
    }
    end_table(p, table);
}

static void put_files(const printing *p, const px_model *model)
{
    bool hashed = model->n_files && model->files[0].hashed;
    const px_column columns[] = { { tr(p, N_("file")), PX_ALIGN_LEFT },
                                  { tr(p, N_("size")), PX_ALIGN_RIGHT },
                                  { "SHA-256", PX_ALIGN_LEFT } };
    px_table *table = px_table_new(columns, hashed ? 3 : 2);

    for (size_t i = 0; i < model->n_files; i++) {
        px_builder hash = PX_BUILDER_INIT(128);

        px_table_cell(table, model->files[i].name);
        px_table_cell(table, px_str_of(bytes_words(p, model->files[i].size)));
        px_builder_hex(&hash, model->files[i].sha256, sizeof(model->files[i].sha256));
        if (hashed)
            px_table_cell(table, px_builder_view(&hash));
        px_builder_free(&hash);
    }
    end_table(p, table);
}

static void put_notes(const printing *p, const px_model *model)
{
    for (size_t i = 0; i < model->n_notes; i++) {
        px_builder words = PX_BUILDER_INIT(1 << 16), clean = PX_BUILDER_INIT(1 << 16);
        px_arg arg;

        px_error_format(&words, p->language, &model->notes[i].words);
        px_display_text(&clean, px_builder_view(&words));
        arg = (px_arg){ "note", px_builder_view(&clean) };
        px_builder_clear(&words);
        px_message(&words, p->language, N_("note: {note}"), &arg, 1);
        px_builder_char(p->out, '\n');
        px_wrap(p->out, px_builder_view(&words), 0, p->width ? p->width : PX_TEXT_WIDTH);
        px_builder_free(&words);
        px_builder_free(&clean);
    }
}

void px_model_text(px_builder *out, const px_invocation *run, const px_model *model)
{
    printing p = {
        .out = out, .run = run, .language = run->language, .width = px_terminal_width()
    };

    p.bold = p.width > 0 && !getenv("NO_COLOR");
    put_figures(&p, model);
    put_components(&p, model);
    put_parts(&p, model);
    put_types(&p, model);
    put_files(&p, model);
    put_notes(&p, model);
}

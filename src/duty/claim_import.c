/* SPDX-License-Identifier: EUPL-1.2 */
/* Recognising files, and what all kinds have in common. */
#include "duty/claim_import.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/file.h"
#include "base/json_read.h"
#include "corpus/description.h"
#include "corpus/partial.h"
#include "duty/claim_import_priv.h"
#include "duty/claim_json.h"
#include "duty/fact.h"
#include "duty/model_card.h"
#include "model/inspect.h"

#include "base/banned.h"

enum { HEAD_MAX = 4096, MISSED_MAX = 1000 };
#define INTEGER_MAX 9007199254740991ULL /* 2^53 - 1 */

/* ---- Kinds */

static const struct {
    const char *name, *title;
} kinds[PX_IMPORT_KIND_COUNT] = {
    [PX_IMPORT_CARD] = { "card", N_("model card") },
    [PX_IMPORT_DATASET] = { "dataset", N_("description of a dataset") },
    [PX_IMPORT_INSPECTION] = { "inspection", N_("inspection of a model") },
    [PX_IMPORT_CONFIG] = { "config", N_("configuration of a model") },
    [PX_IMPORT_CORPUS] = { "corpus", N_("result of a corpus scan") },
    [PX_IMPORT_COMPUTE] = { "compute", N_("estimate of compute") },
    [PX_IMPORT_CLAIMS] = { "claims", N_("claims") },
    [PX_IMPORT_WEIGHTS] = { "weights", N_("files of a model") },
};

const char *px_import_kind_name(px_import_kind kind)
{
    return kind < PX_IMPORT_KIND_COUNT ? kinds[kind].name : "auto";
}

const char *px_import_kind_title(px_import_kind kind)
{
    return kinds[kind].title;
}

bool px_import_kind_find(px_str name, px_import_kind *ret_kind)
{
    for (px_import_kind kind = 0; kind < PX_IMPORT_KIND_COUNT; kind++)
        if (px_str_is(name, kinds[kind].name)) {
            *ret_kind = kind;
            return true;
        }
    return false;
}

/* ---- In common */

json_t *import_number(uint64_t value)
{
    char digits[24];

    if (value <= INTEGER_MAX)
        return json_integer((json_int_t)value);
    (void)snprintf(digits, sizeof(digits), "%llu", (unsigned long long)value);
    return json_string(digits);
}

json_t *import_string(px_str text)
{
    return text.len ? json_stringn(text.ptr, text.len) : NULL;
}

bool import_is_link(px_str text)
{
    return (px_str_starts(text, PX_STR("https://")) || px_str_starts(text, PX_STR("http://"))) &&
           px_str_find_char(text, ' ') == text.len;
}

px_evidence *import_self(importing *i)
{
    i->evidence = px_arena_alloc(i->arena, sizeof(*i->evidence));
    *i->evidence = (px_evidence){ .name = PX_STR(""), .hash = PX_STR(""), .scan = PX_STR("") };
    i->n_evidence = 1;
    return i->evidence;
}

static void import_put(importing *i, const px_claim *claim)
{
    px_import_found *found = i->found;

    found->claims = px_arena_grow(i->arena, found->claims, found->n_claims, &found->room,
                                  sizeof(*found->claims));
    found->claims[found->n_claims++] = *claim;
}

int import_add(importing *i, const char *field, json_t *value, px_error *err)
{
    PX_AUTO_JSON json_t *owned = value;
    px_claim claim = { .field = px_str_of(field),
                       .basis = i->basis,
                       .method = i->method,
                       .program = i->program,
                       .note = i->note,
                       .evidence = i->evidence,
                       .n_evidence = i->n_evidence };
    int rc;

    if (!value)
        return 0;
    rc = px_claim_value_check(claim.field, value, err);
    if (rc >= 0)
        rc = px_claim_value_text(i->arena, value, &claim.value, err);
    if (rc >= 0)
        import_put(i, &claim);
    return rc;
}

void import_miss(px_arena *arena, px_import_found *found, px_str what)
{
    if (found->n_missed == MISSED_MAX)
        return;
    found->missed = px_arena_grow(arena, found->missed, found->n_missed, &found->missed_room,
                                  sizeof(*found->missed));
    found->missed[found->n_missed++] = px_arena_str(arena, what);
}

/* ---- Our own JSON: its claims are taken as they are, and rest on the file besides */

static int import_claims(importing *i, px_error *err)
{
    px_claim *claims;
    size_t n;
    int rc = px_claims_file_read(i->source->bytes, i->source->name, i->arena, &claims, &n, err);

    for (size_t k = 0; rc >= 0 && k < n; k++) {
        px_evidence *all = px_arena_array(i->arena, claims[k].n_evidence + 1, sizeof(*all));

        if (claims[k].n_evidence)
            memcpy(all, claims[k].evidence, claims[k].n_evidence * sizeof(*all));
        all[claims[k].n_evidence] = *import_self(i);
        claims[k].evidence = all;
        if (claims[k].n_evidence < PX_CLAIM_EVIDENCE_MAX)
            claims[k].n_evidence++;
        import_put(i, &claims[k]);
    }
    return rc;
}

/* ---- Recognising */

static int fail_kind(const px_import_source *source, px_error *err)
{
    return px_fail(err, PX_ERR_UNSUPPORTED,
                   N_("'{path}' is no file that claims are made of: a model card, a dataset card, "
                      "Croissant, config.json, the result of 'praxis model inspect --json', of "
                      "'praxis model compute --json' or of 'praxis corpus scan -o', or an export "
                      "of claims"),
                   "path", source->name, NULL);
}

/* Weights are measured where they lie: nobody sends them. */
static int fail_weights(const px_import_source *source, px_error *err)
{
    return px_fail(err, PX_ERR_UNSUPPORTED,
                   N_("'{path}' is no text and no result of a corpus scan; weights stay where they "
                      "are: run 'praxis model inspect --hash --json FOLDER > inspection.json' "
                      "there and give inspection.json"),
                   "path", source->name, NULL);
}

/* The first bytes of a file; none of a folder. */
static int head_read(px_arena *arena, const char *path, px_str *ret_head, px_error *err)
{
    char *head = px_arena_alloc(arena, HEAD_MAX);
    PX_AUTO_CLOSE int fd = -1;
    ssize_t n;

    *ret_head = PX_STR("");
    if (px_path_is_dir(path))
        return 0;
    fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return px_fail_errno(err, errno, N_("cannot open '{path}': {reason}"), "path", path, NULL);
    n = read(fd, head, HEAD_MAX);
    if (n < 0)
        return px_fail_errno(err, errno, N_("cannot read '{path}': {reason}"), "path", path, NULL);
    *ret_head = px_str_n(head, (size_t)n);
    return 0;
}

static bool is_partial(px_str head)
{
    return px_str_starts(head, px_str_n(PX_PARTIAL_MAGIC, sizeof(PX_PARTIAL_MAGIC) - 1));
}

/* Text has no control characters but the usual ones. */
static bool is_text(px_str head)
{
    for (size_t i = 0; i < head.len; i++)
        if ((unsigned char)head.ptr[i] < ' ' && !strchr("\t\n\f\r", head.ptr[i]))
            return false;
    return head.len > 0 && !memchr(head.ptr, '\0', head.len);
}

static bool is_json(px_str head)
{
    return px_str_starts(px_str_trim(head), PX_STR("{"));
}

static bool is_markdown(const px_import_source *source)
{
    px_str name = px_str_of(source->name);

    return px_str_ends(name, PX_STR(".md")) || px_str_ends(name, PX_STR(".markdown")) ||
           px_str_starts(px_str_trim(source->bytes), PX_STR("---"));
}

static bool is_report(const json_t *root)
{
    return json_object_get(root, "troubles") && json_object_get(root, "modalities");
}

static int kind_of_json(const px_import_source *source, const json_t *root,
                        px_import_kind *ret_kind, px_error *err)
{
    static const char *const of_config[] = { "model_type", "architectures", "hidden_size",
                                             "n_embd",     "d_model",       "text_config" };
    bool config = false;

    for (size_t i = 0; i < PX_COUNT(of_config); i++)
        config |= json_object_get(root, of_config[i]) != NULL;
    if (px_claims_file_is(source->bytes))
        *ret_kind = PX_IMPORT_CLAIMS;
    else if (json_object_get(root, "@context"))
        *ret_kind = PX_IMPORT_DATASET;
    else if (json_is_array(json_object_get(root, "stages")) && json_object_get(root, "rules_of"))
        *ret_kind = PX_IMPORT_COMPUTE;
    else if (px_model_json_is(root))
        *ret_kind = PX_IMPORT_INSPECTION;
    else if (is_report(root))
        return px_fail(err, PX_ERR_UNSUPPORTED,
                       N_("'{path}' is a report on a corpus; give the partial that it was made of, "
                          "which 'praxis corpus scan -o FILE' writes"),
                       "path", source->name, NULL);
    else if (json_object_get(root, "weight_map"))
        return fail_weights(source, err);
    else if (config)
        *ret_kind = PX_IMPORT_CONFIG;
    else
        return fail_kind(source, err);
    return 0;
}

/* What the bytes are; those of JSON are parsed, and the caller owns *ret_root. */
static int recognise(const px_import_source *source, px_import_kind *ret_kind, json_t **ret_root,
                     px_error *err)
{
    bool json = is_json(source->bytes);
    int rc = 0;

    if (json && source->kind != PX_IMPORT_CORPUS)
        rc = px_json_parse(source->bytes, source->name, PX_IMPORT_MAX, ret_root, err);
    if (rc < 0 || source->kind != PX_IMPORT_KIND_COUNT) {
        *ret_kind = source->kind;
        return rc;
    }
    if (json)
        return kind_of_json(source, *ret_root, ret_kind, err);
    if (is_partial(source->bytes))
        *ret_kind = PX_IMPORT_CORPUS;
    else if (!is_text(px_str_sub(source->bytes, 0, HEAD_MAX)))
        return fail_weights(source, err);
    else if (is_markdown(source))
        *ret_kind = px_model_card_is_dataset(source->bytes) ? PX_IMPORT_DATASET : PX_IMPORT_CARD;
    else
        return fail_kind(source, err);
    return 0;
}

static int read_kind(importing *i, const json_t *root, px_error *err)
{
    switch (i->found->kind) {
    case PX_IMPORT_CARD:
        return import_card(i, err);
    case PX_IMPORT_DATASET:
        return import_dataset(i, err);
    case PX_IMPORT_INSPECTION:
        return import_inspection(i, root, err);
    case PX_IMPORT_CONFIG:
        return import_config(i, err);
    case PX_IMPORT_CORPUS:
        return import_partial(i, err);
    case PX_IMPORT_COMPUTE:
        return import_compute(i, root, err);
    case PX_IMPORT_CLAIMS:
        return import_claims(i, err);
    case PX_IMPORT_WEIGHTS:
    case PX_IMPORT_KIND_COUNT:
    default:
        return i->source->bytes.ptr ? fail_weights(i->source, err) : import_weights(i, err);
    }
}

static int read_bytes(importing *i, px_error *err)
{
    PX_AUTO_JSON json_t *root = NULL;
    int rc = recognise(i->source, &i->found->kind, &root, err);

    if (rc >= 0)
        rc = read_kind(i, root, err);
    if (rc >= 0 && !i->found->n_claims && !i->found->n_missed)
        import_miss(i->arena, i->found, PX_STR(N_("nothing that a field asks for was found")));
    return rc;
}

/* What lies at a path: text is read whole, all else by its reader. */
static int read_path(importing *i, px_error *err)
{
    px_import_source *whole = px_arena_array(i->arena, 1, sizeof(*whole));
    PX_AUTO_FREE char *text = NULL;
    px_str head;
    size_t len;
    int rc;

    *whole = *i->source;
    rc = head_read(i->arena, whole->name, &head, err);
    if (rc < 0)
        return rc;
    whole->bytes = PX_STR_NONE;
    if (is_partial(head) &&
        (whole->kind == PX_IMPORT_KIND_COUNT || whole->kind == PX_IMPORT_CORPUS))
        i->found->kind = PX_IMPORT_CORPUS;
    else if (!is_text(head) || whole->kind == PX_IMPORT_WEIGHTS ||
             px_str_ends(px_str_of(whole->name), PX_STR("index.json")))
        i->found->kind = PX_IMPORT_WEIGHTS;
    else
        rc = px_file_read(whole->name, PX_IMPORT_MAX, &text, &len, err);
    if (rc < 0)
        return rc;
    if (!text)
        return read_kind(i, NULL, err);
    whole->bytes = px_arena_str(i->arena, px_str_n(text, len));
    i->source = whole;
    return read_bytes(i, err);
}

int px_import_read(const px_import_source *source, px_arena *arena, px_import_found *ret_found,
                   px_error *err)
{
    px_import_found found = { .kind = PX_IMPORT_KIND_COUNT, .list = PX_STR("") };
    importing i = { .arena = arena,
                    .source = source,
                    .found = &found,
                    .basis = PX_BASIS_DECLARED,
                    .method = PX_STR("praxis claims import"),
                    .program = px_str_of(px_claim_program()),
                    .note = PX_STR("") };
    int rc = source->bytes.ptr ? read_bytes(&i, err) : read_path(&i, err);

    if (rc >= 0)
        *ret_found = found;
    return rc;
}

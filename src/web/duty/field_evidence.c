/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/duty/field_evidence.h"

#include "base/number.h"
#include "base/upload.h"
#include "duty/claim_evidence.h"
#include "web/duty/duty_view.h"
#include "web/duty/field_form_priv.h"

#include "base/banned.h"

enum { SCAN_MAX = 200 };
#define BYTES_MAX 9007199254740991LL

void px_field_evidence_add(px_field_form *f)
{
    px_form_field *file;

    if (f->before && f->before->n_evidence)
        field_form_add(f, "keep", PX_FORM_SEVERAL, N_("What the claim rests on so far"))->hint =
            N_("What is not ticked stays with the earlier claim in the history.");
    file = field_form_add(f, "file", PX_FORM_FILE, N_("Files that it rests on"));
    file->many = true;
    file->hint = N_("Of any kind, at most 20 MiB together. The house keeps them with their "
                    "SHA-256; only the people of the provider can get them.");
    field_form_add(f, "first", PX_FORM_TEXT, N_("First byte that says so"))->hint =
        N_("Of one file that goes along: where in it this stands, counted from 0. Leave it empty "
           "where the whole file counts.");
    field_form_add(f, "last", PX_FORM_TEXT, N_("Last byte that says so"));
    field_form_add(f, "scan", PX_FORM_TEXT, N_("Scan of a corpus"))->max = SCAN_MAX;
}

/* Named by its claim, so that a choice made on an older page is none. */
static px_str choice_of(const px_field_form *f, size_t at)
{
    return px_str_of(
        px_arena_format(f->form.request->arena, "%.*s-%zu", PX_STR_ARG(f->before->id), at));
}

void px_field_evidence_offer(px_field_form *f)
{
    size_t n = f->before ? f->before->n_evidence : 0;
    px_form_choice *choices = px_arena_array(f->form.request->arena, n + 1, sizeof(*choices));

    if (!n)
        return;
    for (size_t i = 0; i < n; i++)
        choices[i] = (px_form_choice){
            .value = choice_of(f, i),
            .title = px_duty_evidence_title(&f->before->evidence[i]),
            .note = px_duty_evidence_note(f->form.request, &f->before->evidence[i]),
        };
    px_form_offer(&f->form, "keep", choices, n);
    for (size_t i = 0; i < n; i++)
        px_form_set(&f->form, "keep", choices[i].value);
}

/* ---- Reading */

static bool is_kept(const px_form_entry *keep, px_str choice)
{
    for (size_t i = 0; i < keep->n_several; i++)
        if (px_str_eq(keep->several[i], choice))
            return true;
    return false;
}

static void keep_former(const px_field_form *f, px_claim *claim)
{
    const px_form_entry *keep;

    if (!f->before || !f->before->n_evidence)
        return;
    keep = px_form_entry_of(&f->form, "keep");
    for (size_t i = 0; i < f->before->n_evidence; i++)
        if (is_kept(keep, choice_of(f, i)))
            claim->evidence[claim->n_evidence++] = f->before->evidence[i];
}

/* The same file again is the same evidence. */
static void put(px_claim *claim, const px_evidence *e)
{
    for (size_t i = 0; i < claim->n_evidence; i++) {
        const px_evidence *other = &claim->evidence[i];

        if (e->hash.len && px_str_eq(other->hash, e->hash) && px_str_eq(other->name, e->name) &&
            other->ranged == e->ranged && other->start == e->start && other->length == e->length)
            return;
    }
    claim->evidence[claim->n_evidence++] = *e;
}

static int keep_files(const px_field_form *f, px_claim *claim, size_t *ret_count, px_error *err)
{
    const px_request *request = f->form.request;
    int rc = 0;

    *ret_count = 0;
    for (size_t i = 0; rc >= 0 && i < request->uploads.count; i++) {
        const px_upload *upload = &request->uploads.items[i];
        px_evidence file;

        if (!px_str_is(upload->field, "file"))
            continue;
        rc = px_evidence_keep_bytes(request->house, request->arena, upload->name, upload->bytes,
                                    &file, err);
        if (rc >= 0)
            put(claim, &file);
        (*ret_count)++;
    }
    return rc;
}

static int fail_range(const char *field, const char *message, px_error *err)
{
    return px_fail(err, PX_ERR_INVALID, message, "field", field, NULL);
}

/* The bytes of the one file that was sent. */
static int read_range(const px_field_form *f, px_claim *claim, size_t count, px_error *err)
{
    px_str first = px_form_text(&f->form, "first"), last = px_form_text(&f->form, "last");
    px_evidence *e;
    long long from, to;

    if (!first.len && !last.len)
        return 0;
    if (count != 1)
        return fail_range("first", N_("bytes can be told of one file that goes along"), err);
    e = &claim->evidence[claim->n_evidence - 1];
    if (px_parse_int(first, 0, BYTES_MAX, &from, NULL) < 0)
        return fail_range("first", N_("this must be a whole number, counted from 0"), err);
    if (px_parse_int(last, from, BYTES_MAX, &to, NULL) < 0 || (uint64_t)to >= e->size)
        return fail_range("last", N_("this must be a byte of the file, not before the first one"),
                          err);
    e->ranged = true;
    e->start = (uint64_t)from;
    e->length = (uint64_t)(to - from) + 1;
    return 0;
}

int px_field_evidence_read(const px_field_form *f, px_claim *claim, px_error *err)
{
    const px_request *request = f->form.request;
    size_t room = (f->before ? f->before->n_evidence : 0) + request->uploads.count + 1, count;
    px_str scan = px_form_text(&f->form, "scan");
    int rc;

    claim->evidence = px_arena_array(request->arena, room, sizeof(*claim->evidence));
    claim->n_evidence = 0;
    keep_former(f, claim);
    rc = keep_files(f, claim, &count, err);
    if (rc >= 0)
        rc = read_range(f, claim, count, err);
    if (rc >= 0 && scan.len)
        put(claim,
            &(px_evidence){ .name = PX_STR("corpus scan"), .hash = PX_STR(""), .scan = scan });
    return rc;
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/inline_splice.h"

#include "code/inline_runs.h"

#include "base/banned.h"

/* The byte at which a code point begins; past the end, SIZE_MAX. */
static size_t byte_of(px_str text, size_t point)
{
    size_t at = 0, len;

    for (size_t i = 0; i < point; i++) {
        if (at >= text.len)
            return SIZE_MAX;
        (void)px_utf8_decode(px_str_sub(text, at, text.len), &len);
        at += len;
    }
    return at;
}

/* Says to `to` that the run belongs to a link or a code span, the next one where it is another than
 * that of the run before. */
static void follow(px_inline_runs *to, const px_inline_run *run, const px_inline_run *before)
{
    if (run->link && (!before || before->link != run->link))
        px_inline_begin(to, PX_MARK_LINK);
    if (run->code && (!before || before->code != run->code))
        px_inline_begin(to, PX_MARK_CODE);
}

/* Adds what of the runs lies within these bytes of their words. */
static void add_part(px_inline_runs *to, const px_inline_runs *runs, size_t from, size_t end)
{
    const px_inline_run *before = NULL;
    size_t at = 0;

    for (size_t i = 0; i < runs->count; i++) {
        const px_inline_run *run = &runs->items[i];
        size_t gap = run->space || run->breaks ? 1 : 0;
        size_t first = at + gap, last = first + run->text.len;

        if (gap && at >= from && at < end) {
            to->space = true;
            for (unsigned k = 0; k < run->breaks; k++)
                px_inline_break(to);
        }
        if (first < end && last > from) {
            follow(to, run, before);
            before = run;
            px_inline_add(
                to, px_str_sub(run->text, PX_MAX(first, from) - first, PX_MIN(last, end) - first),
                run->marks, run->address);
        }
        at = last;
    }
}

int px_inline_splice(px_arena *arena, px_str markdown, size_t start, size_t end, px_str words,
                     px_str *ret_markdown, px_error *err)
{
    px_inline_runs old = { .arena = arena }, fresh = { .arena = arena }, out = { .arena = arena };
    px_str plain;
    size_t from, to;
    int rc = px_inline_read(&old, markdown, err);

    if (rc >= 0)
        rc = px_inline_read(&fresh, words, err);
    if (rc < 0)
        return rc;
    plain = px_inline_words(&old);
    from = byte_of(plain, start);
    to = byte_of(plain, end);
    if (start > end || from == SIZE_MAX || to == SIZE_MAX)
        return px_fail(err, PX_ERR_INVALID, N_("the words to replace are not within the text"),
                       NULL);
    add_part(&out, &old, 0, from);
    add_part(&out, &fresh, 0, SIZE_MAX);
    add_part(&out, &old, to, SIZE_MAX);
    *ret_markdown = px_inline_markdown(&out);
    return 0;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Signed notes, checkpoints and verifier keys. What is taken must come out the same when it is
 * written again, and a note that verifies must still do so under the key as it is printed.
 */
#include <stdint.h>

#include "store/note.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds)
{
    if (!holds)
        abort();
}

static void check_verifier(px_str s)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(1000);
    px_note_key key, again;

    if (px_note_verifier_parse(s, &key, NULL) < 0)
        return;
    px_note_verifier_print(&key, &text);
    demand(px_note_verifier_parse(px_builder_view(&text), &again, NULL) == 0);
    demand(memcmp(&key, &again, sizeof(key)) == 0);
}

static void check_checkpoint(px_str s)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_checkpoint head;

    if (px_checkpoint_parse(s, &head, NULL) < 0)
        return;
    px_checkpoint_print(&head, &text); /* without extension lines */
    demand(px_str_starts(s, px_builder_view(&text)));
}

static void check_note(px_str s)
{
    static const unsigned char seed[32] = { 1, 2, 3 };
    PX_AUTO_BUILDER px_builder note = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_note_key key;
    px_str text;

    demand(px_note_key_from_seed(&key, PX_STR("example.org/log"), seed, NULL) == 0);
    if (px_note_verify(s, &key, &text, NULL) == 0) {
        demand(px_str_starts(s, text) && text.len < s.len && px_str_ends(text, PX_STR("\n")));
        demand(px_note_names_key(s, &key));
    }
    /* Whatever can be signed verifies, with the same text. */
    if (px_note_sign(s, &key, &note, NULL) < 0)
        return;
    demand(s.len > 1000000 || px_note_verify(px_builder_view(&note), &key, &text, NULL) == 0);
    demand(s.len > 1000000 || px_str_eq(text, s));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    px_str s = px_str_n((const char *)data, size);

    check_verifier(s);
    check_checkpoint(s);
    check_note(s);
    return 0;
}

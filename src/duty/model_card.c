/* SPDX-License-Identifier: EUPL-1.2 */
#include "duty/model_card.h"

#include "base/json_canonical.h"
#include "base/json_read.h"
#include "duty/fact.h"
#include "duty/model_card_priv.h"

#include "base/banned.h"

enum { ITEMS_MAX = 500, MISSED_MAX = 200, MISSED_LEN = 200 };

void card_add(card_reading *r, const char *field, json_t *value, px_str where)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(64 * 1024);
    PX_AUTO_JSON json_t *owned = value;
    px_error ignored = PX_ERROR_INIT;
    px_model_card *card = r->card;
    px_card_item *item;

    if (!value || card->n_items == ITEMS_MAX)
        return;
    for (size_t i = 0; i < card->n_items; i++)
        if (strcmp(card->items[i].field, field) == 0)
            return;
    if (px_claim_value_check(px_str_of(field), value, &ignored) < 0 ||
        px_json_canonical(&text, value, &ignored) < 0)
        return;
    card->items =
        px_arena_grow(r->arena, card->items, card->n_items, &card->items_room, sizeof(*item));
    item = &card->items[card->n_items++];
    *item = (px_card_item){ .field = field,
                            .value = px_arena_str(r->arena, px_builder_view(&text)),
                            .start = (uint64_t)(where.ptr - r->text.ptr),
                            .length = where.len };
}

px_str card_cut(px_str text, size_t max)
{
    size_t end = PX_MIN(text.len, max);

    while (end > 0 && end < text.len && ((unsigned char)text.ptr[end] & 0xc0) == 0x80)
        end--;
    return px_str_sub(text, 0, end);
}

void card_miss(card_reading *r, px_str what)
{
    px_model_card *card = r->card;
    px_str words = card_plain(r->arena, card_cut(what, MISSED_LEN));

    if (!words.len || card->n_missed == MISSED_MAX)
        return;
    for (size_t i = 0; i < card->n_missed; i++)
        if (px_str_eq(card->missed[i], words))
            return;
    card->missed =
        px_arena_grow(r->arena, card->missed, card->n_missed, &card->missed_room, sizeof(px_str));
    card->missed[card->n_missed++] = words;
}

px_str card_head_of(px_str text, px_str *ret_rest)
{
    px_str rest = text, line;
    const char *first;

    *ret_rest = text;
    if (!px_str_line(&rest, &line) || !px_str_is(px_str_trim(line), "---"))
        return PX_STR("");
    first = rest.ptr;
    while (rest.ptr && px_str_line(&rest, &line))
        if (px_str_is(px_str_trim(line), "---")) {
            *ret_rest = rest.ptr ? rest : PX_STR("");
            return px_str_n(first, (size_t)(line.ptr - first));
        }
    return PX_STR("");
}

int px_model_card_read(px_str text, const char *source, px_str name, px_arena *arena,
                       px_model_card *ret_card, px_error *err)
{
    px_model_card card = { 0 };
    card_reading r = { .text = text, .name = name, .arena = arena, .card = &card };
    px_str body;
    int rc;

    if (text.len > PX_MODEL_CARD_MAX)
        return px_fail(err, PX_ERR_TOO_LARGE, N_("the card '{source}' is too large"), "source",
                       source, NULL);
    if (!px_utf8_valid(text, NULL))
        return px_fail(err, PX_ERR_MALFORMED, N_("the card '{source}' is not UTF-8"), "source",
                       source, NULL);
    rc = card_read_head(&r, source, &body, err);
    if (rc < 0)
        return rc;
    card_read_body(&r, body);
    *ret_card = card;
    return 0;
}

bool px_model_card_is_dataset(px_str text)
{
    static const px_str keys[] = { PX_STR_INIT("dataset_info:"),
                                   PX_STR_INIT("task_categories:"),
                                   PX_STR_INIT("size_categories:"),
                                   PX_STR_INIT("task_ids:"),
                                   PX_STR_INIT("annotations_creators:"),
                                   PX_STR_INIT("source_datasets:"),
                                   PX_STR_INIT("configs:") };
    px_str rest, head = card_head_of(text, &rest), line;

    while (head.len && px_str_line(&head, &line))
        for (size_t i = 0; i < PX_COUNT(keys); i++)
            if (px_str_starts(line, keys[i]))
                return true;
    return false;
}

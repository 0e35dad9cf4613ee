/* SPDX-License-Identifier: EUPL-1.2 */
/* Agendas of meetings: what is read prints to the same when it is read again. */
#include <stdint.h>
#include <stdlib.h>

#include "drafting/process/meeting_paper.h"

#include "base/banned.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_error err = PX_ERROR_INIT;
    px_agenda agenda, again;
    px_str text;

    if (px_agenda_parse(arena, px_str_n((const char *)data, size), &agenda, &err) < 0)
        return 0;
    text = px_agenda_print(arena, &agenda);
    for (size_t i = 0; i < agenda.count; i++)
        if (!agenda.items[i].title.len || !px_utf8_valid(agenda.items[i].title, NULL))
            abort();
    /* A title may itself begin like a mark of a list; then it is read without it. */
    if (px_agenda_parse(arena, text, &again, &err) < 0 || again.count > agenda.count)
        abort();
    return 0;
}

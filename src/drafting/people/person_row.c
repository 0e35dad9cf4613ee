/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/people/person_row.h"

#include "code/normal.h"
#include "store/search_word.h"

#include "base/banned.h"

static px_time time_or_none(int64_t value)
{
    return value ? value : PX_TIME_NONE;
}

void person_row_read(px_query *query, px_arena *arena, px_person *ret_person)
{
    ret_person->row = px_query_next_int(query);
    ret_person->id = px_query_next_text(query, arena);
    ret_person->name = px_query_next_text(query, arena);
    ret_person->mail = px_query_next_text(query, arena);
    ret_person->organisation = px_query_next_int(query);
    ret_person->organisation_name = px_query_next_text(query, arena);
    ret_person->category = px_query_next_text(query, arena);
    ret_person->country = px_query_next_text(query, arena);
    ret_person->language = px_query_next_text(query, arena);
    ret_person->zone = px_query_next_text(query, arena);
    ret_person->display = px_query_next_text(query, arena);
    ret_person->digest = px_query_next_text(query, arena);
    ret_person->state = px_query_next_text(query, arena);
    ret_person->generated = px_query_next_int(query) != 0;
    ret_person->standing = (int)px_query_next_int(query);
    ret_person->created = px_query_next_int(query);
    ret_person->seen = time_or_none(px_query_next_int(query));
    ret_person->retain_until = time_or_none(px_query_next_int(query));
}

px_str person_sort_key(px_arena *arena, px_str name)
{
    PX_AUTO_BUILDER px_builder key = PX_BUILDER_INIT(8 * (size_t)PX_PERSON_NAME_MAX);
    PX_AUTO_WORDS px_words *words = px_words_new(NULL);
    px_str word;

    while (px_words_next(words, &name, &word)) {
        if (key.len > 0)
            px_builder_char(&key, ' ');
        px_builder_str(&key, px_words_fold(words, word));
    }
    return px_arena_str(arena, px_builder_view(&key));
}

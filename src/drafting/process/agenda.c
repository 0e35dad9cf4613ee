/* SPDX-License-Identifier: EUPL-1.2 */
/* The agenda of a meeting: as text, one item a line, and as rows. */
#include "base/ascii.h"
#include "base/random.h"
#include "code/language_code.h"
#include "drafting/process/meeting_priv.h"

#include "base/banned.h"

/* ---- As text */

/* Without the mark of a list at the head: "- ", "* ", "1. ", "1) ". */
static px_str without_mark(px_str line)
{
    size_t digits = 0;

    if (line.len > 2 && strchr("-*+", line.ptr[0]) && line.ptr[1] == ' ')
        return px_str_trim(px_str_sub(line, 2, line.len));
    while (digits < line.len && digits < 4 && px_is_digit(line.ptr[digits]))
        digits++;
    if (digits && digits + 2 < line.len && strchr(".)", line.ptr[digits]) &&
        line.ptr[digits + 1] == ' ')
        return px_str_trim(px_str_sub(line, digits + 2, line.len));
    return line;
}

/* Cuts "#k3v7q0m2a9" off the end, where it stands by itself. */
static px_str cut_id(px_str *line)
{
    size_t len = PX_LASTING_ID_LEN;
    px_str id;

    if (line->len < len + 2)
        return PX_STR("");
    id = px_str_sub(*line, line->len - len, line->len);
    if (line->ptr[line->len - len - 1] != '#' || line->ptr[line->len - len - 2] != ' ')
        return PX_STR("");
    for (size_t i = 0; i < id.len; i++)
        if (!(px_is_lower(id.ptr[i]) || px_is_digit(id.ptr[i])))
            return PX_STR("");
    *line = px_str_trim(px_str_sub(*line, 0, line->len - len - 1));
    return id;
}

static int fail_line(px_arena *arena, size_t number, const char *message, px_error *err)
{
    return px_fail(err, PX_ERR_INVALID, message, "line", px_arena_format(arena, "%zu", number),
                   "max", px_arena_format(arena, "%d", PX_MEETING_LINE_MAX), NULL);
}

static int check_line(px_arena *arena, px_str line, size_t number, px_error *err)
{
    if (line.len > PX_MEETING_LINE_MAX)
        return fail_line(arena, number,
                         N_("line {line} of the agenda is longer than {max} characters; say it "
                            "shorter"),
                         err);
    if (px_str_has_control(line))
        return fail_line(arena, number,
                         N_("line {line} of the agenda has characters that are no text"), err);
    return 0;
}

int px_agenda_parse(px_arena *arena, px_str text, px_agenda *ret_agenda, px_error *err)
{
    px_agenda agenda = { 0 };
    size_t room = 0, number = 0;
    px_str rest = text, line;

    if (text.len > PX_AGENDA_TEXT_MAX)
        return px_fail(err, PX_ERR_TOO_LARGE, N_("the text is larger than {max} KiB; shorten it"),
                       "max", "64", NULL);
    if (text.len && !px_utf8_valid(text, NULL))
        return px_fail(err, PX_ERR_INVALID, N_("the text is not UTF-8"), NULL);
    while (text.len && px_str_line(&rest, &line)) {
        px_agenda_item item = { 0 };
        int rc;

        number++;
        line = without_mark(px_str_trim(line));
        if (!line.len)
            continue;
        rc = check_line(arena, line, number, err);
        if (rc < 0)
            return rc;
        if (agenda.count == PX_AGENDA_ITEMS_MAX)
            return px_fail(err, PX_ERR_TOO_LARGE, N_("an agenda has at most {max} items"), "max",
                           "100", NULL);
        item.lasting_id = px_arena_str(arena, cut_id(&line));
        item.title = px_arena_str(arena, line);
        agenda.items = px_arena_grow(arena, agenda.items, agenda.count, &room, sizeof(item));
        agenda.items[agenda.count++] = item;
    }
    *ret_agenda = agenda;
    return 0;
}

px_str px_agenda_print(px_arena *arena, const px_agenda *agenda)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1024 * 1024);

    for (size_t i = 0; agenda && i < agenda->count; i++) {
        px_builder_str(&out, agenda->items[i].title);
        if (agenda->items[i].lasting_id.len)
            px_builder_format(&out, " #%.*s", PX_STR_ARG(agenda->items[i].lasting_id));
        px_builder_char(&out, '\n');
    }
    return px_arena_str(arena, px_builder_view(&out));
}

/* ---- As rows */

/* The agenda in exactly that language as text, "" for none. */
static px_str present_text(px_arena *arena, const px_meeting_papers *papers, px_str language)
{
    const px_agenda *agenda = px_meeting_papers_agenda(papers, language);

    if (!agenda || !px_str_eq(agenda->language, language))
        return PX_STR("");
    return px_agenda_print(arena, agenda);
}

static int agenda_clear(px_db *db, const px_meeting *meeting, px_str language, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        db, "DELETE FROM agenda_item WHERE meeting = ? AND record = 0 AND language = ?", &query,
        err);

    if (rc < 0)
        return rc;
    px_query_int(&query, meeting->row);
    px_query_str(&query, language);
    return px_query_run(&query, err);
}

static int agenda_insert(px_db *db, const px_meeting *meeting, px_str language,
                         const px_agenda *agenda, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "INSERT INTO agenda_item (meeting, record, language, position, title, "
                            "lasting_id) VALUES (?, 0, ?, ?, ?, ?)",
                            &query, err);

    for (size_t i = 0; rc >= 0 && i < agenda->count; i++) {
        px_query_int(&query, meeting->row);
        px_query_str(&query, language);
        px_query_int(&query, (int64_t)i + 1);
        px_query_str(&query, agenda->items[i].title);
        px_query_str(&query, agenda->items[i].lasting_id);
        rc = px_query_run(&query, err);
        px_query_again(&query);
    }
    return rc;
}

int px_agenda_write_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    const px_meeting_write *write = arg;
    px_meeting_papers papers;
    px_meeting meeting;
    px_agenda agenda = { 0 };
    int rc = px_language_tag_check(write->language, err);

    if (rc >= 0)
        rc = px_meeting_open(db, arena, write->meeting, &meeting, err);
    if (rc >= 0)
        rc = px_agenda_parse(arena, write->text, &agenda, err);
    if (rc >= 0)
        rc = px_meeting_papers_read(db, arena, &meeting, 0, &papers, err);
    if (rc >= 0)
        rc = px_meeting_made_from(present_text(arena, &papers, write->language), write, err);
    for (size_t i = 0; rc >= 0 && i < agenda.count; i++)
        if (agenda.items[i].lasting_id.len)
            rc = px_meeting_provision_check(db, arena, &meeting, agenda.items[i].lasting_id, err);
    if (rc >= 0)
        rc = agenda_clear(db, &meeting, write->language, err);
    if (rc >= 0)
        rc = agenda_insert(db, &meeting, write->language, &agenda, err);
    if (rc < 0)
        return rc;
    return px_meeting_prepared(db, arena, &meeting, "agenda", px_agenda_print(arena, &agenda),
                               write->author, err);
}

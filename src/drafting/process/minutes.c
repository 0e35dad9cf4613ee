/* SPDX-License-Identifier: EUPL-1.2 */
/* Minutes as they are written: Markdown whose links lead to provisions of the code or to pages. */
#include "code/language_code.h"
#include "code/markdown/markdown.h"
#include "drafting/process/meeting_priv.h"

#include "base/banned.h"

enum { MINUTES_LINKS_MAX = 500 };

typedef struct link_check {
    px_db *db;
    px_arena *arena;
    const px_meeting *meeting;
    size_t n_links;
} link_check;

static int check_one_link(void *arg, px_str address, px_error *err)
{
    link_check *check = arg;
    char excerpt[PX_EXCERPT_SIZE];

    if (++check->n_links > MINUTES_LINKS_MAX)
        return px_fail(err, PX_ERR_TOO_LARGE, N_("minutes have at most {max} links"), "max", "500",
                       NULL);
    if (!px_link_allowed(address))
        return px_fail(err, PX_ERR_INVALID,
                       N_("the minutes have a link to '{address}'; links lead to https, http or "
                          "mailto addresses, or to a provision as '#' and its lasting id"),
                       "address", px_str_excerpt(address, excerpt), NULL);
    if (address.ptr[0] != '#')
        return 0;
    return px_meeting_provision_check(check->db, check->arena, check->meeting,
                                      px_str_sub(address, 1, address.len), err);
}

static int minutes_check(px_db *db, px_arena *arena, const px_meeting *meeting, px_str text,
                         px_error *err)
{
    link_check check = { .db = db, .arena = arena, .meeting = meeting };

    if (text.len > PX_MINUTES_MAX)
        return px_fail(err, PX_ERR_TOO_LARGE, N_("the text is larger than {max} KiB; shorten it"),
                       "max", "200", NULL);
    return px_markdown_document_links(text, check_one_link, &check, err);
}

int px_meeting_made_from(px_str present, const px_meeting_write *write, px_error *err)
{
    char digest[PX_DIGEST_HEX];

    px_meeting_digest(present, digest);
    if (px_str_is(write->made_from, digest))
        return 0;
    return px_fail(
        err, PX_ERR_CONFLICT,
        N_("somebody has changed this text since you began; compare both and save again"), NULL);
}

static int minutes_clear(px_db *db, const px_meeting *meeting, px_str language, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        db, "DELETE FROM minutes WHERE meeting = ? AND record = 0 AND language = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, meeting->row);
    px_query_str(&query, language);
    return px_query_run(&query, err);
}

static int minutes_insert(px_db *db, const px_meeting *meeting, const px_meeting_write *write,
                          px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "INSERT INTO minutes (meeting, record, language, text, changed) "
                            "VALUES (?, 0, ?, ?, ?)",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, meeting->row);
    px_query_str(&query, write->language);
    px_query_str(&query, write->text);
    px_query_int(&query, px_now());
    return px_query_run(&query, err);
}

int px_minutes_write_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    const px_meeting_write *write = arg;
    const px_minutes *minutes;
    px_meeting_papers papers;
    px_meeting meeting;
    px_str present = PX_STR("");
    int rc = px_language_tag_check(write->language, err);

    if (rc >= 0)
        rc = px_meeting_open(db, arena, write->meeting, &meeting, err);
    if (rc >= 0)
        rc = px_meeting_papers_read(db, arena, &meeting, 0, &papers, err);
    if (rc < 0)
        return rc;
    minutes = px_meeting_papers_minutes(&papers, write->language);
    if (minutes && px_str_eq(minutes->language, write->language))
        present = minutes->text;
    rc = px_meeting_made_from(present, write, err);
    if (rc >= 0)
        rc = minutes_check(db, arena, &meeting, write->text, err);
    if (rc >= 0)
        rc = minutes_clear(db, &meeting, write->language, err);
    if (rc >= 0 && px_str_trim(write->text).len)
        rc = minutes_insert(db, &meeting, write, err);
    if (rc < 0)
        return rc;
    return px_meeting_prepared(db, arena, &meeting, "minutes", write->text, write->author, err);
}

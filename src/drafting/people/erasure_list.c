/* SPDX-License-Identifier: EUPL-1.2 */
/* The list of what was erased, which outlives the database: writing it, and erasing by it again. */
#include "base/file.h"
#include "base/number.h"
#include "base/random.h"
#include "drafting/comment/comment_erasure.h"
#include "drafting/people/erasure.h"
#include "store/scrub.h"

#include "base/banned.h"

int px_erasure_list_next(px_str *rest, px_str *ret_id, px_time *ret_time, px_error *err)
{
    px_str line, id;
    long long time;

    if (!px_str_line(rest, &line))
        return 0;
    if (!px_str_split(&line, ' ', &id) || !px_id_is_public(id) || !line.ptr ||
        px_parse_int(line, 0, INT64_MAX, &time, NULL) < 0)
        return px_fail(err, PX_ERR_MALFORMED, N_("this is not a list of what was erased"), NULL);
    *ret_id = id;
    *ret_time = time;
    return 1;
}

/* ---- The list of the house */

static char *list_path(const px_house *house)
{
    return px_path_join(px_house_path(house), PX_HOUSE_ERASED);
}

/* The list as it stands; empty where there is none. The caller frees. */
static int list_read(const px_house *house, char **ret_text, size_t *ret_len, px_error *err)
{
    PX_AUTO_FREE char *path = list_path(house);

    if (px_path_exists(path))
        return px_file_read(path, PX_ERASURE_LIST_MAX, ret_text, ret_len, err);
    *ret_text = px_strdup("");
    *ret_len = 0;
    return 0;
}

/* Appends what the database names and the list does not have yet; true where there was something.
 */
static int list_add(px_db *db, px_str have, px_builder *out, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    size_t before = out->len;
    int rc = px_query_start(db, "SELECT public_id, time FROM erasure ORDER BY id", &query, err);

    while (rc >= 0 && (rc = px_query_step(&query, err)) > 0) {
        px_str id = px_query_next_str(&query);

        if (px_str_find(have, id) < have.len)
            continue;
        px_builder_format(out, "%.*s %lld\n", PX_STR_ARG(id), (long long)px_query_next_int(&query));
    }
    return rc < 0 ? rc : out->len > before;
}

static int list_write(const px_house *house, px_db *db, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_ERASURE_LIST_MAX);
    PX_AUTO_FREE char *path = list_path(house), *text = NULL;
    size_t len;
    int rc = list_read(house, &text, &len, err);

    if (rc < 0)
        return rc;
    px_builder_str(&out, px_str_n(text, len));
    rc = list_add(db, px_str_n(text, len), &out, err);
    if (rc <= 0)
        return rc;
    rc = px_builder_check(&out, err);
    return rc < 0 ? rc : px_file_write(path, px_builder_view(&out), 0600, err);
}

int px_erasure_finish(px_house *house, px_db *db, px_error *err)
{
    int rc = list_write(house, db, err);

    if (rc >= 0)
        rc = px_comment_index_scrub(house, err);
    return rc < 0 ? rc : px_house_scrub(house, err);
}

int px_erasure_job(const px_job_work *work, px_error *err)
{
    return px_erasure_finish(work->house, work->db, err);
}

/* ---- Erasing again */

typedef struct replay {
    px_str list;
    size_t ret_erased;
} replay;

/* An application, or a comment that was withdrawn. */
static int replay_other(px_db *db, px_arena *arena, px_str id, px_error *err)
{
    px_error none = PX_ERROR_INIT;
    int rc = px_erase_application(db, arena, id, "operator", &none);

    if (rc == -(int)PX_ERR_NOT_FOUND)
        return px_comment_erase_again(db, id, err);
    if (rc < 0)
        *err = none;
    return rc;
}

/* What is not in this house, or erased in it, is passed over. */
static int replay_one(px_db *db, px_str id, bool *ret_erased, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_error none = PX_ERROR_INIT;
    px_person person;
    int rc = px_person_find(db, arena, id, &person, &none);

    *ret_erased = false;
    if (rc == -(int)PX_ERR_NOT_FOUND)
        rc = replay_other(db, arena, id, &none);
    else if (rc >= 0 && px_str_is(person.state, "erased"))
        return 0;
    else if (rc >= 0)
        rc = px_erasure_again(db, arena, &person, &none);
    if (rc == -(int)PX_ERR_NOT_FOUND || rc == -(int)PX_ERR_CONFLICT)
        return 0;
    if (rc < 0) {
        *err = none;
        return rc;
    }
    *ret_erased = true;
    return 0;
}

static int replay_deed(px_db *db, void *arg, px_error *err)
{
    replay *r = arg;
    px_str rest = r->list, id;
    px_time time;
    int rc;

    r->ret_erased = 0;
    while ((rc = px_erasure_list_next(&rest, &id, &time, err)) > 0) {
        bool erased = false;

        rc = replay_one(db, id, &erased, err);
        if (rc < 0)
            return rc;
        r->ret_erased += erased;
    }
    return rc;
}

int px_erasure_replay(px_house *house, px_str list, size_t *ret_erased, px_error *err)
{
    PX_AUTO_DB px_db *db = NULL;
    replay r = { .list = list };
    int rc = px_house_write(house, replay_deed, &r, err);

    if (rc >= 0)
        rc = px_house_reader(house, &db, err);
    if (rc >= 0)
        rc = px_erasure_finish(house, db, err);
    if (rc >= 0 && ret_erased)
        *ret_erased = r.ret_erased;
    return rc;
}

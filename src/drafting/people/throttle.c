/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/people/throttle.h"

#include <sodium.h>

#include "base/banned.h"

#define MINUTE ((px_time)60 * 1000)

/* How often in how long. A network may be a whole institution, or a hall with all who take part. */
static const struct {
    int64_t limit;
    px_time window;
} kinds[PX_THROTTLE_KIND_COUNT] = {
    [PX_THROTTLE_ACCOUNT] = { 10, 15 * MINUTE },   [PX_THROTTLE_SOURCE] = { 300, 15 * MINUTE },
    [PX_THROTTLE_DEVICE] = { 10, 15 * MINUTE },    [PX_THROTTLE_SECOND] = { 10, 15 * MINUTE },
    [PX_THROTTLE_LINK] = { 5, 60 * MINUTE },       [PX_THROTTLE_ASKING] = { 300, 60 * MINUTE },
    [PX_THROTTLE_APPLYING] = { 300, 60 * MINUTE }, [PX_THROTTLE_CHECKING] = { 60, 15 * MINUTE },
};

px_throttle px_throttle_of(const unsigned char *secret, px_throttle_kind kind, px_str what,
                           px_str from)
{
    static const char purpose[] = "praxis/throttle/1"; /* with its NUL */
    unsigned char head[2] = { (unsigned char)kind, 0 };
    crypto_auth_hmacsha256_state state;
    px_throttle throttle = { .kind = kind };
    uint64_t len = what.len;

    (void)crypto_auth_hmacsha256_init(&state, secret, 32);
    (void)crypto_auth_hmacsha256_update(&state, (const unsigned char *)purpose, sizeof(purpose));
    (void)crypto_auth_hmacsha256_update(&state, head, sizeof(head));
    (void)crypto_auth_hmacsha256_update(&state, (const unsigned char *)&len, sizeof(len));
    (void)crypto_auth_hmacsha256_update(&state, (const unsigned char *)what.ptr, what.len);
    (void)crypto_auth_hmacsha256_update(&state, (const unsigned char *)from.ptr, from.len);
    (void)crypto_auth_hmacsha256_final(&state, throttle.key);
    sodium_memzero(&state, sizeof(state));
    return throttle;
}

int px_throttle_count(px_db *db, const px_throttle *throttle, px_time now, bool *ret_over,
                      px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        db,
        "INSERT INTO throttle (key, window_start, count) VALUES (?1, ?2, 1)"
        " ON CONFLICT (key) DO UPDATE SET"
        " count = CASE WHEN window_start > ?2 - ?3 THEN min(count + 1, ?4 + 1) ELSE 1 END,"
        " window_start = CASE WHEN window_start > ?2 - ?3 THEN window_start ELSE ?2 END"
        " RETURNING count > ?4",
        &query, err);

    if (rc < 0)
        return rc;
    px_query_blob(&query, throttle->key, sizeof(throttle->key));
    px_query_int(&query, now);
    px_query_int(&query, kinds[throttle->kind].window);
    px_query_int(&query, kinds[throttle->kind].limit);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    *ret_over = px_query_next_int(&query) != 0;
    return px_query_run(&query, err);
}

static int throttle_write(px_db *db, const char *sql, const px_throttle *throttle, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, sql, &query, err);

    if (rc < 0)
        return rc;
    px_query_blob(&query, throttle->key, sizeof(throttle->key));
    return px_query_run(&query, err);
}

typedef struct passing {
    const px_throttle *throttle;
    px_time now;
    bool over;
} passing;

static int pass_deed(px_db *db, void *arg, px_error *err)
{
    passing *p = arg;

    return px_throttle_count(db, p->throttle, p->now, &p->over, err);
}

int px_throttle_pass(px_house *house, const px_throttle *throttle, px_time now, bool *ret_over,
                     px_error *err)
{
    passing p = { .throttle = throttle, .now = now };
    int rc = px_house_write(house, pass_deed, &p, err);

    *ret_over = p.over;
    return rc;
}

int px_throttle_undo(px_db *db, const px_throttle *throttle, px_error *err)
{
    return throttle_write(db, "UPDATE throttle SET count = max(count - 1, 0) WHERE key = ?",
                          throttle, err);
}

int px_throttle_forget(px_db *db, const px_throttle *throttle, px_error *err)
{
    return throttle_write(db, "DELETE FROM throttle WHERE key = ?", throttle, err);
}

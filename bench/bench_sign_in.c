/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Signing in by password, from the try to the session on disk, by as many threads as the server has
 * for it, against argon2id alone with the same parameters on the same threads, by turns.
 *
 * PX_BENCH_SIGN_INS sets how many there are (1,000; half a second of a processor each).
 */
#include <pthread.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"

#include "base/file.h"
#include "base/number.h"
#include "drafting/people/credential.h"
#include "drafting/people/person.h"
#include "drafting/people/sign_in.h"

#include "base/banned.h"

enum { THREADS = 2, ROUNDS = 10 };

static const char password[] = "otter lantern quiet";

typedef struct turn {
    px_house *house;
    const char *hash;
    int count;
    bool bare;
} turn;

static int add_person(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_person person = { .name = PX_STR("Anna"), .mail = PX_STR("anna@example.eu") };
    int rc = px_person_add(db, arena, &person, err);

    return rc < 0 ? rc : px_credential_set_password(db, person.row, px_str_of(arg), err);
}

static void sign_in_once(const turn *t, px_db *db)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_password_try attempt = { .mail = PX_STR("anna@example.eu"),
                                .password = px_str_of(password),
                                .source = PX_STR("192.0.2.0/24"),
                                .device = PX_STR(""),
                                .now = px_now() };
    char token[PX_TOKEN_LEN + 1];
    px_password_proof proof;
    px_sign_in in = { .proof = px_password_prove,
                      .arg = &proof,
                      .way = PX_SIGN_IN_PASSWORD,
                      .token = { token, PX_TOKEN_LEN },
                      .now = attempt.now };
    px_error err = PX_ERROR_INIT;

    px_token_make(token);
    px_bench_demand(px_password_try_it(t->house, db, arena, &attempt, &proof, &err), &err);
    px_bench_demand(px_house_write(t->house, px_sign_in_write, &in, &err), &err);
}

static void *turn_run(void *arg)
{
    const turn *t = arg;
    PX_AUTO_DB px_db *db = NULL;
    px_error err = PX_ERROR_INIT;

    px_bench_demand(px_house_reader(t->house, &db, &err), &err);
    for (int i = 0; i < t->count; i++) {
        if (!t->bare)
            sign_in_once(t, db);
        else if (crypto_pwhash_str_verify(t->hash, password, strlen(password)) != 0)
            exit(1);
    }
    return NULL;
}

static double turn_time(turn *t)
{
    pthread_t threads[THREADS];
    double start = px_bench_now();

    for (int i = 0; i < THREADS; i++)
        if (pthread_create(&threads[i], NULL, turn_run, t) != 0)
            exit(1);
    for (int i = 0; i < THREADS; i++)
        (void)pthread_join(threads[i], NULL);
    return px_bench_now() - start;
}

int main(void)
{
    long long count = 1000;
    int each;
    char directory[] = "/tmp/bench-sign-in-XXXXXX", hash[PX_PASSWORD_HASH_SIZE];
    PX_AUTO_FREE char *path = NULL;
    px_error err = PX_ERROR_INIT;
    px_house *house = NULL;
    double ours = 0, bare = 0;
    px_bench line;
    bool good;

    if (getenv("PX_BENCH_SIGN_INS"))
        px_bench_demand(
            px_parse_int(px_str_of(getenv("PX_BENCH_SIGN_INS")), 1, 1000000, &count, &err), &err);
    each = (int)PX_MAX(count / ROUNDS / THREADS, 1);
    if (!mkdtemp(directory))
        return 1;
    path = px_path_join(directory, "house");
    px_bench_demand(px_house_init(path, NULL, &err), &err);
    px_bench_demand(px_house_open(path, PX_HOUSE_WRITE, &house, &err), &err);
    px_bench_demand(px_password_hash(px_str_of(password), hash, &err), &err);
    px_bench_demand(px_house_write(house, add_person, hash, &err), &err);
    px_bench_demand(px_house_start_writer(house, 0, &err), &err);
    for (int round = 0; round < ROUNDS; round++) {
        turn sign_in = { house, hash, each, false }, alone = { house, hash, each, true };

        ours += turn_time(&sign_in);
        bare += turn_time(&alone);
    }
    line = (px_bench){ .work = "signing in by password, to the session on disk",
                       .unit = "sign-ins/s",
                       .figure = ROUNDS * THREADS * each / ours,
                       .rival = "argon2id alone",
                       .limit = ROUNDS * THREADS * each / bare,
                       .goal = 0.95 };
    good = px_bench_line(&line);
    px_house_close(house);
    return good ? 0 : 1;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* The codes that an archive is about, their drafts, and which of them a text is about. */
#include "base/ascii.h"
#include "code/version_source.h"
#include "drafting/comment/archive_import.h"
#include "store/blob.h"

#include "base/banned.h"

enum {
    SOURCE_MAX = 16 * 1024 * 1024,
    STEM_MIN = 5, /* letters of a name that longer words may begin with */
    WORDS_MAX = 64,
    /* What speaks for a code: the more certain one outweighs all that is less so. */
    WEIGHT_LABEL = 10000,
    WEIGHT_QUOTE = 100,
    WEIGHT_TITLE = 10,
    WEIGHT_TEXT = 1,
};

/* ---- Names */

static bool next_word(px_str *rest, px_str *ret_word)
{
    size_t from = 0, to;

    while (from < rest->len && !px_is_letter(rest->ptr[from]))
        from++;
    to = from;
    while (to < rest->len && px_is_letter(rest->ptr[to]))
        to++;
    *ret_word = px_str_sub(*rest, from, to);
    *rest = px_str_sub(*rest, to, rest->len);
    return ret_word->len > 0;
}

static void add_words(px_arena *arena, px_archive_code *code, px_str text)
{
    px_str rest = text, word;

    while (next_word(&rest, &word))
        if (code->n_words < WORDS_MAX)
            code->words[code->n_words++] = px_arena_lower(arena, word);
}

static bool has_word(const px_archive_code *code, px_str word)
{
    for (size_t i = 0; i < code->n_words; i++)
        if (px_str_eq(code->words[i], word))
            return true;
    return false;
}

static void keep_own(px_archive_codes *codes, const px_archive_codes *all, size_t c)
{
    px_archive_code *code = &codes->items[c];
    size_t kept = 0;

    for (size_t i = 0; i < all->items[c].n_words; i++) {
        bool shared = false;

        for (size_t o = 0; o < all->count; o++)
            shared = shared || (o != c && has_word(&all->items[o], all->items[c].words[i]));
        if (!shared)
            code->words[kept++] = all->items[c].words[i];
    }
    code->n_words = kept;
}

/* Words of ids that tell the codes apart; titles have too many that say nothing. */
static void name_codes(px_arena *arena, px_archive_codes *codes)
{
    px_archive_codes all = *codes;

    all.items = px_arena_array(arena, codes->count, sizeof(*all.items));
    for (size_t i = 0; i < codes->count; i++) {
        all.items[i] = codes->items[i];
        all.items[i].words = px_arena_array(arena, WORDS_MAX, sizeof(px_str));
        add_words(arena, &all.items[i], codes->items[i].code.id);
        codes->items[i].words = px_arena_array(arena, WORDS_MAX, sizeof(px_str));
    }
    for (size_t i = 0; i < codes->count; i++)
        keep_own(codes, &all, i);
}

/* How many words of a text name the code. */
static size_t named(px_arena *arena, const px_archive_code *code, px_str text)
{
    px_str rest = px_arena_lower(arena, text), word;
    size_t count = 0;

    while (next_word(&rest, &word)) {
        bool names = false;

        for (size_t i = 0; !names && i < code->n_words; i++)
            names = px_str_eq(word, code->words[i]) ||
                    (code->words[i].len >= STEM_MIN && px_str_starts(word, code->words[i]));
        count += names;
    }
    return count;
}

/* ---- Drafts */

static int fail_date(px_str entry, px_error *err)
{
    char excerpt[PX_EXCERPT_SIZE];

    return px_fail(err, PX_ERR_INVALID,
                   N_("'{entry}' is no date of a version; write code/label=2025-04-28"), "entry",
                   px_str_excerpt(entry, excerpt), NULL);
}

/* The date that is given for a version, where there is one. */
static int given_date(const px_archive_code *code, px_str label, px_str dates, px_time *time,
                      px_error *err)
{
    px_error ignored = PX_ERROR_INIT;
    px_str entry;

    while (px_str_split(&dates, ',', &entry)) {
        size_t slash = px_str_find_char(entry, '/'), equals = px_str_find_char(entry, '=');
        px_civil day;

        if (!px_str_trim(entry).len)
            continue;
        if (slash > equals || equals == entry.len ||
            px_date_parse(px_str_sub(entry, equals + 1, entry.len), &day, &ignored) < 0)
            return fail_date(entry, err);
        if (px_str_eq(px_str_trim(px_str_sub(entry, 0, slash)), code->code.id) &&
            px_str_eq(px_str_sub(entry, slash + 1, equals), label))
            *time = px_civil_to_utc(&day);
    }
    return 0;
}

/* The Markdown that the version was read from; empty where it came in another form. */
static int read_source(px_house *house, px_db *db, px_arena *arena, const px_version *version,
                       px_str language, px_str *ret_source, px_error *err)
{
    PX_AUTO_FREE char *data = NULL;
    px_version_source source;
    size_t len = 0;
    int rc = px_version_source_find(db, arena, version, language, &source, err);

    *ret_source = PX_STR_NONE;
    if (rc == -PX_ERR_NOT_FOUND)
        return 0;
    if (rc < 0 || (source.format.len && !px_str_is(source.format, "markdown")))
        return rc;
    rc = px_blob_get(house, source.hash, SOURCE_MAX, &data, &len, err);
    if (rc >= 0 && px_utf8_valid(px_str_n(data, len), NULL))
        *ret_source = px_arena_str(arena, px_str_n(data, len));
    return rc;
}

static int load_draft(px_house *house, px_db *db, px_arena *arena, const px_archive_code *code,
                      const px_version *version, px_str dates, px_archive_draft *ret_draft,
                      px_error *err)
{
    px_str source = PX_STR_NONE;
    px_text text;
    int rc = px_version_text(db, arena, version, PX_STR_NONE, &text, err);

    if (rc >= 0)
        rc = read_source(house, db, arena, version, text.language, &source, err);
    if (rc >= 0)
        rc = px_archive_draft_make(arena, version, &text, source, ret_draft, err);
    return rc < 0 ? rc : given_date(code, version->label, dates, &ret_draft->date, err);
}

static int load_code(px_house *house, px_db *db, px_arena *arena, px_str id, px_str dates,
                     px_archive_code *code, px_error *err)
{
    px_version *versions;
    size_t count;
    int rc = px_code_find(db, arena, id, PX_STR_NONE, &code->code, err);

    if (rc >= 0)
        rc = px_version_list(db, arena, &code->code, PX_STR_NONE, true, &versions, &count, err);
    if (rc < 0)
        return rc;
    if (!count)
        return px_fail(err, PX_ERR_NOT_FOUND,
                       N_("the code '{code}' has no published version that comments could stand "
                          "on"),
                       "code", code->code.id.ptr, NULL);
    code->drafts = px_arena_array(arena, count, sizeof(*code->drafts));
    for (size_t i = 0; rc >= 0 && i < count; i++)
        rc = load_draft(house, db, arena, code, &versions[count - 1 - i], dates,
                        &code->drafts[code->n_drafts++], err);
    return rc;
}

int px_archive_codes_load(px_house *house, px_db *db, px_arena *arena, const px_str *ids,
                          size_t n_ids, px_str dates, px_archive_codes *ret_codes, px_error *err)
{
    px_archive_codes codes = { px_arena_array(arena, PX_MAX(n_ids, 1), sizeof(*codes.items)),
                               n_ids };

    for (size_t i = 0; i < n_ids; i++) {
        int rc = load_code(house, db, arena, ids[i], dates, &codes.items[i], err);

        if (rc < 0)
            return rc;
    }
    name_codes(arena, &codes);
    *ret_codes = codes;
    return 0;
}

const px_archive_draft *px_archive_draft_at(const px_archive_code *code, px_time time)
{
    const px_archive_draft *found = &code->drafts[0];

    for (size_t i = 0; i < code->n_drafts; i++)
        if (code->drafts[i].date <= time)
            found = &code->drafts[i];
    return found;
}

const px_archive_draft *px_archive_draft_after(const px_archive_code *code, px_time time)
{
    for (size_t i = 0; i < code->n_drafts; i++)
        if (code->drafts[i].date >= time)
            return &code->drafts[i];
    return NULL;
}

/* ---- Which code */

/* What the words themselves say for a draft: quotes and proposals that are found in it. */
static bool evidence(px_arena *arena, const px_archive_draft *draft, const px_archive_words *words)
{
    px_archive_found found;

    px_archive_place(arena, draft, PX_STR_NONE, words, &found);
    return found.by == PX_ARCHIVE_BY_SUGGESTION || found.by == PX_ARCHIVE_BY_QUOTE;
}

size_t px_archive_code_of(px_arena *arena, const px_archive_codes *codes, px_str labels,
                          px_str title, const px_archive_words *words, size_t n_words,
                          px_time draft_time)
{
    size_t best = 0, best_weight = 0;

    for (size_t c = 0; c < codes->count; c++) {
        const px_archive_code *code = &codes->items[c];
        const px_archive_draft *draft = px_archive_draft_at(code, draft_time);
        size_t weight = (named(arena, code, labels) > 0) * (size_t)WEIGHT_LABEL +
                        PX_MIN(named(arena, code, title), 1) * (size_t)WEIGHT_TITLE;

        for (size_t i = 0; i < n_words; i++)
            weight += (draft->date <= draft_time && evidence(arena, draft, &words[i])) *
                          (size_t)WEIGHT_QUOTE +
                      PX_MIN(named(arena, code, words[i].text), 5) * (size_t)WEIGHT_TEXT;
        if (weight > best_weight) {
            best = c;
            best_weight = weight;
        }
    }
    return best;
}

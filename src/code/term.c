/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/term.h"

#include "base/ascii.h"
#include "base/map.h"
#include "code/markdown/markdown.h"
#include "store/search_word.h"

#include "base/banned.h"

enum {
    WORDS_MAX = 12, /* a heading with more words is a sentence and no term */
    SIGNS = 37,     /* none, digits, letters */
    HEADS = SIGNS * SIGNS * SIGNS
};

typedef struct definition {
    px_str id;
    size_t marked; /* below which heading it was marked last */
} definition;

typedef struct term {
    definition *of;
    px_str stems[WORDS_MAX];
    size_t count;
    px_str folded;     /* the first word */
    px_str written;    /* of a short form in capitals: its letters; else empty */
    struct term *next; /* with the same first stem, and no more words */
} term;

/* What is known of a word of the text, so that each is stemmed once. */
typedef struct word {
    px_str folded, stem;
    term *first; /* the terms that begin with it */
} word;

PX_MAP_DEFINE(word_map, word)
PX_MAP_DEFINE(term_map, term)

struct px_terms {
    px_arena *arena;
    px_words *splitter;
    term_map by_stem;   /* by the first one */
    word_map words;     /* by how they are written */
    bool begins[HEADS]; /* how a term may begin, by head_of */
    size_t heading;     /* counts */
    px_str within;
};

/* ---- Heads: the first three letters of a word, without accents. Stemmers leave them as they are
 * save in the shortest words, so that most words of a text are known by them to begin no term. */

static int sign_of(char c)
{
    c = px_lower(c);
    if (px_is_digit(c))
        return 1 + c - '0';
    return px_is_lower(c) ? 11 + c - 'a' : 0;
}

/* The letter of Latin 1 at the head of s, without its accent; 0 for any other character. */
static char latin_letter(px_str s)
{
    static const char letters[] =
        "aaaaaa.ceeeeiiii.nooooo.ouuuuy..aaaaaa.ceeeeiiii.nooooo.ouuuuy.y";
    unsigned char second = s.len > 1 ? (unsigned char)s.ptr[1] : 0;
    char letter = (unsigned char)s.ptr[0] == 0xC3 && second >= 0x80 && second < 0xC0
                      ? letters[second - 0x80]
                      : 0;

    return (char)(letter == '.' ? 0 : letter);
}

/* Stems of three letters and less let any third letter pass. */
static void mark_head(px_terms *terms, px_str stem)
{
    int first = sign_of(stem.ptr[0]), second = stem.len > 1 ? sign_of(stem.ptr[1]) : 0;
    bool whole = stem.len > 3;
    int third = whole ? sign_of(stem.ptr[2]) : 0;

    for (int a = 0; a < SIGNS; a++)
        for (int b = 0; b < SIGNS; b++)
            if ((a == second || stem.len < 2) && (b == third || !whole))
                terms->begins[(first * SIGNS + a) * SIGNS + b] = true;
}

/* Reads the letters at the head of s; what is no letter of Latin 1 ends them. */
static size_t read_head(px_str s, int *ret_head)
{
    size_t at = 0, count = 0;
    int head = 0;

    while (at < s.len) {
        char accented = latin_letter(px_str_n(s.ptr + at, s.len - at));

        if (!accented && !px_is_alnum(s.ptr[at]))
            break;
        if (count++ < 3)
            head = head * SIGNS + sign_of(accented ? accented : s.ptr[at]);
        at += accented ? 2 : 1;
    }
    for (; count < 3; count++)
        head *= SIGNS;
    *ret_head = head;
    return at;
}

/* False for a word that can begin no term. Of one that is not all of Latin 1 nothing is known. */
static bool may_begin(const px_terms *terms, px_str written)
{
    int head;

    return read_head(written, &head) < written.len || terms->begins[head];
}

/* Passes over words that begin no term. What is left begins with one that may, or with a word that
 * only the splitter can tell: with an apostrophe, or letters beyond Latin 1. */
static px_str skip_words(const px_terms *terms, px_str rest)
{
    for (;;) {
        size_t at = 0, len;
        int head;

        while (at < rest.len && (unsigned char)rest.ptr[at] < 0x80 && !px_is_alnum(rest.ptr[at]))
            at++;
        rest = px_str_sub(rest, at, rest.len);
        len = read_head(rest, &head);
        if (!len || terms->begins[head] ||
            (len < rest.len && ((unsigned char)rest.ptr[len] >= 0x80 || rest.ptr[len] == '\'')))
            return rest;
        rest = px_str_sub(rest, len, rest.len);
    }
}

/* ---- Reading the definitions */

/* Terms with more words come first. */
static void add_term(px_terms *terms, term *t)
{
    term *first = term_map_get(&terms->by_stem, t->stems[0]), *before = NULL;

    for (term *at = first; at && at->count >= t->count; at = at->next)
        before = at;
    if (before) {
        t->next = before->next;
        before->next = t;
        return;
    }
    t->next = first;
    (void)term_map_put(&terms->by_stem, t->stems[0], t);
    mark_head(terms, t->stems[0]);
}

/* Reads the words of a term; false where there are none, or too many. */
static bool read_stems(px_terms *terms, px_str words, term *t)
{
    px_str found, folded, stem;

    while (px_words_next(terms->splitter, &words, &found)) {
        px_words_terms(terms->splitter, found, &folded, &stem);
        if (!stem.len)
            continue;
        if (t->count == WORDS_MAX)
            return false;
        if (!t->count)
            t->folded = px_arena_str(terms->arena, folded);
        t->stems[t->count++] = px_arena_str(terms->arena, stem);
    }
    return t->count > 0;
}

/* A word of two capitals or more, without small letters: "LLM", "CBRN", "GPT-4". */
static bool is_short_form(px_str words)
{
    size_t capitals = 0;

    for (size_t i = 0; i < words.len; i++) {
        if (!px_is_upper(words.ptr[i]) && !px_is_digit(words.ptr[i]) && words.ptr[i] != '-')
            return false;
        capitals += px_is_upper(words.ptr[i]);
    }
    return capitals >= 2;
}

static void define(px_terms *terms, definition *of, px_str words)
{
    term *t = px_arena_alloc(terms->arena, sizeof(*t));

    words = px_str_trim(words);
    t->of = of;
    if (is_short_form(words))
        t->written = px_arena_str(terms->arena, words);
    if (read_stems(terms, words, t))
        add_term(terms, t);
}

/* The heading without what stands in brackets; a short form there is a term too. */
static void define_heading(px_terms *terms, const px_node *node)
{
    PX_AUTO_BUILDER px_builder plain = PX_BUILDER_INIT(64 * 1024);
    definition *of = px_arena_alloc(terms->arena, sizeof(*of));
    px_str words, inner;
    size_t open;

    if (px_markdown_plain(&plain, node->heading, NULL) < 0)
        return;
    of->id = node->lasting_id;
    words = px_builder_view(&plain);
    open = px_str_find_char(words, '(');
    define(terms, of, px_str_sub(words, 0, open));
    inner = px_str_sub(words, open + 1, words.len);
    inner = px_str_trim(px_str_sub(inner, 0, px_str_find_char(inner, ')')));
    if (is_short_form(inner))
        define(terms, of, inner);
}

px_terms *px_terms_new(const px_text *text)
{
    px_terms *terms = NULL;

    for (size_t i = 0; i < text->count; i++) {
        const px_node *node = &text->nodes[i];

        if (node->kind != PX_PROVISION_DEFINITION || !node->heading.len || !node->lasting_id.len)
            continue;
        if (!terms) {
            terms = px_alloc_zero(1, sizeof(*terms));
            terms->arena = px_arena_new();
            terms->splitter = px_words_new(px_arena_cstr(terms->arena, text->language));
            terms->heading = 1;
        }
        define_heading(terms, node);
    }
    return terms;
}

void px_terms_free(px_terms *terms)
{
    if (!terms)
        return;
    term_map_free(&terms->by_stem);
    word_map_free(&terms->words);
    px_words_free(terms->splitter);
    px_arena_free(terms->arena);
    free(terms);
}

void px_terms_begin(px_terms *terms)
{
    terms->heading++;
}

void px_terms_within(px_terms *terms, px_str id)
{
    terms->within = id;
}

/* ---- Finding them */

/* The stemmers leave the plural of a short form, "LLMs", as it is. */
static px_str singular(px_str written)
{
    px_str head = px_str_sub(written, 0, written.len - 1);

    return px_str_ends(written, PX_STR("s")) && is_short_form(head) ? head : written;
}

static const word *look_up(px_terms *terms, px_str written)
{
    word *known = word_map_get(&terms->words, written);
    px_str folded, stem;

    if (known)
        return known;
    known = px_arena_alloc(terms->arena, sizeof(*known));
    px_words_terms(terms->splitter, singular(written), &folded, &stem);
    known->folded = px_arena_str(terms->arena, folded);
    known->stem = px_arena_str(terms->arena, stem);
    known->first = term_map_get(&terms->by_stem, known->stem);
    (void)word_map_put(&terms->words, px_arena_str(terms->arena, written), known);
    return known;
}

/* True where what stands between two words leaves them one term: spaces, hyphens, and the letters
 * and apostrophe of an elision, which the splitter cuts off. */
static bool joins(px_str gap)
{
    static const px_str marks[] = {
        PX_STR_INIT("\xC2\xA0"),     PX_STR_INIT("\xE2\x80\xAF"), PX_STR_INIT("\xE2\x80\x90"),
        PX_STR_INIT("\xE2\x80\x91"), PX_STR_INIT("\xE2\x80\x99"), PX_STR_INIT("\xCA\xBC"),
        PX_STR_INIT("\xC2\xAD"),
    };

    while (gap.len) {
        char c = gap.ptr[0];
        size_t len = c == ' ' || c == '-' || c == '\'' || px_is_letter(c) ? 1 : 0;

        for (size_t i = 0; !len && i < PX_COUNT(marks); i++)
            if (px_str_starts(gap, marks[i]))
                len = marks[i].len;
        if (!len)
            return false;
        gap = px_str_sub(gap, len, gap.len);
    }
    return true;
}

/* True where the words behind the first one, at the head of rest, are the others of the term, with
 * what is left behind them. */
static bool goes_on(px_terms *terms, const term *t, px_str rest, px_str *ret_rest)
{
    for (size_t i = 1; i < t->count; i++) {
        const char *from = rest.ptr;
        px_str next;

        if (!px_words_next(terms->splitter, &rest, &next) ||
            !joins(px_str_n(from, (size_t)(next.ptr - from))) ||
            !px_str_eq(look_up(terms, next)->stem, t->stems[i]))
            return false;
    }
    *ret_rest = rest;
    return true;
}

/* True for endings that only make a plural or a feminine. */
static bool inflects(px_str ending)
{
    static const char *const endings[] = { "", "s", "es", "e", "x", "y", "ies", "l", "ux" };

    for (size_t i = 0; i < PX_COUNT(endings); i++)
        if (px_str_is(ending, endings[i]))
            return true;
    return false;
}

/* Two forms of the same stem. A term of one word wants more than that: "including" is not found in
 * "included", nor "confirmation" in "confirmed". */
static bool same_word(px_str a, px_str b)
{
    size_t same = 0;

    while (same < a.len && same < b.len && a.ptr[same] == b.ptr[same])
        same++;
    return inflects(px_str_sub(a, same, a.len)) && inflects(px_str_sub(b, same, b.len));
}

static bool begins(const term *t, const word *first, px_str written)
{
    if (t->written.len)
        return px_str_starts(written, t->written);
    return t->count > 1 || same_word(t->folded, first->folded);
}

/* The longest term that begins with the word before rest; rest moves behind it. */
static definition *find(px_terms *terms, px_str written, px_str *rest)
{
    const word *first = look_up(terms, written);
    const term *t = first->first;

    while (t && (!begins(t, first, written) || !goes_on(terms, t, *rest, rest)))
        t = t->next;
    return t ? t->of : NULL;
}

/* Not in its own definition, and not twice below one heading. */
static bool is_wanted(const px_terms *terms, const definition *of)
{
    return of->marked != terms->heading && !px_str_eq(of->id, terms->within);
}

void px_terms_html(px_terms *terms, px_builder *out, px_str text)
{
    px_str rest = text, written;
    size_t done = 0;

    for (rest = skip_words(terms, rest); px_words_next(terms->splitter, &rest, &written);
         rest = skip_words(terms, rest)) {
        size_t at = (size_t)(written.ptr - text.ptr), end;
        definition *of = may_begin(terms, written) ? find(terms, written, &rest) : NULL;

        if (!of || !is_wanted(terms, of))
            continue;
        end = (size_t)(rest.ptr - text.ptr);
        px_builder_html(out, px_str_sub(text, done, at));
        px_builder_add(out, "<a class=\"term\" href=\"#");
        px_builder_html(out, of->id);
        px_builder_add(out, "\">");
        px_builder_html(out, px_str_sub(text, at, end));
        px_builder_add(out, "</a>");
        of->marked = terms->heading;
        done = end;
    }
    px_builder_html(out, px_str_sub(text, done, text.len));
}

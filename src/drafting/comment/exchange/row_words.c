/* SPDX-License-Identifier: EUPL-1.2 */
/* What forms say in words: kinds of comment, status of an observation, ids; places and proposed
 * changes in a comment's text. */
#include "base/ascii.h"
#include "drafting/comment/exchange/row.h"

#include "base/banned.h"

/* ---- Kinds */

static const struct {
    const char *words, *kind;
} kinds[] = {
    { "ge", "general" },     { "general", "general" },         { "te", "technical" },
    { "tech", "technical" }, { "technical", "technical" },     { "substantive", "technical" },
    { "ed", "editorial" },   { "edit", "editorial" },          { "editorial", "editorial" },
    { "tr", "translation" }, { "translation", "translation" },
};

px_str px_comment_kind_of_words(px_str words)
{
    px_str first = px_str_trim(words);
    size_t n = 0;

    while (n < first.len && px_is_letter(first.ptr[n]))
        n++;
    first = px_str_sub(first, 0, n);
    for (size_t i = 0; i < PX_COUNT(kinds); i++)
        if (px_str_eq_nocase(first, px_str_of(kinds[i].words)))
            return px_str_of(kinds[i].kind);
    return PX_STR("");
}

const char *px_iso_kind(px_str kind)
{
    if (px_str_is(kind, "general"))
        return "ge";
    /* The form knows no translation: it is editorial there. */
    return px_str_is(kind, "technical") ? "te" : "ed";
}

/* ---- Status */

/* In the order in which they have to be looked for. */
static const struct {
    const char *words, *status;
    bool whole; /* no letter may follow */
} statuses[] = {
    { "accepted with modification", "accepted-with-modifications", false },
    { "accepted with change", "accepted-with-modifications", false },
    { "accept with modification", "accepted-with-modifications", false },
    { "accept with change", "accepted-with-modifications", false },
    { "accepted, with modification", "accepted-with-modifications", false },
    { "accepted-with-modifications", "accepted-with-modifications", true },
    { "awm", "accepted-with-modifications", true },
    { "not accept", "not-accepted", false },
    { "not-accepted", "not-accepted", true },
    { "reject", "not-accepted", false },
    { "partially accepted", "partly-accepted", true },
    { "partly accepted", "partly-accepted", true },
    { "partly-accepted", "partly-accepted", true },
    { "accepted in part", "partly-accepted", true },
    { "accepted", "accepted", true },
    { "accept", "accepted", true },
    { "noted", "noted", true },
    { "out of scope", "out-of-scope", true },
    { "out-of-scope", "out-of-scope", true },
};

static const struct {
    const char *status, *words, *shade;
} shown[] = {
    { "accepted", "Accepted", "92D050" },
    { "accepted-with-modifications", "Accepted with modifications", "C4D79B" },
    { "partly-accepted", "Partially accepted", "C4D79B" },
    { "noted", "Noted", "8DB4E2" },
    { "not-accepted", "Not accepted", "FF99CC" },
    { "out-of-scope", "Out of scope", "8DB4E2" },
};

/* Where the words stand in the text, as words of their own; text.len where they do not. */
static size_t find_words(px_str text, const char *words, bool whole)
{
    px_str wanted = px_str_of(words);

    for (size_t i = 0; i + wanted.len <= text.len; i++) {
        size_t end = i + wanted.len;

        if (!px_str_eq_nocase(px_str_sub(text, i, end), wanted))
            continue;
        if (i && px_is_letter(text.ptr[i - 1]))
            continue;
        if (!whole || end == text.len || !px_is_letter(text.ptr[end]))
            return i;
    }
    return text.len;
}

/* Up to its end: a full stop, colon, semicolon or line break. */
static px_str first_sentence(px_str text)
{
    size_t n = 0;

    while (n < text.len && !strchr(".:;\n", text.ptr[n]))
        n++;
    return px_str_sub(text, 0, n);
}

static px_str behind(px_str text, size_t at)
{
    while (at < text.len && (px_is_letter(text.ptr[at])))
        at++;
    while (at < text.len && (px_is_space(text.ptr[at]) || strchr(".,:;-", text.ptr[at])))
        at++;
    return px_str_sub(text, at, text.len);
}

px_str px_comment_status_of_words(px_str words, px_str *ret_rest)
{
    px_str text = px_str_trim(words), sentence = first_sentence(text);

    *ret_rest = text;
    for (size_t i = 0; i < PX_COUNT(statuses); i++) {
        size_t at = find_words(sentence, statuses[i].words, statuses[i].whole);

        if (at == sentence.len)
            continue;
        if (at == 0)
            *ret_rest = behind(text, strlen(statuses[i].words));
        return px_str_of(statuses[i].status);
    }
    return PX_STR("");
}

const char *px_iso_status_words(px_str status)
{
    for (size_t i = 0; i < PX_COUNT(shown); i++)
        if (px_str_is(status, shown[i].status))
            return shown[i].words;
    return NULL;
}

const char *px_iso_status_shade(px_str status)
{
    for (size_t i = 0; i < PX_COUNT(shown); i++)
        if (px_str_is(status, shown[i].status))
            return shown[i].shade;
    return NULL;
}

px_str px_comment_row_observation(px_arena *arena, const px_comment_row *row)
{
    const char *words = px_iso_status_words(row->status);

    if (!words)
        return row->observations;
    if (!row->motivation.len)
        return px_str_of(px_arena_format(arena, "%s.", words));
    return px_str_of(px_arena_format(arena, "%s. %.*s", words, PX_STR_ARG(row->motivation)));
}

px_str px_comment_row_form_id(px_arena *arena, const px_comment_row *row)
{
    px_str member = row->member.len ? row->member : row->country;

    if (!member.len)
        member = PX_STR("**");
    if (!row->number || px_str_find_char(member, '-') < member.len)
        return member;
    return px_str_of(
        px_arena_format(arena, "%.*s-%03lld", PX_STR_ARG(member), (long long)row->number));
}

/* ---- Place and proposed change in a comment's text */

#define PLACE "**Place:** "
#define CHANGE "**Proposed change:** "

/* In quotation marks, which do not stand in it. */
static void fold_place(px_builder *out, const char *label, px_str words)
{
    if (!words.len)
        return;
    px_builder_format(out, "%s%s \"", out->len > sizeof(PLACE) - 1 ? "; " : "", label);
    for (size_t i = 0; i < words.len; i++)
        px_builder_char(out, words.ptr[i] == '"'    ? '\''
                             : words.ptr[i] == '\n' ? ' '
                                                    : words.ptr[i]);
    px_builder_char(out, '"');
}

px_str px_comment_row_fold(px_arena *arena, px_str text, const px_comment_row *place, px_str change)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    if (place->place.len) {
        px_builder_str(&out, place->place);
    } else if (place->clause.len || place->element.len || place->line_number.len) {
        px_builder_add(&out, PLACE);
        fold_place(&out, "clause", place->clause);
        fold_place(&out, "element", place->element);
        fold_place(&out, "line", place->line_number);
    }
    if (text.len && out.len)
        px_builder_add(&out, "\n\n");
    px_builder_str(&out, text);
    if (change.len) {
        px_builder_add(&out, out.len ? "\n\n" CHANGE : CHANGE);
        px_builder_str(&out, change);
    }
    return px_arena_str(arena, px_builder_view(&out));
}

static bool unfold_place(px_str *rest, px_str label, px_str *ret_words)
{
    px_str s = *rest;
    size_t end;

    if (px_str_starts(s, PX_STR("; ")))
        s = px_str_sub(s, 2, s.len);
    if (!px_str_starts(s, label))
        return false;
    s = px_str_sub(s, label.len, s.len);
    end = px_str_find_char(s, '"');
    if (end == s.len)
        return false;
    *ret_words = px_str_sub(s, 0, end);
    *rest = px_str_sub(s, end + 1, s.len);
    return true;
}

/* The head line, taken off the text where it is one. */
static px_str take_place(px_str text, px_comment_row *row)
{
    size_t end = px_str_find(text, PX_STR("\n\n"));
    px_str whole = px_str_sub(text, 0, end), head = whole, clause = PX_STR(""),
           element = PX_STR(""), line = PX_STR("");

    if (!px_str_starts(head, PX_STR(PLACE)))
        return text;
    head = px_str_sub(head, sizeof(PLACE) - 1, head.len);
    (void)unfold_place(&head, PX_STR("clause \""), &clause);
    (void)unfold_place(&head, PX_STR("element \""), &element);
    (void)unfold_place(&head, PX_STR("line \""), &line);
    if (head.len)
        return text;
    if (clause.len)
        row->clause = clause;
    if (element.len)
        row->element = element;
    row->line_number = line;
    row->place = whole;
    return px_str_sub(text, end + 2, text.len);
}

void px_comment_row_unfold(px_str text, px_comment_row *row)
{
    px_str rest = take_place(text, row);
    size_t at = px_str_find(rest, PX_STR("\n\n" CHANGE));

    row->change = PX_STR("");
    row->text = rest;
    if (px_str_starts(rest, PX_STR(CHANGE))) {
        row->text = PX_STR("");
        row->change = px_str_sub(rest, sizeof(CHANGE) - 1, rest.len);
    } else if (at < rest.len) {
        row->text = px_str_sub(rest, 0, at);
        row->change = px_str_sub(rest, at + sizeof("\n\n" CHANGE) - 1, rest.len);
    }
}

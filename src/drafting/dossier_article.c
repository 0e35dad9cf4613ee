/* SPDX-License-Identifier: EUPL-1.2 */
/* Places in the law in the words of a language. */
#include <string.h>

#include "base/ascii.h"
#include "base/embedded.h"
#include "drafting/dossier.h"

#include "base/banned.h"

/* How a place in the act is cited in the language, or else in English, from data/acts.tsv; empty
 * where the act does not stand there. */
static px_str citation_of(px_str act, px_str language)
{
    px_str found = PX_STR_NONE, line, columns[3];

    for (const px_embedded *file = px_embedded_tables; file->name; file++) {
        px_str text = px_embedded_str(file);

        while (strcmp(file->name, "acts.tsv") == 0 && px_str_line(&text, &line)) {
            size_t n = 0;

            while (n < PX_COUNT(columns) && px_str_split(&line, '\t', &columns[n]))
                n++;
            if (n < PX_COUNT(columns) || !px_str_eq(columns[0], act))
                continue;
            if (px_str_eq(columns[1], language))
                return columns[2];
            if (px_str_is(columns[1], "en"))
                found = columns[2];
        }
    }
    return found;
}

/* Cuts "(1)" off the head of *rest; false where there is none. */
static bool bracket(px_str *rest, px_str *ret_inner)
{
    size_t end = px_str_find_char(*rest, ')');

    if (!rest->len || rest->ptr[0] != '(' || end == rest->len)
        return false;
    *ret_inner = px_str_sub(*rest, 1, end);
    *rest = px_str_sub(*rest, end + 1, rest->len);
    return true;
}

/* "53", "53(1)", "53(1)(a)"; false for what has another form. */
static bool article_place(px_builder *out, const px_language *language, px_str article)
{
    size_t end = px_str_find_char(article, '(');
    px_str rest = px_str_sub(article, end, article.len);
    px_arg args[] = { { "article", px_str_sub(article, 0, end) },
                      { "paragraph", PX_STR_NONE },
                      { "point", PX_STR_NONE } };

    if (!end || !px_is_digit(article.ptr[0]))
        return false;
    if (!bracket(&rest, &args[1].value))
        px_message(out, language, N_("Article {article}"), args, 1);
    else if (!bracket(&rest, &args[2].value))
        px_message(out, language, N_("Article {article}({paragraph})"), args, 2);
    else
        px_message(out, language, N_("Article {article}({paragraph})({point})"), args, 3);
    return rest.len == 0;
}

/* "Annex XI", "Annex XI, section 1". */
static bool annex_place(px_builder *out, const px_language *language, px_str article)
{
    px_str head = PX_STR("Annex "), middle = PX_STR(", section ");
    size_t at = px_str_find(article, middle);
    px_arg args[] = { { "annex", px_str_sub(article, head.len, at) },
                      { "section", px_str_sub(article, at + middle.len, article.len) } };

    if (!px_str_starts(article, head))
        return false;
    px_message(out, language,
               at < article.len ? N_("Annex {annex}, section {section}") : N_("Annex {annex}"),
               args, PX_COUNT(args));
    return true;
}

void px_dossier_article_words(px_builder *out, const px_language *language,
                              const px_dossier_article *article)
{
    static const char mark[] = "{place}";
    PX_AUTO_BUILDER px_builder place = PX_BUILDER_INIT(64 * 1024);
    px_str citation = citation_of(article->act, px_str_of(px_language_tag(language)));
    size_t at = px_str_find(citation, PX_STR(mark));

    if (!article_place(&place, language, article->article) &&
        !annex_place(&place, language, article->article)) {
        px_builder_clear(&place);
        px_builder_str(&place, article->article);
    }
    px_builder_str(out, px_str_sub(citation, 0, at));
    px_builder_str(out, px_builder_view(&place));
    px_builder_str(out, px_str_sub(citation, at + sizeof(mark) - 1, citation.len));
    if (citation.len)
        return;
    px_builder_add(out, ", ");
    px_builder_str(out, article->act);
}

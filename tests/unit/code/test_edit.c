/* SPDX-License-Identifier: EUPL-1.2 */
/* Editing provision by provision, beginning the next version, splicing words. */
#include "unit/testing.h"

#include "code/edit.h"
#include "code/inline_splice.h"
#include "code/translation.h"
#include "store/house_check.h"
#include "unit/code/version_fixture.h"

#define CHAPTER "ch0000000a"
#define MEASURE "me0000000a"
#define POINT "pn0000000a"

static const char draft[] = "---\ntitle: Draft\n---\n"
                            "# 1 Scope {#" CHAPTER " .chapter}\n\n"
                            "Signatories keep **records** of [it](#" MEASURE "). {#pa0000000a}\n\n"
                            "## 1.1 Records {#" MEASURE " .measure}\n\n"
                            "They keep them for ten years. {#pb0000000a}\n\n"
                            "- one {#" POINT "}\n- two {#pn0000000b}\n\n{: #ls0000000a}\n\n"
                            "# 2 Rest {#ch0000000b .chapter}\n\n"
                            "The rest of the words. {#pc0000000a}\n";

static void no_report(void *arg, const char *check, uint64_t figure, const px_error *finding)
{
    (void)arg;
    (void)figure;
    if (finding)
        print_error("%s: %s\n", check, finding->message);
}

static px_edit_source read_edit(fixture *f, const char *label, const char *language, const char *id)
{
    px_edit_source source = { 0 };

    assert_ok(px_edit_read(f->reader, f->arena, PX_STR("test"), px_str_of(label),
                           px_str_of(language), px_str_of(id), &source, &f->err),
              &f->err);
    return source;
}

static px_edit editing(fixture *f, const px_edit_source *source)
{
    return (px_edit){
        .code = PX_STR("test"),
        .version = source->version.label,
        .language = source->language,
        .id = source->place.id,
        .digest = px_str_of(source->digest),
        .author = "operator",
        .house = f->house,
        .arena = f->arena,
    };
}

static int save(fixture *f, px_edit *edit, const char *markdown)
{
    PX_AUTO_BUILDER px_builder outline = PX_BUILDER_INIT(PX_OUTLINE_MAX_BYTES);

    assert_ok(px_import_markdown(px_str_of(markdown), PX_STR(""), &outline, &f->err), &f->err);
    edit->outline = px_builder_view(&outline);
    return px_house_write(f->house, px_version_edit, edit, &f->err);
}

/* The text with one of its parts replaced. */
static char *replaced(fixture *f, px_str text, const char *old, const char *new)
{
    size_t at = px_str_find(text, px_str_of(old));

    assert_true(at < text.len);
    return px_arena_format(f->arena, "%.*s%s%.*s", (int)at, text.ptr, new,
                           PX_STR_ARG(px_str_sub(text, at + strlen(old), text.len)));
}

static void change(fixture *f, const char *id, const char *old, const char *new)
{
    px_edit_source source = read_edit(f, "1", "en", id);
    px_edit edit = editing(f, &source);

    assert_ok(save(f, &edit, replaced(f, source.markdown, old, new)), &f->err);
    assert_true(edit.ret_changed);
}

static bool has_id(fixture *f, const char *label, const char *id)
{
    px_text text = text_of(f, label, "en");

    for (size_t i = 0; i < text.count; i++)
        if (px_str_is(text.nodes[i].lasting_id, id))
            return true;
    return false;
}

static void test_words(void **state)
{
    fixture *f = *state;
    px_edit_source before, other;
    px_text text;

    import(f, "1", draft);
    before = read_edit(f, "1", "", MEASURE);
    assert_str(before.language, "en");
    other = read_edit(f, "1", "en", "ch0000000b");
    change(f, MEASURE, "ten years", "five years");
    text = text_of(f, "1", "en");
    assert_int_equal(text.count, before.text.count + 4);
    assert_str(text.nodes[3].text, "They keep them for five years.");
    assert_str(text.nodes[1].text, "Signatories keep **records** of [it](#" MEASURE ").");
    /* what is beside it is as it was */
    assert_string_equal(read_edit(f, "1", "en", "ch0000000b").digest, other.digest);
    assert_string_not_equal(read_edit(f, "1", "en", MEASURE).digest, before.digest);
    assert_int_equal(number_of(f, "SELECT count(*) FROM act WHERE kind = 'version.edited' AND "
                                  "leaf_index IS NULL"),
                     1);
}

static void test_nothing(void **state)
{
    fixture *f = *state;
    px_edit_source source;
    px_edit edit;

    import(f, "1", draft);
    source = read_edit(f, "1", "en", CHAPTER);
    edit = editing(f, &source);
    assert_ok(save(f, &edit, px_arena_cstr(f->arena, source.markdown)), &f->err);
    assert_false(edit.ret_changed);
    assert_int_equal(number_of(f, "SELECT count(*) FROM act WHERE kind = 'version.edited'"), 0);
}

/* Every provision of the draft can be edited, and edits into itself. */
static void test_each(void **state)
{
    fixture *f = *state;
    px_text text;

    import(f, "1", draft);
    text = text_of(f, "1", "en");
    for (size_t i = 0; i < text.count; i++) {
        px_edit_source source =
            read_edit(f, "1", "en", px_arena_cstr(f->arena, text.nodes[i].lasting_id));
        px_edit edit = editing(f, &source);

        assert_ok(save(f, &edit, px_arena_cstr(f->arena, source.markdown)), &f->err);
        assert_false(edit.ret_changed);
    }
}

static void test_structure(void **state)
{
    fixture *f = *state;
    px_edit_source source;
    px_edit edit;
    px_text text;

    import(f, "1", draft);
    /* a new point and paragraph, one point out, one moved: ids stay, new ones come */
    change(f, MEASURE, "- one {#" POINT "}\n- two {#pn0000000b}",
           "- three\n- two {#pn0000000b}\n- one {#" POINT "}");
    text = text_of(f, "1", "en");
    assert_int_equal(text.count, 10);
    assert_str(text.nodes[5].text, "three");
    assert_true(px_lasting_id_valid(text.nodes[5].lasting_id));
    assert_str(text.nodes[6].lasting_id, "pn0000000b");
    assert_str(text.nodes[7].lasting_id, POINT);
    change(f, MEASURE, "- two {#pn0000000b}\n", "");
    assert_false(has_id(f, "1", "pn0000000b"));
    /* a neighbour */
    change(f, "pc0000000a", "words. {#pc0000000a}", "words. {#pc0000000a}\n\nMore of them.");
    text = text_of(f, "1", "en");
    assert_str(text.nodes[text.count - 1].text, "More of them.");
    assert_int_equal(text.nodes[text.count - 1].depth, 1);
    /* out with all that stands in it */
    source = read_edit(f, "1", "en", MEASURE);
    edit = editing(f, &source);
    edit.remove = true;
    assert_ok(px_house_write(f->house, px_version_edit, &edit, &f->err), &f->err);
    assert_int_equal(edit.ret_after.count, 0);
    assert_false(has_id(f, "1", MEASURE));
    assert_false(has_id(f, "1", POINT));
    assert_true(has_id(f, "1", "ch0000000b"));
    assert_ok(px_house_check(f->house, no_report, NULL, &f->err), &f->err);
}

static void test_ids(void **state)
{
    fixture *f = *state;
    px_edit_source source;
    px_edit edit;

    import(f, "1", draft);
    source = read_edit(f, "1", "en", "pc0000000a");
    edit = editing(f, &source);
    assert_fails(save(f, &edit, "Without its id.\n"), PX_ERR_INVALID);
    assert_string_equal(px_error_arg(&f->err, "mark"), "{#pc0000000a}");
    assert_fails(save(f, &edit, "It. {#pc0000000a}\n\nThat. {#" POINT "}\n"), PX_ERR_INVALID);
    assert_string_equal(px_error_arg(&f->err, "line"), "3");
    assert_false(edit.conflict);
    source = read_edit(f, "1", "en", CHAPTER);
    edit = editing(f, &source);
    assert_fails(save(f, &edit, "# 1 Scope\n\nNothing. {#pa0000000a}\n"), PX_ERR_INVALID);
}

/* Two who read the same: the second is told, and nothing is written. */
static void test_lost_update(void **state)
{
    fixture *f = *state;
    px_edit_source mine, above, beside;
    px_edit edit;

    import(f, "1", draft);
    mine = read_edit(f, "1", "en", MEASURE);
    above = read_edit(f, "1", "en", CHAPTER);
    beside = read_edit(f, "1", "en", "ch0000000b");
    change(f, POINT, "one", "first");
    edit = editing(f, &mine);
    assert_fails(save(f, &edit, replaced(f, mine.markdown, "ten years", "a year")),
                 PX_ERR_CONFLICT);
    assert_true(edit.conflict);
    edit = editing(f, &above);
    assert_fails(save(f, &edit, replaced(f, above.markdown, "Scope", "Reach")), PX_ERR_CONFLICT);
    edit = editing(f, &beside);
    assert_ok(save(f, &edit, replaced(f, beside.markdown, "rest of", "last of")), &f->err);
    assert_str(read_edit(f, "1", "en", POINT).text.nodes[0].text, "first");
    /* somebody took it out */
    mine = read_edit(f, "1", "en", POINT);
    change(f, MEASURE, "- first {#" POINT "}\n", "");
    edit = editing(f, &mine);
    assert_fails(save(f, &edit, px_arena_cstr(f->arena, mine.markdown)), PX_ERR_NOT_FOUND);
    assert_true(edit.conflict);
}

static void test_published(void **state)
{
    fixture *f = *state;
    px_edit_source source;
    px_edit edit;

    import(f, "1", draft);
    publish(f, "1");
    source = read_edit(f, "1", "en", POINT);
    edit = editing(f, &source);
    assert_fails(save(f, &edit, "- another {#" POINT "}\n"), PX_ERR_CONFLICT);
    assert_false(edit.conflict);
}

/* ---- Several languages */

static const char french[] = "---\ntitle: Projet\n---\n# 1 Portée {.chapter}\n\n"
                             "Les signataires gardent des **dossiers**.\n\n"
                             "## 1.1 Dossiers {.measure}\n\nIls les gardent dix ans.\n\n"
                             "- un\n- deux\n\n# 2 Reste {.chapter}\n\nLe reste des mots.\n";

static void import_both(fixture *f)
{
    import(f, "1", draft);
    assert_ok(import_as(f, "1", "fr", french, NULL), &f->err);
}

/* A provision in both languages, as it is edited in English with the French beside it. */
typedef struct both {
    px_edit_source en, fr;
    px_edit_words words;
    px_edit edit;
} both;

static void read_both(fixture *f, both *b, const char *id)
{
    b->en = read_edit(f, "1", "en", id);
    b->fr = read_edit(f, "1", "fr", id);
    b->edit = editing(f, &b->en);
    b->words = (px_edit_words){ .language = PX_STR("fr"), .digest = px_str_of(b->fr.digest) };
    b->edit.others = &b->words;
    b->edit.n_others = 1;
}

static int save_both(fixture *f, both *b, const char *english, const char *their)
{
    PX_AUTO_BUILDER px_builder outline = PX_BUILDER_INIT(PX_OUTLINE_MAX_BYTES);

    assert_ok(px_import_markdown(px_str_of(their), PX_STR(""), &outline, &f->err), &f->err);
    b->words.outline = px_builder_view(&outline);
    return save(f, &b->edit, english);
}

static px_str words_of(fixture *f, const char *language, const char *id)
{
    return read_edit(f, "1", language, id).text.nodes[0].text;
}

static size_t gaps_of(fixture *f, px_translation_gap **ret_gaps)
{
    px_version version = version_of(f, "1");
    size_t count = 0, all = 0;

    assert_ok(
        px_translation_gaps(f->reader, f->arena, &version, 100, ret_gaps, &count, &all, &f->err),
        &f->err);
    assert_int_equal(count, all);
    return count;
}

static void test_languages(void **state)
{
    fixture *f = *state;
    px_edit_source source;
    px_edit edit;
    both b;

    import_both(f);
    source = read_edit(f, "1", "fr", MEASURE);
    assert_str(source.text.nodes[1].text, "Ils les gardent dix ans.");
    edit = editing(f, &source);
    assert_ok(save(f, &edit, replaced(f, source.markdown, "dix ans", "cinq ans")), &f->err);
    assert_str(read_edit(f, "1", "fr", MEASURE).text.nodes[1].text, "Ils les gardent cinq ans.");
    assert_str(read_edit(f, "1", "en", MEASURE).text.nodes[1].text,
               "They keep them for ten years.");
    /* both at once, words alone */
    read_both(f, &b, "pb0000000a");
    assert_ok(save_both(f, &b, "Two years. {#pb0000000a}\n", "Deux ans. {#pb0000000a}\n"), &f->err);
    assert_str(b.words.ret_before.nodes[0].text, "Ils les gardent cinq ans.");
    assert_str(b.words.ret_after.nodes[0].text, "Deux ans.");
    assert_str(words_of(f, "en", "pb0000000a"), "Two years.");
    assert_fails(px_edit_read(f->reader, f->arena, PX_STR("test"), PX_STR("1"), PX_STR("de"),
                              PX_STR(MEASURE), &source, &f->err),
                 PX_ERR_INVALID);
    read_both(f, &b, "pb0000000a");
    b.words.language = PX_STR("de");
    assert_fails(save_both(f, &b, "A {#pb0000000a}\n", "B {#pb0000000a}\n"), PX_ERR_INVALID);
}

/* What is new has no words in the other language until they are written, and waits for them. */
static void test_languages_add(void **state)
{
    fixture *f = *state;
    px_translation_gap *gaps;
    px_edit_source source;
    px_publish publication = { .code = PX_STR("test"), .label = PX_STR("1"), .author = "operator" };
    both b;

    import_both(f);
    assert_int_equal(gaps_of(f, &gaps), 0);
    /* in one of them */
    change(f, MEASURE, "- two", "- new\n- two");
    assert_int_equal(gaps_of(f, &gaps), 1);
    assert_str(gaps[0].language, "fr");
    assert_str(gaps[0].other, "en");
    assert_str(gaps[0].words, "new");
    assert_str(words_of(f, "fr", POINT), "un");
    assert_str(words_of(f, "fr", "pn0000000b"), "deux");
    assert_str(read_edit(f, "1", "fr", MEASURE).text.nodes[4].text, "");
    assert_fails(px_house_write(f->house, px_version_publish, &publication, &f->err),
                 PX_ERR_CONFLICT);
    /* written afterwards */
    source = read_edit(f, "1", "fr", px_arena_cstr(f->arena, gaps[0].id));
    b.edit = editing(f, &source);
    assert_ok(
        save(f, &b.edit,
             px_arena_format(f->arena, "nouveau {:} {#%.*s .point}\n", PX_STR_ARG(gaps[0].id))),
        &f->err);
    assert_int_equal(gaps_of(f, &gaps), 0);
    assert_str(read_edit(f, "1", "fr", MEASURE).text.nodes[4].text, "nouveau");
    /* in both at once */
    read_both(f, &b, "pc0000000a");
    assert_ok(save_both(f, &b, "The rest. {#pc0000000a}\n\nMore.\n\nStill more.\n",
                        "Le reste. {#pc0000000a}\n\nPlus.\n"),
              &f->err);
    assert_int_equal(gaps_of(f, &gaps), 1);
    assert_str(gaps[0].words, "Still more.");
    source = read_edit(f, "1", "fr", "ch0000000b");
    assert_str(source.text.nodes[2].text, "Plus.");
    /* what only the other language has is refused with its line */
    read_both(f, &b, "pa0000000a");
    assert_fails(save_both(f, &b, "Keep. {#pa0000000a}\n", "Gardez. {#pa0000000a}\n\nEncore.\n"),
                 PX_ERR_INVALID);
    assert_string_equal(px_error_arg(&f->err, "line"), "3");
    assert_ok(px_house_check(f->house, no_report, NULL, &f->err), &f->err);
}

/* Split, merge, move and remove. */
static void test_languages_structure(void **state)
{
    static const char two[] = "- one {#" POINT "}\n- two {#pn0000000b}\n";
    fixture *f = *state;
    const char *english;
    px_translation_gap *gaps;
    px_edit_source source;
    px_edit edit;
    both b;

    import_both(f);
    read_both(f, &b, "pb0000000a");
    assert_ok(save_both(f, &b, "They keep them. {#pb0000000a}\n\nFor ten years.\n",
                        "Ils les gardent. {#pb0000000a}\n\nDix ans.\n"),
              &f->err);
    assert_int_equal(gaps_of(f, &gaps), 0);
    source = read_edit(f, "1", "fr", MEASURE);
    assert_str(source.text.nodes[1].lasting_id, "pb0000000a");
    assert_str(source.text.nodes[2].text, "Dix ans.");
    /* merging in one language alone would lose the words of the other */
    source = read_edit(f, "1", "en", MEASURE);
    edit = editing(f, &source);
    assert_fails(save(f, &edit, replaced(f, source.markdown, two, "- one and two {#" POINT "}\n")),
                 PX_ERR_INVALID);
    assert_string_equal(px_error_arg(&f->err, "language"), "fr");
    read_both(f, &b, MEASURE);
    english = replaced(f, b.en.markdown, two, "- one and two {#" POINT "}\n");
    assert_fails(save_both(f, &b, english, px_arena_cstr(f->arena, b.fr.markdown)), PX_ERR_INVALID);
    assert_ok(save_both(f, &b, english,
                        replaced(f, b.fr.markdown, "- un {#" POINT "}\n- deux {#pn0000000b}\n",
                                 "- un et deux {#" POINT "}\n")),
              &f->err);
    assert_str(words_of(f, "fr", POINT), "un et deux");
    assert_false(has_id(f, "1", "pn0000000b"));
    /* to another chapter, with the words of both */
    source = read_edit(f, "1", "en", MEASURE);
    edit = editing(f, &source);
    edit.place = PX_EDIT_INSIDE;
    edit.beside = PX_STR("ch0000000b");
    assert_ok(save(f, &edit, px_arena_cstr(f->arena, source.markdown)), &f->err);
    source = read_edit(f, "1", "fr", "ch0000000b");
    assert_str(source.text.nodes[2].lasting_id, MEASURE);
    assert_str(source.text.nodes[2].heading, "Dossiers");
    assert_str(source.text.nodes[3].text, "Ils les gardent.");
    /* out, in all of them */
    source = read_edit(f, "1", "en", MEASURE);
    edit = editing(f, &source);
    edit.remove = true;
    assert_ok(px_house_write(f->house, px_version_edit, &edit, &f->err), &f->err);
    assert_false(has_id(f, "1", MEASURE));
    assert_int_equal(number_of(f, "SELECT count(DISTINCT language) FROM node_text"), 2);
    assert_int_equal(gaps_of(f, &gaps), 0);
    assert_ok(px_house_check(f->house, no_report, NULL, &f->err), &f->err);
}

static void move(fixture *f, px_edit *edit, const char *id, px_edit_place place, const char *beside)
{
    static px_edit_source source;

    source = read_edit(f, "1", "en", id);
    *edit = editing(f, &source);
    edit->place = place;
    edit->beside = px_str_of(beside);
}

static int try_move(fixture *f, const char *id, px_edit_place place, const char *beside)
{
    px_edit edit;
    px_edit_source source = read_edit(f, "1", "en", id);

    move(f, &edit, id, place, beside);
    return save(f, &edit, px_arena_cstr(f->arena, source.markdown));
}

static void test_places(void **state)
{
    fixture *f = *state;
    px_text text;

    import(f, "1", draft);
    assert_fails(try_move(f, CHAPTER, PX_EDIT_INSIDE, MEASURE), PX_ERR_INVALID);
    assert_fails(try_move(f, CHAPTER, PX_EDIT_BEFORE, CHAPTER), PX_ERR_INVALID);
    assert_fails(try_move(f, MEASURE, PX_EDIT_INSIDE, "pa0000000a"), PX_ERR_INVALID);
    assert_fails(try_move(f, MEASURE, PX_EDIT_INSIDE, "ls0000000a"), PX_ERR_INVALID);
    assert_fails(try_move(f, "pa0000000a", PX_EDIT_BEFORE, POINT), PX_ERR_INVALID);
    assert_fails(try_move(f, MEASURE, PX_EDIT_BEHIND, "zz0000000a"), PX_ERR_INVALID);
    assert_ok(try_move(f, "ch0000000b", PX_EDIT_BEFORE, CHAPTER), &f->err);
    text = text_of(f, "1", "en");
    assert_str(text.nodes[0].lasting_id, "ch0000000b");
    assert_str(text.nodes[2].lasting_id, CHAPTER);
    assert_ok(try_move(f, POINT, PX_EDIT_BEHIND, "pn0000000b"), &f->err);
    assert_ok(try_move(f, "pa0000000a", PX_EDIT_BEHIND, "pc0000000a"), &f->err);
    text = text_of(f, "1", "en");
    assert_str(text.nodes[2].lasting_id, "pa0000000a");
    assert_int_equal(text.nodes[2].depth, 1);
    assert_str(text.nodes[text.count - 1].lasting_id, POINT);
    assert_ok(px_house_check(f->house, no_report, NULL, &f->err), &f->err);
}

/* Taken back in all languages at once, with the eIds that were there. */
static void test_languages_undo(void **state)
{
    fixture *f = *state;
    px_edit_source english, their;
    px_import_undo undo = {
        .code = PX_STR("test"),
        .label = PX_STR("1"),
        .author = "operator",
        .house = f->house,
        .arena = f->arena,
    };
    px_str eid;
    both b;

    import_both(f);
    english = read_edit(f, "1", "en", CHAPTER);
    their = read_edit(f, "1", "fr", CHAPTER);
    eid = text_of(f, "1", "en").nodes[6].eid;
    read_both(f, &b, MEASURE);
    assert_ok(save_both(f, &b,
                        "## 1.9 New {#" MEASURE " .measure}\n\nAll new. {#pb0000000a}\n\nMore.\n",
                        "## 1.9 Neuf {#" MEASURE " .measure}\n\nTout neuf. {#pb0000000a}\n"),
              &f->err);
    assert_string_not_equal(read_edit(f, "1", "fr", CHAPTER).digest, their.digest);
    undo.step = b.edit.ret_step;
    assert_ok(px_house_write(f->house, px_version_undo, &undo, &f->err), &f->err);
    assert_string_equal(read_edit(f, "1", "en", CHAPTER).digest, english.digest);
    assert_string_equal(read_edit(f, "1", "fr", CHAPTER).digest, their.digest);
    assert_true(px_str_eq(text_of(f, "1", "en").nodes[6].eid, eid));
    /* the steps of the imports are left, and publishing clears them all */
    assert_int_equal(number_of(f, "SELECT count(*) FROM import_step"), 2);
    change(f, POINT, "one", "first");
    publish(f, "1");
    assert_int_equal(number_of(f, "SELECT count(*) FROM import_step"), 0);
    assert_int_equal(number_of(f, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
}

/* Somebody else was at the text in the other language. */
static void test_languages_conflict(void **state)
{
    fixture *f = *state;
    px_edit_source source;
    px_edit edit;
    both b;

    import_both(f);
    read_both(f, &b, POINT);
    source = read_edit(f, "1", "fr", POINT);
    edit = editing(f, &source);
    assert_ok(save(f, &edit, replaced(f, source.markdown, "un", "le premier")), &f->err);
    assert_fails(save_both(f, &b, px_arena_cstr(f->arena, b.en.markdown),
                           px_arena_cstr(f->arena, b.fr.markdown)),
                 PX_ERR_CONFLICT);
    assert_true(b.edit.conflict);
    assert_str(words_of(f, "fr", POINT), "le premier");
}

static void test_undo(void **state)
{
    fixture *f = *state;
    px_edit_source before, source;
    px_import_undo undo = {
        .code = PX_STR("test"),
        .label = PX_STR("1"),
        .author = "operator",
        .house = f->house,
        .arena = f->arena,
    };
    px_edit edit;

    import(f, "1", draft);
    before = read_edit(f, "1", "en", CHAPTER);
    source = read_edit(f, "1", "en", MEASURE);
    edit = editing(f, &source);
    assert_ok(save(f, &edit, replaced(f, source.markdown, "ten", "two")), &f->err);
    undo.step = edit.ret_step;
    change(f, "ch0000000b", "Rest", "End");
    assert_fails(px_house_write(f->house, px_version_undo, &undo, &f->err), PX_ERR_CONFLICT);
    undo.step = 0;
    assert_ok(px_house_write(f->house, px_version_undo, &undo, &f->err), &f->err);
    undo.step = edit.ret_step;
    assert_ok(px_house_write(f->house, px_version_undo, &undo, &f->err), &f->err);
    assert_string_equal(read_edit(f, "1", "en", CHAPTER).digest, before.digest);
}

/* A doubt is not settled by an edit, and goes with its provision. */
static void test_doubts(void **state)
{
    fixture *f = *state;
    px_error err = PX_ERROR_INIT;
    px_db *db = NULL;
    PX_AUTO_FREE char *path = px_path_join(f->path, "house.db");

    import(f, "1", draft);
    assert_ok(px_db_open(path, PX_DB_WRITE, &db, &err), &err);
    assert_ok(px_db_exec(db,
                         "INSERT INTO doubt SELECT n.version, n.provision, 'similar', 700 FROM "
                         "node AS n JOIN provision AS p ON p.id = n.provision WHERE "
                         "p.lasting_id IN ('" POINT "', 'pc0000000a')",
                         &err),
              &err);
    px_db_close(db);
    change(f, MEASURE, "ten", "two");
    assert_int_equal(number_of(f, "SELECT count(*) FROM doubt WHERE similarity = 700"), 2);
    change(f, MEASURE, "- one {#" POINT "}\n", "");
    assert_int_equal(number_of(f, "SELECT count(*) FROM doubt"), 1);
}

/* ---- The next version */

static int begin(fixture *f, const char *from, const char *label)
{
    px_version_begin next = {
        .code = PX_STR("test"),
        .from = px_str_of(from),
        .label = px_str_of(label),
        .author = "operator",
    };

    return px_house_write(f->house, px_version_begin_deed, &next, &f->err);
}

static void test_begin(void **state)
{
    fixture *f = *state;
    px_text old, fresh;

    import(f, "1", draft);
    assert_fails(begin(f, "1", "2"), PX_ERR_CONFLICT);
    publish(f, "1");
    assert_fails(begin(f, "1", "1"), PX_ERR_EXISTS);
    assert_fails(begin(f, "0", "2"), PX_ERR_NOT_FOUND);
    assert_fails(begin(f, "1", "compare"), PX_ERR_INVALID);
    assert_ok(begin(f, "1", "2"), &f->err);
    assert_int_equal(version_of(f, "2").state, PX_VERSION_WORKING);
    assert_str(version_of(f, "2").title, "Draft");
    old = text_of(f, "1", "en");
    fresh = text_of(f, "2", "en");
    assert_int_equal(fresh.count, old.count);
    for (size_t i = 0; i < old.count; i++) {
        assert_true(px_str_eq(fresh.nodes[i].lasting_id, old.nodes[i].lasting_id));
        assert_true(px_str_eq(fresh.nodes[i].eid, old.nodes[i].eid));
        assert_true(px_str_eq(fresh.nodes[i].text, old.nodes[i].text));
        assert_int_equal(fresh.nodes[i].depth, old.nodes[i].depth);
        assert_true((fresh.nodes[i].parent != 0) == (old.nodes[i].parent != 0));
        assert_int_not_equal(fresh.nodes[i].row, old.nodes[i].row);
    }
    assert_int_equal(number_of(f, "SELECT base = (SELECT id FROM version WHERE label = '1') "
                                  "FROM version WHERE label = '2'"),
                     1);
    publish(f, "2");
    assert_int_equal(number_of(f, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
}

/* ---- Words into words */

static void test_splice(void **state)
{
    static const struct {
        const char *text;
        size_t start, end;
        const char *words, *result;
    } rows[] = {
        { "keep records for ten years", 17, 20, "two", "keep records for two years" },
        { "keep **records** now", 5, 12, "files", "keep files now" },
        { "keep **all records** now", 9, 16, "files", "keep **all** files now" },
        { "see [the *other* page](#pa0000000a) too", 0, 3, "read",
          "read [the *other* page](#pa0000000a) too" },
        { "see [the other page](#pa0000000a) too", 8, 13, "same",
          "see [the](#pa0000000a) same [page](#pa0000000a) too" },
        { "at least, and always", 8, 20, "", "at least" },
        { "über Äpfel und Öl", 5, 10, "Birnen", "über Birnen und Öl" },
        { "one two", 0, 7, "*three*", "*three*" },
    };

    fixture *f = *state;
    px_str result;

    for (size_t i = 0; i < PX_COUNT(rows); i++) {
        assert_ok(px_inline_splice(f->arena, px_str_of(rows[i].text), rows[i].start, rows[i].end,
                                   px_str_of(rows[i].words), &result, &f->err),
                  &f->err);
        assert_str(result, rows[i].result);
    }
    assert_fails(px_inline_splice(f->arena, PX_STR("short"), 2, 9, PX_STR("x"), &result, &f->err),
                 PX_ERR_INVALID);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(test_words),
        TEST(test_nothing),
        TEST(test_each),
        TEST(test_structure),
        TEST(test_ids),
        TEST(test_lost_update),
        TEST(test_published),
        TEST(test_languages),
        TEST(test_undo),
        TEST(test_languages_add),
        TEST(test_languages_structure),
        TEST(test_places),
        TEST(test_languages_undo),
        TEST(test_languages_conflict),
        TEST(test_doubts),
        TEST(test_begin),
        TEST(test_splice),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

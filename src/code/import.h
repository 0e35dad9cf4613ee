/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Import of a draft: foreign bytes -> (in the jail) a plain outline -> provisions with lasting ids.
 *
 * px_import_parse finds the importer and runs it, px_import_into_house stores the outline or shows
 * what that would do. Lasting ids on import: an explicit id that has the form of one first; then
 * what the matcher finds in the working version itself, then in the version that it continues; else
 * new ones. A second language must match the tree of the first and takes its ids.
 */
#ifndef PX_CODE_IMPORT_H
#define PX_CODE_IMPORT_H

#include "base/builder.h"
#include "base/jail.h"
#include "base/message.h"
#include "code/importers.h"
#include "code/version_source.h"
#include "store/house.h"

/* A file that is larger is not read. */
enum { PX_IMPORT_MAX_BYTES = 16 * 1024 * 1024 };

/* Something that the reader of the report should look at. */
typedef struct px_import_warning {
    const char *kind; /* a name of px_outline_warning_kinds, or "shape": never translated */
    size_t line;      /* in the file */
    px_str message;   /* the whole sentence, in the reader's language */
} px_import_warning;

/* A provision that the report names. */
typedef struct px_import_provision {
    px_provision_kind kind;
    px_str id, eid; /* as it stands in the version that it is taken from */
    px_str words;   /* number and heading, or the head of its text; plain */
    size_t line;    /* in the file; 0: it is not there */
    px_str reason;  /* of the match: a name of px_match_reason_name; a doubt only */
    int similarity; /* of the words, in thousandths; a doubt only */
} px_import_provision;

/* What an import did, or would do. */
typedef struct px_import_result {
    px_str base; /* label of the version that is continued; empty for none */
    size_t provisions, fresh, kept;
    size_t kinds[PX_PROVISION_KIND_COUNT];
    size_t elements, mapped; /* of the file; 0 for a format without elements */
    px_import_warning *warnings;
    size_t n_warnings, warning_room;
    px_import_provision *doubts; /* provisions whose id an editor must settle: id is that of the
                                    match, eid its place in the version where it was found */
    size_t n_doubts;
    px_import_provision *removed; /* what the working version had and has no more */
    size_t n_removed;
} px_import_result;

typedef struct px_import {
    px_str code, label, language; /* language: tag, "en" by default */
    px_str base;                  /* label of the version to continue; empty: as before, or the
                                     newest one that is older */
    px_str outline;               /* what the parser sent back */
    px_version_source source;     /* the file, put as a blob before; no hash: none is kept. Its
                                     language is that of the import */
    const char *author;
    px_arena *arena;           /* for the result */
    const px_language *reader; /* language of the report; NULL: English */
    px_house *house;           /* keeps what was there before, for px_import_undo; NULL: nothing is
                                  kept and the import cannot be taken back */
    px_import_result result;
} px_import;

/* Runs the importer of the format (px_importer_find) in the jail and appends the outline. name is
 * that of the file, for its extension and for errors; options are those of the importer. */
int px_import_parse(px_jail *jail, const char *format, const char *name, px_str file,
                    px_str options, px_builder *outline, const px_importer **ret_importer,
                    px_error *err) PX_MUST_CHECK;

/* Stores the import's outline together with the file that it came from; import->house and, but for
 * its name and format, import->source are set here. A preview leaves nothing in the house. */
int px_import_into_house(px_house *house, px_import *import, px_str file, bool preview,
                         px_error *err) PX_MUST_CHECK;

/* The deed: makes code and version where they are missing, or adds a language to a working
 * version, or replaces the text of that language in a working version keeping ids. CONFLICT for a
 * frozen version; NOT_FOUND with the labels that there are for a base that is not there; INVALID
 * with the first difference (all of them are in the result's warnings) where the tree of a second
 * language does not match. */
int px_import_store(px_db *db, void *import, px_error *err);

/* Takes the last import into a working version, or the last edit of it (edit.h), back: its tree,
 * texts, title and source in that language are what they were, doubts and lineage too. The first
 * import taken back removes the version, and the code where nothing is left of it. A deed with an
 * internal act. CONFLICT where the version is published, or there is no import to take back. */
typedef struct px_import_undo {
    px_str code, label;
    int64_t step; /* that which px_edit told; CONFLICT where it is not the last. 0: the last one */
    const char *author;
    px_house *house;
    px_arena *arena; /* for the result */
    /* results */
    px_str language;                             /* of the import that was taken back */
    px_time time;                                /* when that was */
    bool language_gone, version_gone, code_gone; /* what is left of it no more */
} px_import_undo;
int px_version_undo(px_db *db, void *undo, px_error *err);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* The options of the commands that enter and change a model. */
#ifndef PX_CLI_MODEL_READING_H
#define PX_CLI_MODEL_READING_H

#include "cli/claim_reading.h"

/* For a table of options. */
#define PX_MODEL_OPTIONS                                                                           \
    { "slug", N_("NAME"), N_("its short name in addresses and commands") },                        \
        { "family", N_("NAME"), N_("the collection that it belongs to") },                         \
        { "version", N_("NAME"),                                                                   \
          N_("a version, by the identifier under which it is given out; entered where it is "      \
             "new") },                                                                             \
        { "released", N_("DATE"), N_("first release of the version, or of the model") },           \
        { "placed", N_("DATE"), N_("when it was placed on the Union market") },                    \
    {                                                                                              \
        "base", N_("JSON"),                                                                        \
            N_("models of others that it modifies: [{\"name\": ..., \"provider\": ...}]")          \
    }

/* Inside a deed: enters the version of --version where it is new, and makes the claims of the
 * options, about that version or about the model. */
int px_model_options_claim(px_db *db, const px_invocation *run, const px_model_entry *model,
                           px_error *err) PX_MUST_CHECK;

/* Says what was done, or the model as JSON. */
int px_model_say(px_invocation *run, const px_model_entry *model, const char *message,
                 px_error *err) PX_MUST_CHECK;

#endif

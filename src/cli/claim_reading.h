/* SPDX-License-Identifier: EUPL-1.2 */
/* What the commands on providers, models and claims begin with and have in common. */
#ifndef PX_CLI_CLAIM_READING_H
#define PX_CLI_CLAIM_READING_H

#include "base/json_write.h"
#include "cli/command.h"
#include "duty/claim.h"
#include "duty/model_entry.h"
#include "store/house.h"

typedef struct px_claim_reading {
    px_house *house;
    px_db *db; /* reads */
    px_claim_subject subject;
    px_str name; /* of the subject: "lab/one@One-1.0" */
} px_claim_reading;

/* Opens the house and finds the provider, model or version of the first operand (NULL where the
 * command takes none); close it whatever is returned. */
int px_claim_reading_open(px_invocation *run, px_house_mode mode, px_claim_reading *ret_reading,
                          px_error *err) PX_MUST_CHECK;
void px_claim_reading_close(px_claim_reading *reading);
#define PX_AUTO_CLAIM_READING PX_CLEANUP(px_claim_reading_close)

/* The language of --language, else that of the messages. */
px_str px_claim_reading_language(const px_invocation *run);

/* An option that makes a claim, and the field that it is of. */
typedef struct px_claim_option {
    const char *option, *field;
} px_claim_option;

/* Inside a deed: declares what the options that were given say of the subject, as people write
 * values (px_claim_words_read); an empty option is left out. */
int px_claim_options_declare(px_db *db, const px_invocation *run, const px_claim_subject *subject,
                             const px_claim_option *options, size_t count,
                             px_error *err) PX_MUST_CHECK;

/* One claim a line: field, value, basis, level. */
void px_claims_print(const px_invocation *run, const px_claim *claims, size_t count);

/* The members of an open object: "claims". */
int px_claims_print_json(px_json *json, const px_claim *claims, size_t count,
                         px_error *err) PX_MUST_CHECK;

/* A provider and a model as JSON objects. */
void px_provider_json(px_json *json, const px_provider *provider);
void px_model_entry_json(px_json *json, const px_model_entry *model);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* The options of the commands that enter and change a provider. */
#ifndef PX_CLI_PROVIDER_READING_H
#define PX_CLI_PROVIDER_READING_H

#include "cli/claim_reading.h"

/* For a table of options: what a provider says of itself. */
#define PX_PROVIDER_OPTIONS                                                                        \
    { "slug", N_("NAME"), N_("its short name in addresses and commands") },                        \
        { "organisation", N_("NAME"), N_("the organisation of its people: its name or id") },      \
        { "contact", N_("TEXT"), N_("legal name, address and contact, for the public summary") },  \
        { "outside-union", N_("YES|NO"), N_("whether it is established outside the Union") },      \
        { "representative", N_("TEXT"),                                                            \
          N_("its authorised representative in the Union, with address and contact") },            \
        { "country", N_("CODE"), N_("where it is established, such as BE") },                      \
        { "size", N_("KEY"), N_("sme, small-mid-cap or large") },                                  \
        { "signed", N_("LIST"),                                                                    \
          N_("chapters of the Code that it signed: transparency,copyright,safety") },              \
    {                                                                                              \
        "language", N_("CODE"), N_("language of the texts given here, such as fr")                 \
    }

/* Takes slug and organisation into the provider. */
int px_provider_options_read(px_db *db, const px_invocation *run, px_provider *provider,
                             px_error *err) PX_MUST_CHECK;

/* Inside a deed: the claims that the options make. */
int px_provider_options_claim(px_db *db, const px_invocation *run, const px_provider *provider,
                              px_error *err) PX_MUST_CHECK;

/* Whether any of the options was given. */
bool px_provider_options_given(const px_invocation *run);

/* Says what was done, or the provider as JSON. */
int px_provider_say(px_invocation *run, const px_provider *provider, const char *message,
                    px_error *err) PX_MUST_CHECK;

#endif

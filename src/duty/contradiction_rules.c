/* SPDX-License-Identifier: EUPL-1.2 */
/* The table of what cannot both hold. Ids are stable. */
#include "duty/contradiction_priv.h"

#include "base/macro.h"

#include "base/banned.h"

#define REMEDY_DATE N_("check both dates against their evidence and supersede the wrong one")
#define REMEDY_MODALITY                                                                            \
    N_("name the modality in both fields, or take it out of the one where it is wrong")
#define REMEDY_ANSWER N_("answer the question with yes, or withdraw what was filled in below it")
#define REMEDY_SOURCE                                                                              \
    N_("answer with yes, or correct the kind of the source in the manifest and scan again")
#define REMEDY_PROVENANCE N_("let the form and the summary name the same sources")
#define REMEDY_RANGE N_("withdraw the range: it follows from the exact figure by itself")
#define REMEDY_RELIEF                                                                              \
    N_("withdraw the claim to the exemption, or correct what speaks against it; see section 4 of " \
       "the Commission's guidelines")

/* Modalities of a section of the summary that section 1.3 does not name. */
#define MODALITIES_OF(id, field)                                                                   \
    { id,                                                                                          \
      field,                                                                                       \
      "summary.1.3.a",                                                                             \
      pair_not_within,                                                                             \
      NULL,                                                                                        \
      N_("a section of the summary names a modality that section 1.3 does not name"),              \
      REMEDY_MODALITY }

/* A question answered with no, and an answer that only a yes would ask for. */
#define NO_BUT_FILLED(id, question, field)                                                         \
    { id,                                                                                          \
      question,                                                                                    \
      field,                                                                                       \
      pair_no_but_filled,                                                                          \
      NULL,                                                                                        \
      N_("a question is answered with no, and what only a yes would ask for is filled in"),        \
      REMEDY_ANSWER }

/* A question answered with no, and a source of that kind in the corpus. */
#define NO_BUT_SOURCE(id, question, kind)                                                          \
    { id,                                                                                          \
      question,                                                                                    \
      "fact.corpus.sources",                                                                       \
      pair_no_but_source,                                                                          \
      kind,                                                                                        \
      N_("a question is answered with no, and the corpus has a source of that kind"),              \
      REMEDY_SOURCE }

/* The form names a provenance, and the summary says no, or the other way round. */
#define PROVENANCE(id, choice, question)                                                           \
    { id,                                                                                          \
      "model.x.prov",                                                                              \
      question,                                                                                    \
      pair_choice_against,                                                                         \
      choice,                                                                                      \
      N_("the documentation form and the summary differ about where the data come from"),          \
      REMEDY_PROVENANCE }

const pair_rule pair_rules[] = {
    /* Dates */
    { "union-before-release", "model.g.union", "model.g.release", pair_before, NULL,
      N_("the model was placed on the Union market before its first release anywhere"),
      REMEDY_DATE },
    { "union-dates-differ", "summary.1.2.c", "model.g.union", pair_differ, NULL,
      N_("summary and form give different dates of placing on the Union market"), REMEDY_DATE },
    { "release-before-acquisition", "model.g.release", "summary.1.3.d", pair_before, NULL,
      N_("the model was released before the last of its training data were acquired"),
      REMEDY_DATE },
    { "acquisition-before-corpus", "summary.1.3.d", "fact.corpus.last", pair_before, NULL,
      N_("the corpus holds items that are younger than the latest date of acquisition"),
      N_("set the date of acquisition to the month of the latest item, or scan the corpus that was "
         "really used") },
    { "cutoff-after-acquisition", "fact.knowledge_cutoff", "summary.1.3.d", pair_after, NULL,
      N_("the model is said to know what happened after its last data were acquired"),
      REMEDY_DATE },
    { "training-before-acquisition", "fact.stages", "summary.1.3.d", pair_stages_end_early, NULL,
      N_("the last stage of training ended before the last data were acquired"), REMEDY_DATE },
    { "crawl-after-acquisition", "summary.2.3.e", "summary.1.3.d", pair_ends_after, NULL,
      N_("a crawler collected after the latest date of acquisition"), REMEDY_DATE },
    { "crawl-outside-period", "summary.2.3.e", "fact.corpus.crawlers", pair_outside_periods, NULL,
      N_("the corpus holds items that were crawled outside of the period that is given"),
      N_("widen the period of collection to what was measured") },
    { "corpus-after-release", "fact.corpus.last", "model.g.release", pair_after, NULL,
      N_("the corpus holds items that are younger than the first release of the model"),
      N_("scan the corpus that this version was trained on, or correct the date of release") },

    /* Modalities */
    { "modalities-differ", "summary.1.3.a", "model.x.type", pair_sets_differ, NULL,
      N_("summary and form name different modalities of the training data"), REMEDY_MODALITY },
    { "size-of-other-modality", "summary.1.3.b", "summary.1.3.a", pair_not_within, NULL,
      N_("a size is given for a modality that is not ticked"), REMEDY_MODALITY },
    { "modality-without-size", "summary.1.3.a", "summary.1.3.b", pair_not_within, NULL,
      N_("a modality is ticked and has no size"),
      N_("measure or declare the size of each modality that is ticked") },
    { "content-of-other-modality", "summary.1.3.c", "summary.1.3.a", pair_not_within, NULL,
      N_("types of content are given for a modality that is not ticked"), REMEDY_MODALITY },
    MODALITIES_OF("modality-of-public-datasets", "summary.2.1.b"),
    MODALITIES_OF("modality-of-licensed-data", "summary.2.2.1.b"),
    MODALITIES_OF("modality-of-private-datasets", "summary.2.2.2.b"),
    MODALITIES_OF("modality-of-crawled-data", "summary.2.3.g"),
    MODALITIES_OF("modality-of-user-data", "summary.2.4.d"),
    MODALITIES_OF("modality-of-synthetic-data", "summary.2.5.b"),
    { "input-size-of-other-modality", "model.p.inmax", "model.p.in", pair_not_within, NULL,
      N_("a maximum size is given for an input modality that is not ticked"), REMEDY_MODALITY },
    { "output-size-of-other-modality", "model.p.outmax", "model.p.out", pair_not_within, NULL,
      N_("a maximum size is given for an output modality that is not ticked"), REMEDY_MODALITY },
    { "input-never-trained", "model.p.in", "summary.1.3.a", pair_not_within, NULL,
      N_("the model takes a modality of which it has no training data"), REMEDY_MODALITY },
    { "output-never-trained", "model.p.out", "summary.1.3.a", pair_not_within, NULL,
      N_("the model makes a modality of which it has no training data"), REMEDY_MODALITY },
    { "input-of-the-files", "fact.modalities_in", "model.p.in", pair_not_within, NULL,
      N_("the files of the model show an input modality that the form does not name"),
      REMEDY_MODALITY },
    { "output-of-the-files", "fact.modalities_out", "model.p.out", pair_not_within, NULL,
      N_("the files of the model show an output modality that the form does not name"),
      REMEDY_MODALITY },

    /* Sizes and numbers */
    { "parameters-outside-range", "model.p.range", "model.p.size", pair_not_in_range,
      "model.p.range", N_("the number of parameters is not in the range that is given"),
      REMEDY_RANGE },
    { "active-above-total", "fact.active_parameters", "fact.parameters", pair_greater, NULL,
      N_("more parameters are active than there are"),
      N_("measure both from the same files, or correct the declared one") },
    { "time-outside-range", "model.c.time.n", "model.c.time.a", pair_time_range, NULL,
      N_("the days of training are not in the range that is given"), REMEDY_RANGE },
    { "fewer-device-days", "model.c.time.a", NULL, pair_fewer_devices, NULL,
      N_("the days of hardware are fewer than the days by the clock"),
      N_("count the days of all accelerators together") },
    { "magnitude-of-compute", "model.c.flop.n", "model.c.flop.a", pair_not_magnitude, NULL,
      N_("the order of magnitude is not that of the compute"), REMEDY_RANGE },
    { "size-outside-range", "summary.1.3.b", "fact.corpus.size", pair_size_ranges, NULL,
      N_("the size of the training data is not what was measured"),
      N_("withdraw the declared size: the exact one gives the range by itself") },
    { "points-against-size", "model.x.n.a", "summary.1.3.b", pair_points_differ, NULL,
      N_("form and summary give different sizes of the training data"),
      N_("count both in the same unit, after pre-processing and before training") },
    { "compute-against-tokens", "model.c.flop.a", "fact.training_tokens", pair_compute_far, NULL,
      N_("the compute is more than three times, or less than a third of, 6 x parameters x tokens"),
      N_("count the active parameters, and tokens with their repeats; 'praxis model compute' shows "
         "both methods") },
    { "energy-against-hours", "model.e.mwh", "fact.accelerator_hours", pair_energy_far, NULL,
      N_("the energy is more than three times, or less than a third of, hours x power of the "
         "accelerators"),
      N_("say which boundary the energy has, and check the unit: megawatt-hours") },

    /* Section 2 of the summary against itself */
    NO_BUT_FILLED("no-public-datasets-but-listed", "summary.2.1.a", "summary.2.1.c"),
    NO_BUT_FILLED("no-public-datasets-but-described", "summary.2.1.a", "summary.2.1.d"),
    NO_BUT_FILLED("no-private-datasets-but-listed", "summary.2.2.2.a", "summary.2.2.2.c"),
    NO_BUT_FILLED("no-private-datasets-but-described", "summary.2.2.2.a", "summary.2.2.2.d"),
    NO_BUT_FILLED("no-crawler-but-names", "summary.2.3.a", "summary.2.3.b"),
    NO_BUT_FILLED("no-crawler-but-period", "summary.2.3.a", "summary.2.3.e"),
    NO_BUT_FILLED("no-crawler-but-domains", "summary.2.3.a", "summary.2.3.h"),
    NO_BUT_FILLED("no-services-but-named", "summary.2.4.b", "summary.2.4.c"),
    NO_BUT_FILLED("no-synthetic-data-but-models", "summary.2.5.a", "summary.2.5.c"),
    NO_BUT_FILLED("no-other-source-but-described", "summary.2.6.a", "summary.2.6.b"),
    { "crawler-without-name", "summary.2.3.a", "summary.2.3.b", pair_yes_but_none, NULL,
      N_("crawlers were used, and none is named"),
      N_("name each crawler as it announces itself, its User-Agent") },
    { "crawler-without-period", "summary.2.3.a", "summary.2.3.e", pair_yes_but_none, NULL,
      N_("crawlers were used, and no period of collection is given"),
      N_("give the first and the last month of each crawler") },
    { "crawler-without-domains", "summary.2.3.a", "summary.2.3.h", pair_yes_but_none, NULL,
      N_("crawlers were used, and no domain is named"),
      N_("import the result of a scan: 'praxis corpus domains' lists the most relevant ones") },

    /* Section 2 against the corpus */
    NO_BUT_SOURCE("no-public-datasets-but-in-corpus", "summary.2.1.a", "public-dataset"),
    NO_BUT_SOURCE("no-licensed-data-but-in-corpus", "summary.2.2.1.a", "licensed"),
    NO_BUT_SOURCE("no-private-datasets-but-in-corpus", "summary.2.2.2.a", "private"),
    NO_BUT_SOURCE("no-crawler-but-in-corpus", "summary.2.3.a", "crawled"),
    NO_BUT_SOURCE("no-synthetic-data-but-in-corpus", "summary.2.5.a", "synthetic"),
    NO_BUT_SOURCE("no-other-source-but-in-corpus", "summary.2.6.a", "other"),
    { "languages-not-in-corpus", "fact.languages", "fact.corpus.languages", pair_language_missing,
      NULL, N_("a language is said to be supported that was not found in the training data"),
      N_("take the language out, or scan all of the data that were used") },

    /* The summary against the form */
    PROVENANCE("provenance-crawling", "web-crawling", "summary.2.3.a"),
    PROVENANCE("provenance-public", "public", "summary.2.1.a"),
    PROVENANCE("provenance-synthetic", "synthetic", "summary.2.5.a"),
    PROVENANCE("provenance-other", "other", "summary.2.6.a"),
    { "dependencies-differ", "summary.1.2.b", "model.g.deps", pair_names_differ, "name",
      N_("summary and form name different models that this one modifies"),
      N_("name the same models with the same words in both") },
    { "channels-differ", "model.d.ch.an", "model.d.ch.d", pair_names_differ, "channel",
      N_("the kinds of channel told to authorities and to downstream providers differ"),
      N_("name the same kinds of channel in both lists") },

    /* The provider */
    { "representative-missing", "fact.provider.outside_union", "summary.1.1.b",
      pair_yes_but_applies_not, NULL,
      N_("the provider is established outside the Union, and no representative is named"),
      N_("name the authorised representative in the Union, with address and contact") },
    { "representative-needless", "fact.provider.outside_union", "summary.1.1.b",
      pair_no_but_applies, NULL,
      N_("the provider is established in the Union, and a representative is named"),
      N_("withdraw the representative, or correct where the provider is established") },

    /* Licence and access */
    { "relief-under-closed-licence", "fact.open_source_relief", "fact.licence", pair_licence_closed,
      NULL,
      N_("the exemption of free and open-source models is claimed under a licence that keeps a "
         "right back"),
      REMEDY_RELIEF },
    { "relief-without-weights", "fact.open_source_relief", "fact.weights_access",
      pair_weights_closed, NULL,
      N_("the exemption of free and open-source models is claimed, and the weights are not public"),
      REMEDY_RELIEF },
    { "relief-without-repository", "fact.open_source_relief", "model.d.ch.an", pair_no_repository,
      NULL,
      N_("the exemption of free and open-source models is claimed, and no repository is among the "
         "channels"),
      REMEDY_RELIEF },
    { "relief-with-systemic-risk", "fact.open_source_relief", "fact.cumulative_compute",
      pair_systemic, "systemic-risk",
      N_("the exemption of free and open-source models is claimed above the threshold of systemic "
         "risk"),
      REMEDY_RELIEF },
    { "repository-without-licence", "model.d.lic", "model.d.ch.an", pair_no_licence, NULL,
      N_("the model is in a public repository, and no licence is named"),
      N_("name the licence under which it can be had there") },
};
const size_t pair_rule_count = PX_COUNT(pair_rules);

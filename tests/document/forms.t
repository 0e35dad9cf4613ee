#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# The documents of official forms in programs of others: LibreOffice opens DOCX, the words of every
# PDF are read back, boxes are ticked where they should be, in both languages.
. "$(dirname "$0")/../lib.sh"

praxis --quiet init
praxis --quiet provider add 'Example Lab'
praxis --quiet model add example-lab Lantern --version lantern-1.0
while IFS='|' read -r field value; do
    praxis --quiet claims declare example-lab/lantern "$field" "$value"
done <<'END'
summary.1.3.a|["text","image"]
summary.1.3.b|{"text":{"value":"15612345678901","unit":"tokens"}}
summary.2.1.a|true
summary.2.1.c|[{"name":"Common Crawl","link":"https://commoncrawl.org/","version":"2024-10"}]
summary.2.5.a|false
model.p.size|7241732096
model.u.aup|{"en":"none","fr":"aucune"}
END

# What a document of the model has to say, by kind and language.
expected() {
    case $1 in
    summary.en) printf '%s\n' 'Public summary of training content' \
        '☑ more than 10 trillion tokens' '☐ less than 1 billion tokens' \
        '15,612,345,678,901 tokens' '2024-10' 'Missing' '2.4 User data' \
        '3.2 Removal of illegal content' ;;
    summary.fr) printf '%s\n' 'Résumé public du contenu' 'plus de 10' '2.4 Données' 'utilisateurs' \
        '2024-10' '3.3 Autres informations' ;;
    pack.en) printf '%s\n' 'Model documentation form' '☑ 5 to 15 billion' 'Downstream providers' ;;
    pack.fr) printf '%s\n' 'Formulaire de documentation du modèle' '☑ de 5 à 15 milliards' \
        'aucune' ;;
    esac
}

# The words of a PDF, a space between them.
words_of() {
    pdftotext -raw "$1" - | perl -CSD -0pe 's/[\s\x{a0}\x{202f}]+/ /g; s/\x{2612}/\x{2611}/g'
}

for language in en fr; do
    praxis --quiet summary build example-lab/lantern --lang $language -o summary.$language.docx
    praxis --quiet summary build example-lab/lantern --lang $language -o summary.$language.pdf
    praxis --quiet form build example-lab/lantern --recipient downstream --lang $language \
        -o pack.$language.docx
    praxis --quiet form build example-lab/lantern --recipient downstream --lang $language \
        -o pack.$language.pdf
    for kind in summary pack; do
        mkdir -p office
        ok "LibreOffice opens the $kind in $language" \
            soffice -env:UserInstallation="file://$WORK/lo" \
            --headless --convert-to pdf --outdir office $kind.$language.docx
        for pdf in $kind.$language.pdf office/$kind.$language.pdf; do
            ok "$pdf is there" test -s "$pdf"
            words_of "$pdf" >words
            expected $kind.$language >wanted
            while IFS= read -r line; do
                ok "$pdf says '$line'" grep -qF -- "$line" words
            done <wanted
            not_ok "$pdf has no exact number" grep -qE '7.?241.?732.?096' words
        done
    done
done
done_testing

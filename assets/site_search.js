// SPDX-License-Identifier: EUPL-1.2
// Comfort only, for the list of all provisions in a static copy of the site: shows those that have
// all of the words, which stand in the page itself.
"use strict";

const search = document.querySelector(".static-search");

if (search) {
    const field = search.querySelector("input");
    const said = search.querySelector("[role=status]");
    const query = new URLSearchParams(location.search);
    const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    const items = [...document.querySelectorAll(".static-list > li")].map((element) => ({
        element,
        code: element.closest("[data-code]").dataset.code,
        words: plain(`${element.textContent} ${element.dataset.words}`),
    }));

    function show() {
        const wanted = plain(field.value).split(/\s+/).filter(Boolean);
        const code = query.get("code");
        let found = 0;

        for (const item of items) {
            const fits = (!code || !field.value || item.code === code) &&
                wanted.every((word) => item.words.includes(word));

            item.element.hidden = !fits;
            found += fits;
        }
        for (const section of document.querySelectorAll(".static-code"))
            section.hidden = !section.querySelector("li:not([hidden])");
        said.textContent =
            wanted.length === 0 ? "" :
            found ? `${search.dataset.found} ${found}` : search.dataset.none;
    }

    search.hidden = false;
    field.value = query.get("q") ?? "";
    field.addEventListener("input", show);
    show();
}

// SPDX-License-Identifier: EUPL-1.2
// Finds a name in a list of domains that is spread over pages, without a server: the index knows
// the first name of each page, a page its own names. What is asked for may be an address or a name
// below a domain: labels are left out from the left until something is found.
"use strict";

const form = document.querySelector(".domain-search");
const query = new URLSearchParams(location.search);

// The name in an address, without user, port, path and final dot.
function nameOf(text) {
    const host = text.trim().toLowerCase().replace(/^[a-z]+:\/\//, "").replace(/[/?#].*$/, "")
        .replace(/^.*@/, "").replace(/:\d*$/, "").replace(/\.$/, "");

    try {
        return new URL(`http://${host}/`).hostname;
    } catch {
        return host;
    }
}

function seek(asked, cut) {
    const name = asked.split(".").slice(cut).join(".");
    const pages = [...document.querySelectorAll(".domain-pages a")];
    let page = pages[0];

    if (!name.includes(".") || !page || name < page.dataset.first)
        return false;
    for (const next of pages)
        if (next.dataset.first <= name)
            page = next;
    location.assign(
        `${page.getAttribute("href")}?asked=${encodeURIComponent(asked)}&cut=${cut}#${name}`);
    return true;
}

function search(asked, cut) {
    const said = form.querySelector("[role=status]");

    form.elements.asked.value = asked;
    for (; cut < asked.split(".").length; cut++)
        if (seek(asked, cut))
            return;
    said.textContent = asked ? form.dataset.none.replace("{name}", asked) : "";
}

if (form) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
        event.preventDefault();
        search(nameOf(form.elements.asked.value), 0);
    });
    if (query.has("asked"))
        search(nameOf(query.get("asked")), Number(query.get("cut")) || 0);
} else if (query.has("asked")
    && !document.getElementById(decodeURIComponent(location.hash.slice(1)))) {
    location.replace(`index.html?asked=${encodeURIComponent(query.get("asked"))}&cut=${
        (Number(query.get("cut")) || 0) + 1}`);
}

// SPDX-License-Identifier: EUPL-1.2
// Comfort only: every page works without this file.
"use strict";

// The contents list shows where the reader is.
function followScroll(contents) {
    const links = new Map();

    for (const link of contents.querySelectorAll('a[href^="#"]')) {
        const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));

        if (target) links.set(target, link);
    }
    if (links.size === 0) return;

    let current = null;
    let waiting = false;
    const targets = [...links.keys()];

    function mark() {
        waiting = false;
        let found = null;

        for (const target of targets) {
            if (target.getBoundingClientRect().top > window.innerHeight / 3) break;
            found = target;
        }
        const link = found ? links.get(found) : null;

        if (link === current) return;
        if (current) current.removeAttribute("aria-current");
        if (link) {
            const list = contents.querySelector(".contents-list");

            link.setAttribute("aria-current", "location");
            if (list) {
                const box = list.getBoundingClientRect();
                const at = link.getBoundingClientRect();

                if (at.top < box.top || at.bottom > box.bottom)
                    list.scrollTop += at.top - box.top - box.height / 3;
            }
        }
        current = link;
    }

    document.addEventListener(
        "scroll",
        () => {
            if (!waiting) {
                waiting = true;
                requestAnimationFrame(mark);
            }
        },
        { passive: true },
    );
    mark();
}

// Following a provision's sign also copies its address, and says so.
function copyAddresses(text) {
    if (!navigator.clipboard) return;
    const said = document.createElement("p");

    said.className = "visually-hidden";
    said.setAttribute("role", "status");
    text.after(said);
    text.addEventListener("click", (event) => {
        const anchor = event.target.closest("a.anchor");

        if (!anchor) return;
        navigator.clipboard.writeText(anchor.href).then(
            () => {
                said.textContent = text.dataset.copied;
                anchor.dataset.copied = "";
                setTimeout(() => {
                    said.textContent = "";
                    delete anchor.dataset.copied;
                }, 2000);
            },
            () => {},
        );
    });
}

const text = document.querySelector("article.text");

if (text) {
    const contents = document.querySelector(".contents");

    if (contents) followScroll(contents);
    copyAddresses(text);
}

// SPDX-License-Identifier: EUPL-1.2
// Comfort only: every page works without this file.
"use strict";

const wide = matchMedia("(width >= 56rem)");
const still = matchMedia("(prefers-reduced-motion: reduce)");

// The contents show where the reader is, and unfold what that stands in.
function followScroll(contents) {
    const list = contents.querySelector(".contents-list");
    const here = contents.querySelector(".contents-here");
    const entries = new Map(); // heading -> its link
    const passed = new Set(); // headings above the line that reading is taken to be at
    const unfolded = new Set(); // by us: they are folded again
    let current = null;
    let observer = null;

    for (const link of list.querySelectorAll("a")) {
        const section = document.getElementById(decodeURIComponent(link.hash.slice(1)));
        const heading = section?.querySelector(":scope > :is(h2, h3, h4, h5, h6)");

        if (heading) entries.set(heading, link);
    }
    if (entries.size === 0) return;
    contents.dataset.followed = "";

    // At the end of a page its last headings cannot come up to the line: what was asked for counts.
    function asked() {
        const root = document.documentElement;

        if (!location.hash) return null;
        if (window.innerHeight + window.scrollY < root.scrollHeight - 2) return null;
        for (const [heading, link] of entries)
            if (link.hash === location.hash && heading.getBoundingClientRect().top >= 0)
                return link;
        return null;
    }

    function last() {
        let found = null;

        for (const [heading, link] of entries) if (passed.has(heading)) found = link;
        return found;
    }

    function unfold(link) {
        const wanted = new Set();

        for (let li = link?.closest("li"); li; li = li.parentElement.closest("li"))
            wanted.add(li.querySelector(":scope > details"));
        wanted.delete(null);
        for (const fold of unfolded) {
            if (wanted.has(fold)) continue;
            fold.open = false;
            unfolded.delete(fold);
        }
        for (const fold of wanted) {
            if (fold.open) continue;
            fold.open = true;
            unfolded.add(fold);
        }
    }

    function reveal(link) {
        const box = list.getBoundingClientRect();
        const at = link.getBoundingClientRect();

        if (at.height && (at.top < box.top || at.bottom > box.bottom))
            list.scrollTo({
                top: list.scrollTop + at.top - box.top - box.height / 3,
                behavior: still.matches ? "auto" : "smooth",
            });
    }

    function mark() {
        const link = asked() ?? last();

        if (link === current) return;
        current?.removeAttribute("aria-current");
        link?.setAttribute("aria-current", "location");
        here.textContent = link?.textContent ?? "";
        current = link;
        unfold(link);
        if (link) reveal(link);
    }

    // Everything above the line intersects, so that a heading is told of when it crosses the line,
    // which is a little below where a followed heading comes to stand.
    function observe() {
        const line = wide.matches ? 96 : 128;
        const below = Math.max(0, window.innerHeight - line);

        observer?.disconnect();
        passed.clear();
        observer = new IntersectionObserver(
            (changes) => {
                for (const { target, isIntersecting } of changes)
                    if (isIntersecting) passed.add(target);
                    else passed.delete(target);
                mark();
            },
            { rootMargin: `10000000px 0px -${below}px 0px` },
        );
        for (const heading of entries.keys()) observer.observe(heading);
    }

    observe();
    addEventListener("resize", observe);
    addEventListener("hashchange", mark);
    list.addEventListener("click", (event) => {
        const summary = event.target.closest("summary");

        if (summary) unfolded.delete(summary.parentElement);
    });
}

// On narrow screens the contents are one line, which closes when an entry was followed.
function foldContents(contents) {
    const fold = contents.querySelector(".contents-fold");
    const summary = fold.querySelector("summary");

    function fit() {
        fold.open = wide.matches;
        summary.tabIndex = wide.matches ? -1 : 0;
    }

    wide.addEventListener("change", fit);
    fit();
    summary.addEventListener("click", (event) => {
        if (wide.matches) event.preventDefault();
    });
    fold.addEventListener("click", (event) => {
        if (!wide.matches && event.target.closest("a")) fold.open = false;
    });
    fold.addEventListener("keydown", (event) => {
        if (wide.matches || event.key !== "Escape") return;
        fold.open = false;
        summary.focus();
    });
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
                anchor.dataset.copied = text.dataset.copied;
                setTimeout(() => {
                    said.textContent = "";
                    delete anchor.dataset.copied;
                }, 2000);
            },
            () => {},
        );
    });
}

// What a term means is shown over it, while the pointer is on it or on the note, or the focus on it
// (WCAG 1.4.13). On touch screens the first tap shows it, the second follows the link.
function explainTerms(text) {
    const note = document.createElement("div");
    let shown = null;
    let timer = 0;

    if (!note.showPopover || !text.querySelector(".term")) return;
    note.className = "term-note";
    note.id = "term-note";
    note.popover = "manual";
    note.lang = text.lang;
    note.setAttribute("role", "tooltip");
    text.after(note);

    function paragraph(words, name) {
        const p = document.createElement("p");

        p.className = name;
        p.textContent = words;
        return p;
    }

    function write(definition) {
        const copy = definition.cloneNode(true);

        for (const sign of copy.querySelectorAll(".anchor")) sign.remove();
        note.replaceChildren(
            paragraph(copy.querySelector("dfn").textContent, "term-name"),
            ...[...copy.querySelectorAll("dd p, dd li")].map((p) => paragraph(p.textContent, "")),
        );
    }

    // Below the term, or above it where there is more room; never wider than the window.
    function place(term) {
        const at = term.getClientRects()[0];
        const size = note.getBoundingClientRect();
        const room = document.documentElement.clientWidth - size.width - 16;
        const above = at.bottom + size.height + 8 > window.innerHeight && at.top > size.height + 8;

        note.style.left = `${window.scrollX + Math.max(16, Math.min(at.left, room))}px`;
        note.style.top = `${window.scrollY + (above ? at.top - size.height - 4 : at.bottom + 4)}px`;
    }

    function hide() {
        clearTimeout(timer);
        if (!shown) return;
        shown.removeAttribute("aria-describedby");
        shown = null;
        note.hidePopover();
    }

    function show(term) {
        const definition = document.getElementById(term.hash.slice(1));

        clearTimeout(timer);
        if (term === shown || !definition) return;
        hide();
        write(definition);
        shown = term;
        note.showPopover();
        place(term);
        term.setAttribute("aria-describedby", note.id);
    }

    function later(what, wait) {
        clearTimeout(timer);
        timer = setTimeout(what, wait);
    }

    text.addEventListener("pointerover", (event) => {
        const term = event.target.closest(".term");

        if (term && event.pointerType === "mouse") later(() => show(term), 200);
    });
    text.addEventListener("pointerout", (event) => {
        if (event.target.closest(".term") && event.pointerType === "mouse") later(hide, 300);
    });
    note.addEventListener("pointerenter", () => clearTimeout(timer));
    note.addEventListener("pointerleave", () => later(hide, 300));
    text.addEventListener("focusin", (event) => {
        if (event.target.matches(".term:focus-visible")) show(event.target);
    });
    text.addEventListener("focusout", (event) => {
        if (event.target === shown) hide();
    });
    text.addEventListener("click", (event) => {
        const term = event.target.closest(".term");

        if (term && event.pointerType === "touch" && term !== shown) {
            event.preventDefault();
            show(term);
        } else {
            hide();
        }
    });
    document.addEventListener("keydown", (event) => {
        if (event.key === "Escape") hide();
    });
    document.addEventListener("pointerdown", (event) => {
        if (!note.contains(event.target) && !event.target.closest?.(".term")) hide();
    });
    addEventListener("resize", hide);
}

// Deadlines: the same instant in the zone of this device, where the page does not tell the reader's
// own yet, and the time that is left. It runs by minutes, in the last hour by seconds unless motion
// is unwanted, and speaks only to whoever reads it.
function runDeadlines(deadlines) {
    // Days are written as the server writes them: 29 April, not April 29.
    const language = document.documentElement.lang.replace(/^en$/, "en-GB");
    const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    const list = new Intl.ListFormat(language, { type: "unit", style: "narrow" });
    const running = [];

    function fill(pattern, words) {
        return pattern.replace("{time}", words);
    }

    function words(at, timeZone) {
        const options = { dateStyle: "long", timeStyle: "short", timeZone };

        return new Intl.DateTimeFormat(language, options).format(at);
    }

    function amount(value, unit) {
        const style = { style: "unit", unit, unitDisplay: "long" };

        return new Intl.NumberFormat(language, style).format(value);
    }

    // The two largest units that count.
    function left(milliseconds) {
        const seconds = Math.floor(milliseconds / 1000);
        const parts = [
            [Math.floor(seconds / 86400), "day"],
            [Math.floor(seconds / 3600) % 24, "hour"],
            [Math.floor(seconds / 60) % 60, "minute"],
            [still.matches ? 0 : seconds % 60, "second"],
        ];
        const first = parts.findIndex(([value]) => value > 0);

        if (first < 0) return amount(0, "minute");
        return list.format(
            parts
                .slice(first, first + 2)
                .filter(([value]) => value > 0)
                .map(([value, unit]) => amount(value, unit)),
        );
    }

    function add(deadline, name) {
        const span = document.createElement("span");

        span.className = name;
        deadline.append(" ", span);
        return span;
    }

    function tick() {
        const now = Date.now();
        let soon = false;

        for (const { deadline, at, span } of running) {
            const rest = at - now;

            span.textContent =
                rest > 0 ? fill(deadline.dataset.left, left(rest)) : deadline.dataset.over;
            soon ||= rest > 0 && rest < 3600000;
        }
        setTimeout(tick, soon && !still.matches ? 1000 : 60000);
    }

    for (const deadline of deadlines) {
        const at = new Date(deadline.querySelector("time").dateTime);

        if (!deadline.querySelector(".own-time") && own !== deadline.dataset.zone) {
            const here = words(at, own);

            if (here !== words(at, deadline.dataset.zone))
                add(deadline, "own-time").textContent = fill(deadline.dataset.here, here);
        }
        if (deadline.dataset.left)
            running.push({ deadline, at, span: add(deadline, "countdown") });
    }
    if (running.length) tick();
}

runDeadlines(document.querySelectorAll(".deadline"));

const text = document.querySelector("article.text");

if (text) {
    const contents = document.querySelector(".contents");

    if (contents) {
        foldContents(contents);
        followScroll(contents);
    }
    copyAddresses(text);
    explainTerms(text);
}

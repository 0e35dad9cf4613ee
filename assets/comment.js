// SPDX-License-Identifier: EUPL-1.2
// Selecting words of the text to comment on them: by mouse, finger or keyboard. Comfort only: each
// provision has a link to the same form, where the words can be typed.
"use strict";

{
    const ways = document.getElementById("comment-ways");
    const text = document.querySelector("article.text");
    const form = ways.querySelector("a").getAttribute("href");

    // ---- The plain form of a provision's words (docs/format-text.md): what offsets are counted in

    const blocks = new Set(["P", "TD", "TH", "TR", "LI", "PRE", "DIV"]);

    // Each code point with its place in the page: { letters, nodes, offsets }.
    function plainOf(container) {
        const plain = { letters: [], nodes: [], offsets: [] };

        function add(letter, node, offset) {
            plain.letters.push(letter);
            plain.nodes.push(node);
            plain.offsets.push(offset);
        }

        function space(node, offset) {
            if (plain.letters.length && plain.letters.at(-1) !== " ") add(" ", node, offset);
        }

        function walk(node) {
            if (node.nodeType === Node.TEXT_NODE) {
                let offset = 0;

                for (const letter of node.data) {
                    if (/\p{White_Space}/u.test(letter)) space(node, offset);
                    else add(letter, node, offset);
                    offset += letter.length;
                }
            } else if (node.nodeName === "BR") {
                space(node, 0);
            } else if (node.nodeName !== "CAPTION") {
                for (const child of node.childNodes) walk(child);
                if (blocks.has(node.nodeName)) space(node, node.childNodes.length);
            }
        }

        walk(container);
        if (plain.letters.at(-1) === " ") plain.letters.pop();
        return plain;
    }

    const containers = [...text.querySelectorAll("[data-words]")];
    const known = new Map();

    function plainKept(container) {
        if (!known.has(container)) known.set(container, plainOf(container));
        return known.get(container);
    }

    // The code points of the container that the range holds, without spaces at the ends.
    function within(container, range) {
        const { letters, nodes, offsets } = plainKept(container);
        let start = letters.length;
        let end = 0;

        if (!range.intersectsNode(container)) return null;
        for (let i = 0; i < letters.length; i++) {
            const last = nodes[i] === range.endContainer && offsets[i] >= range.endOffset;

            if (last || range.comparePoint(nodes[i], offsets[i]) !== 0) continue;
            start = Math.min(start, i);
            end = i + 1;
        }
        while (start < end && letters[start] === " ") start++;
        while (start < end && letters[end - 1] === " ") end--;
        return start < end ? { container, start, end } : null;
    }

    // Whole words: what begins or ends within a word goes on to its end, unless that is far (some
    // scripts set no spaces).
    function whole(words) {
        const { letters } = plainKept(words.container);
        const letter = /[\p{L}\p{M}\p{N}]/u;
        const inside = (at) =>
            at > 0 && at < letters.length && letter.test(letters[at - 1])
            && letter.test(letters[at]);
        const far = 40;
        let { start, end } = words;

        while (inside(start) && words.start - start < far) start--;
        while (inside(end) && end - words.end < far) end++;
        return inside(start) || inside(end) ? words : { ...words, start, end };
    }

    // What is selected: words of one container; "many" where they are of several; else null.
    function chosenWords() {
        const selection = getSelection();
        const found = [];

        if (selection.rangeCount === 0 || selection.isCollapsed) return null;
        for (const container of containers) {
            const words = within(container, selection.getRangeAt(0));

            if (words) found.push(words);
            if (found.length > 1) return "many";
        }
        return found.length ? whole(found[0]) : null;
    }

    function address({ container, start, end }) {
        const id = container.closest(".provision[id]").id;
        const heading = container.dataset.words === "heading" ? "&heading=1" : "";

        return `${form}${encodeURIComponent(id)}&start=${start}&end=${end}${heading}` +
            `&language=${text.lang}`;
    }

    // ---- The button beside what is selected

    const button = document.createElement("a");
    const said = document.createElement("p");

    button.className = "comment-pop";
    button.rel = "nofollow";
    said.className = "visually-hidden";
    said.setAttribute("role", "status");
    document.body.append(said);

    function hide() {
        button.remove();
    }

    // It stands behind the words in the order of the keyboard too, and below them on the page.
    function show(words) {
        const many = words === "many";
        const range = getSelection().getRangeAt(0);
        const at = range.getBoundingClientRect();
        const last = [...range.getClientRects()].at(-1) ?? at;

        button.textContent = many ? ways.dataset.one : ways.dataset.button;
        button.classList.toggle("many", many);
        if (many) {
            button.removeAttribute("href");
            document.body.append(button);
        } else {
            button.href = address(words);
            words.container.after(button);
        }
        const origin = button.offsetParent.getBoundingClientRect();
        const most = document.documentElement.clientWidth - button.offsetWidth - 8;

        button.style.top = `${at.bottom - origin.top + (coarse.matches ? 28 : 6)}px`;
        button.style.left = `${Math.max(8, Math.min(last.left, most)) - origin.left}px`;
    }

    const coarse = matchMedia("(pointer: coarse)");
    let waiting = 0;

    document.addEventListener("selectionchange", () => {
        clearTimeout(waiting);
        waiting = setTimeout(() => {
            const words = chosenWords();

            if (words) show(words);
            else hide();
        }, 120);
    });

    // ---- By the keyboard: c enters, arrows move by word, Shift extends, Enter comments, Escape
    // leaves

    let mode = null; // { container, words: [start, end) in code points, from, to: words, back }

    function wordsOf(container) {
        const { letters } = plainKept(container);
        const words = [];
        let start = -1;

        for (let i = 0; i <= letters.length; i++) {
            const space = i === letters.length || letters[i] === " ";

            if (!space && start < 0) start = i;
            if (space && start >= 0) words.push([start, i]);
            if (space) start = -1;
        }
        return words;
    }

    function tell(message) {
        said.textContent = message;
    }

    // Selects the words of the mode on the page, and says them.
    function mark() {
        const { letters, nodes, offsets } = plainKept(mode.container);
        const first = mode.words[Math.min(mode.from, mode.to)][0];
        const last = mode.words[Math.max(mode.from, mode.to)][1] - 1;
        const range = document.createRange();

        range.setStart(nodes[first], offsets[first]);
        range.setEnd(nodes[last], offsets[last] + letters[last].length);
        getSelection().removeAllRanges();
        getSelection().addRange(range);
        tell(`${ways.dataset.chosen} ${letters.slice(first, last + 1).join("")}`);
        const box = range.getBoundingClientRect();

        if (box.top < 0 || box.bottom > innerHeight)
            mode.container.scrollIntoView({ block: "center" });
    }

    function undress() {
        mode.container.removeAttribute("tabindex");
        mode.container.removeAttribute("role");
        mode.container.removeAttribute("aria-label");
        mode.container.classList.remove("selecting");
    }

    // The keys are for us while a container is an application: a screen reader passes them on.
    function enter(container, word, back) {
        const words = wordsOf(container);

        if (words.length === 0) return false;
        if (mode) undress();
        mode = { container, words, back };
        mode.from = mode.to = word < 0 ? words.length - 1 : word;
        container.tabIndex = -1;
        container.setAttribute("role", "application");
        container.setAttribute("aria-label", ways.dataset.enter);
        container.classList.add("selecting");
        container.focus({ preventScroll: true });
        mark();
        return true;
    }

    function leave() {
        const { back } = mode;

        undress();
        mode = null;
        getSelection().removeAllRanges();
        hide();
        back?.focus();
        tell(ways.dataset.left);
    }

    // To the container before or behind, which has words.
    function step(by, word) {
        for (let i = containers.indexOf(mode.container) + by; containers[i]; i += by)
            if (enter(containers[i], word, mode.back)) return;
    }

    function move(to, extend) {
        if (extend || (to >= 0 && to < mode.words.length)) {
            mode.to = Math.max(0, Math.min(to, mode.words.length - 1));
            if (!extend) mode.from = mode.to;
            mark();
        } else {
            step(to < 0 ? -1 : 1, to < 0 ? -1 : 0);
        }
    }

    const keys = {
        ArrowRight: (shift) => move(mode.to + 1, shift),
        ArrowLeft: (shift) => move(mode.to - 1, shift),
        ArrowDown: (shift) => (shift ? move(mode.words.length - 1, true) : step(1, 0)),
        ArrowUp: (shift) => (shift ? move(0, true) : step(-1, 0)),
        Home: (shift) => move(0, shift),
        End: (shift) => move(mode.words.length - 1, shift),
        Enter: () => location.assign(address(chosenWords())),
        Escape: leave,
    };

    // Where the reader is: at the provision of what has the focus, else at the first in sight.
    function nearest() {
        const provision = document.activeElement?.closest(".provision");
        const focused = provision?.querySelector("[data-words]");

        return focused ?? containers.find((one) => one.getBoundingClientRect().bottom > 80);
    }

    function writes(target) {
        return target.closest("input, textarea, select, [contenteditable]") !== null;
    }

    document.addEventListener("keydown", (event) => {
        if (event.ctrlKey || event.altKey || event.metaKey) return;
        if (mode && event.key in keys && mode.container === document.activeElement) {
            event.preventDefault();
            keys[event.key](event.shiftKey);
        } else if (!mode && event.key === "Escape" && button.isConnected) {
            getSelection().removeAllRanges();
            hide();
        } else if (!mode && event.key === "c" && !writes(event.target)) {
            const container = nearest();
            const link = document.activeElement;

            if (!container) return;
            event.preventDefault();
            enter(container, 0, link === document.body ? null : link);
            tell(`${ways.dataset.enter} ${said.textContent}`);
        }
    });

    document.addEventListener("focusin", (event) => {
        if (!mode || event.target === mode.container || event.target === button) return;
        undress();
        mode = null;
    });

    for (const hint of ways.querySelectorAll(".comment-script")) hint.hidden = false;
}

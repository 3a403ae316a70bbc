// Pressroom's live reload: keeps the page that is shown in step with the site.
// It is in the pages only where pressroom.live-reload is on.
(() => {
  "use strict";

  const script = document.currentScript;
  const keptKey = "pressroom-kept";
  const closedKey = "pressroom-closed";
  let shown = script.dataset.page; // the digest of the page that is shown
  let release = ""; // the last release that was heard of
  let stream = null;

  // The page but for what may be changed in place. Taken before anything else changes it.
  const comparable = (page) => {
    const root = page.documentElement.cloneNode(true);
    root
      .querySelectorAll("link[rel~=stylesheet], script[data-page], noscript")
      .forEach((element) => element.remove());
    return root;
  };
  const original = comparable(document);

  const styles = (page) => [...page.querySelectorAll("link[rel~=stylesheet][href]")];

  const pathOf = (url) => {
    try {
      const { origin, pathname } = new URL(url, location.href);
      return origin === location.origin ? decodeURIComponent(pathname).normalize("NFC") : null;
    } catch {
      return null;
    }
  };

  // What a reader did to the page, kept over a reload: where it is scrolled to, and what is typed,
  // chosen and ticked, but for passwords and files.
  const fields = () => [...document.querySelectorAll("input, textarea, select")];

  const edited = (field) => {
    if (/^(password|file|hidden|submit|button|image|reset)$/.test(field.type)) {
      return null;
    }
    if (field.tagName === "SELECT") {
      const chosen = [...field.options].map((option) => option.selected);
      const byDefault = [...field.options].some((option) => option.defaultSelected);
      return field.options.length === 0 || (!byDefault && field.selectedIndex === 0 && !field.multiple)
        ? null
        : { chosen };
    }
    if (field.type === "checkbox" || field.type === "radio") {
      return field.checked === field.defaultChecked ? null : { checked: field.checked };
    }
    return field.value === field.defaultValue ? null : { value: field.value };
  };

  const keep = (path) => {
    const all = fields();
    const { activeElement } = document;
    let selection = null;
    try {
      selection = [activeElement.selectionStart, activeElement.selectionEnd];
    } catch {
      // Some kinds of fields have none.
    }
    sessionStorage.setItem(keptKey, JSON.stringify({
      path, scroll: [scrollX, scrollY], focus: all.indexOf(activeElement), selection,
      fields: all.map((field, i) => [i, field.tagName, field.type, field.name, field.id, edited(field)])
        .filter((field) => field[5]),
    }));
  };

  const restore = () => {
    const kept = JSON.parse(sessionStorage.getItem(keptKey));
    sessionStorage.removeItem(keptKey);
    if (kept?.path !== pathOf(location.href)) {
      return;
    }
    const all = fields();
    for (const [i, tag, type, name, id, { value, checked, chosen }] of kept.fields) {
      // The same place in the page, or, where fields came or went before it, the same name.
      const same = (field) =>
        field && field.tagName === tag && field.type === type && field.name === name && field.id === id;
      const field = same(all[i]) ? all[i] : (id || name) && all.find(same);
      if (!field) {
        continue;
      }
      if (chosen) {
        [...field.options].forEach((option, n) => { option.selected = chosen[n] ?? option.selected; });
      } else if (value === undefined) {
        field.checked = checked;
      } else {
        field.value = value;
      }
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    const focus = all[kept.focus];
    focus?.focus({ preventScroll: true });
    if (kept.selection?.[0] != null) {
      focus?.setSelectionRange?.(...kept.selection);
    }
    scrollTo({ left: kept.scroll[0], top: kept.scroll[1], behavior: "instant" });
  };

  const reload = () => {
    keep(pathOf(location.href));
    location.reload();
  };

  const follow = (path) => {
    keep(path);
    location.replace(path.split("/").map(encodeURIComponent).join("/") + location.hash);
  };

  // Where nothing but style sheets changed they are exchanged; all else is a reload.
  const update = async (pageChanged, changedStyles) => {
    let next = document;
    if (pageChanged) {
      const response = await fetch(location.href, { cache: "no-cache" });
      next = new DOMParser().parseFromString(await response.text(), "text/html");
      if (!original.isEqualNode(comparable(next))) {
        reload();
        return;
      }
    }
    const before = styles(document);
    const after = styles(next);
    if (before.length !== after.length) {
      reload();
      return;
    }
    shown = next.querySelector("script[data-page]")?.dataset.page ?? shown;
    for (const [i, style] of after.entries()) {
      const href = style.getAttribute("href");
      const changed = changedStyles.has(pathOf(href));
      if (changed) {
        await fetch(href, { cache: "reload" });
      }
      if (changed || href !== before[i].getAttribute("href")) {
        const link = document.importNode(style);
        link.addEventListener("load", () => before[i].remove());
        link.addEventListener("error", reload);
        before[i].after(link);
      }
    }
  };

  const onRelease = (event) => {
    release = event.lastEventId;
    showProgress(1, 1);
    const { page, moved, files } = JSON.parse(event.data);
    if (moved) { // the page that is shown was renamed
      follow(moved);
      return;
    }
    if (files === null) { // more changed than can be named
      reload();
      return;
    }
    const linked = new Set(styles(document).map((style) => pathOf(style.href)));
    const changedStyles = new Set(files.filter((file) => linked.has(file)));
    const used = new Set(
      performance.getEntriesByType("resource").map((entry) => pathOf(entry.name)));
    if (files.some((file) => used.has(file) && !linked.has(file))) {
      reload();
    } else if (page !== shown || changedStyles.size > 0) {
      update(page !== shown, changedStyles).catch(() => {}); // a server that is away comes back
    }
  };

  // Everything that is shown over the page lives in one element that the page's styles do not reach.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { all: initial; }
    * { box-sizing: border-box; }
    #bar { position: fixed; inset: 0 auto auto 0; height: 3px; width: 0; z-index: 2147483647;
      background: #2563eb; transition: width 0.2s; }
    #problems { position: fixed; inset: 0; z-index: 2147483646; overflow: auto; padding: 5vh 1rem;
      background: rgb(15 23 42 / 0.55); font: 16px/1.5 system-ui, sans-serif; }
    #panel { max-width: 56rem; margin: 0 auto; padding: 1.5rem; border-radius: 0.5rem;
      border-top: 6px solid #dc2626; background: #fff; color: #1e293b;
      box-shadow: 0 1rem 3rem rgb(0 0 0 / 0.35); }
    #head { display: flex; gap: 1rem; justify-content: space-between; align-items: start; }
    h1 { font-size: 1.25rem; margin: 0; }
    h2 { font-size: 1rem; margin: 1.5rem 0 0.25rem; }
    p { margin: 0.25rem 0; overflow-wrap: anywhere; }
    .place, pre { font: 14px/1.5 ui-monospace, monospace; }
    .place { color: #b91c1c; }
    pre { margin: 0.5rem 0; padding: 0.75rem; overflow: auto; border-radius: 0.25rem;
      background: #f1f5f9; }
    .hint { font-style: italic; }
    button { font: inherit; padding: 0.1rem 0.75rem; border: 1px solid currentColor;
      border-radius: 0.25rem; background: none; color: inherit; cursor: pointer; }
    @media (prefers-color-scheme: dark) {
      #panel { background: #0f172a; color: #e2e8f0; }
      .place { color: #fca5a5; }
      pre { background: #1e293b; }
      #bar { background: #60a5fa; }
    }`);
  const host = document.createElement("pressroom-live");
  const shadow = host.attachShadow({ mode: "open" });
  shadow.adoptedStyleSheets = [sheet];

  const element = (name, text, className) => {
    const made = document.createElement(name);
    made.textContent = text;
    if (className) {
      made.className = className;
    }
    return made;
  };

  const place = ({ file, line, column }) =>
    [file, line > 0 ? line : null, line > 0 && column > 0 ? column : null]
      .filter((part) => part)
      .join(":");

  // The builder tells a hundred of them, and then how many there are more.
  const heading = (problems) =>
    problems === 1 ? "One problem in the site" : `${problems > 100 ? "Many" : problems} problems in the site`;

  let told = ""; // the problems that were heard of last

  // What a reader has closed stays closed, on the next page too, until it is other problems.
  const closeProblems = () => {
    const overlay = shadow.getElementById("problems");
    if (overlay) {
      overlay.remove();
      sessionStorage.setItem(closedKey, told);
    }
  };

  const onProblems = (event) => {
    told = event.data;
    if (told !== sessionStorage.getItem(closedKey)) {
      sessionStorage.removeItem(closedKey);
      showProblems(JSON.parse(told));
    }
  };

  const showProblems = (problems) => {
    shadow.getElementById("problems")?.remove();
    if (problems.length === 0) {
      return;
    }
    const close = element("button", "Close");
    const head = document.createElement("div");
    head.id = "head";
    head.append(
      element("h1", heading(problems.length)),
      close);
    const panel = document.createElement("div");
    panel.id = "panel";
    panel.setAttribute("role", "alert");
    panel.append(
      head,
      element("p", "What could not be made stays as it was. This goes when all is mended."));
    for (const problem of problems) {
      panel.append(element("h2", problem.title));
      if (problem.file) {
        panel.append(element("p", place(problem), "place"));
      }
      panel.append(element("p", problem.detail));
      if (problem.excerpt) {
        panel.append(element("pre", problem.excerpt));
      }
      if (problem.hint) {
        panel.append(element("p", problem.hint, "hint"));
      }
    }
    const overlay = document.createElement("div");
    overlay.id = "problems";
    overlay.append(panel);
    close.addEventListener("click", closeProblems);
    shadow.append(overlay);
  };

  const showProgress = (done, total) => {
    let bar = shadow.getElementById("bar");
    if (done >= total) {
      bar?.remove();
      return;
    }
    if (!bar) {
      bar = document.createElement("div");
      bar.id = "bar";
      bar.setAttribute("role", "progressbar");
      bar.setAttribute("aria-label", "Building the site");
      shadow.append(bar);
    }
    bar.style.width = `${(100 * done) / total}%`;
    bar.setAttribute("aria-valuenow", Math.round((100 * done) / total));
  };

  const unlisten = () => {
    stream?.close();
    stream = null;
  };

  // Browsers allow six connections to a host: a page holds one, and none while nobody sees it.
  const listen = () => {
    unlisten();
    if (document.hidden) {
      return;
    }
    const page = encodeURIComponent(location.pathname);
    stream = new EventSource(`/-/live?page=${page}&last=${release}`);
    stream.addEventListener("release", onRelease);
    stream.addEventListener("problems", onProblems);
    stream.addEventListener("progress", (event) => {
      const { done, total } = JSON.parse(event.data);
      showProgress(done, total);
    });
    stream.addEventListener("error", () => {
      showProgress(1, 1); // nobody says how far it is
      // A browser gives up where the server answers with an error. This does not.
      if (stream?.readyState === EventSource.CLOSED) {
        setTimeout(listen, 1000);
      }
    });
  };

  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", unlisten);
  addEventListener("pageshow", (event) => {
    if (event.persisted) {
      listen();
    }
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      closeProblems();
    }
  });

  document.body.before(host); // the first that the Tab key comes to
  restore();
  listen();
})();

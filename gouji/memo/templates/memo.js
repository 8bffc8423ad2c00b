// Adds to a memo that is whole without it: filters, a table of contents that follows, a figure's checks on the spot.
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const make = (tag, text = "", attributes = {}) => {
    const element = document.createElement(tag);
    element.textContent = text;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };

  // A place inside something folded is unfolded before it is gone to.
  const unfold = () => {
    let target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let node = target; node; node = node.parentElement) if (node.tagName === "DETAILS") node.open = true;
    if (target.closest("[hidden]")) {
      document.querySelector(".filter")?.reset();
      setTimeout(() => target.scrollIntoView());
    }
    target.scrollIntoView();
  };
  addEventListener("hashchange", unfold);
  if (location.hash) unfold();
  addEventListener("beforeprint", () => all("#memo details").forEach((element) => { element.open = true; }));

  // On a narrow page the table of contents starts folded.
  const contents = document.querySelector(".contents > details");
  if (contents && matchMedia("(max-width: 74.99rem)").matches) contents.open = false;

  // The table of contents follows the reader.
  const links = new Map(all(".contents a[href^='#']").map((link) => [link.hash.slice(1), link]));
  const places = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  let waiting = false;
  const follow = () => {
    waiting = false;
    let here = places[0];
    for (const place of places) if (place.getBoundingClientRect().top <= 120 && links.get(place.id).checkVisibility()) here = place;
    for (const [id, link] of links) {
      if (here && id === here.id) {
        if (!link.hasAttribute("aria-current")) {
          link.setAttribute("aria-current", "location");
          const box = link.closest(".contents");
          if (getComputedStyle(box).position === "sticky") {
            const at = link.offsetTop - box.clientHeight / 2;
            if (Math.abs(box.scrollTop - at) > box.clientHeight / 2 - 60) box.scrollTop = at;
          }
        }
      } else link.removeAttribute("aria-current");
    }
  };
  addEventListener("scroll", () => { if (!waiting) { waiting = true; requestAnimationFrame(follow); } }, { passive: true });
  document.querySelector(".contents").addEventListener("toggle", follow, true);
  requestAnimationFrame(follow); // not before the page is shown: it has to lay all of it out

  // Filters over the findings.
  const words = document.getElementById("filter-words");
  const findings = all("article.finding");
  if (words && findings.length) {
    const form = make("form", "", { class: "filter" });
    const choices = ["severity", "kind", "status"].map((key) => {
      const label = make("label", words.dataset[key]);
      const select = make("select");
      select.append(make("option", words.dataset.all, { value: "" }));
      const names = new Map(findings.map((finding) => [finding.dataset[key], finding.dataset[key + "Name"]]));
      for (const [value, name] of names) select.append(make("option", name, { value }));
      label.append(select);
      form.append(label);
      return [key, select];
    });
    const label = make("label", words.dataset.search);
    const search = make("input", "", { type: "search" });
    label.append(search);
    const shown = make("output");
    form.append(label, shown);
    const apply = () => {
      const sought = search.value.trim().toLowerCase();
      let count = 0;
      for (const finding of findings) {
        const fits = choices.every(([key, select]) => !select.value || finding.dataset[key] === select.value)
          && (!sought || finding.textContent.toLowerCase().includes(sought));
        finding.hidden = !fits;
        if (fits) count += 1;
      }
      shown.textContent = words.dataset.shown.replace("{shown}", count).replace("{all}", findings.length);
    };
    form.addEventListener("input", apply);
    form.addEventListener("reset", () => setTimeout(apply));
    form.addEventListener("submit", (event) => event.preventDefault());
    words.after(form);
    apply();
  }

  // A figure in the source shows its checks where it stands.
  let popup = null;
  let opener = null;
  const close = (back) => {
    if (!popup) return;
    popup.remove();
    popup = null;
    if (back && opener) opener.focus();
  };
  const open = (link) => {
    const entry = document.getElementById("register-" + link.dataset.figure);
    const cells = entry && entry.closest("tr") ? [...entry.closest("tr").cells] : null;
    if (!cells) return false;
    close(false);
    opener = link;
    popup = make("div", "", { id: "popup", role: "dialog", "aria-label": link.title, tabindex: "-1" });
    const button = make("button", link.closest("[data-close]").dataset.close, { type: "button" });
    button.addEventListener("click", () => close(true));
    popup.append(button, make("strong", cells[1].textContent), make("div", cells[0].textContent + " · " + cells[2].textContent));
    const list = make("ul");
    for (const check of cells[3].querySelectorAll("a")) {
      const item = make("li");
      const place = document.getElementById(check.hash.slice(1));
      const said = place && (place.closest("article")?.querySelector("h3") || place.closest("tr")?.cells[1].firstChild);
      item.append(make("a", said ? said.textContent.trim() : check.textContent, { href: check.hash }));
      list.append(item);
    }
    popup.append(list);
    document.body.append(popup);
    const box = link.getBoundingClientRect();
    const left = Math.min(box.left, document.documentElement.clientWidth - popup.offsetWidth - 12);
    popup.style.left = Math.max(8, left) + scrollX + "px";
    popup.style.top = box.bottom + scrollY + 6 + "px";
    popup.focus({ preventScroll: true });
    return true;
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-figure]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && open(link)) event.preventDefault();
    else if (popup && !popup.contains(event.target)) close(false);
    else if (popup && event.target.closest("a")) close(false);
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(true); });
})();

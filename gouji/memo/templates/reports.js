// Adds to a page that is whole without it: each column's heading sorts the rows by it; what is not known comes last.
(() => {
  "use strict";
  const table = document.querySelector("table.reports");
  if (!table) return;
  const [head] = table.tHead.rows;
  const body = table.tBodies[0];
  const words = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const sort = (column, heading) => {
    const before = heading.getAttribute("aria-sort");
    const way = before === null ? heading.dataset.first : before === "ascending" ? "descending" : "ascending";
    const sign = way === "ascending" ? 1 : -1;
    const compare = heading.dataset.type === "number" ? (a, b) => a - b : words.compare;
    const keyed = [...body.rows].map((row) => [row.cells[column].dataset.sort, row]);
    keyed.sort(([a], [b]) => (a === "") - (b === "") || (a === "" ? 0 : sign * compare(a, b)));
    for (const other of head.cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", way);
    body.append(...keyed.map(([, row]) => row));
  };
  [...head.cells].forEach((heading, column) => {
    if (!heading.dataset.type) return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = heading.textContent;
    button.addEventListener("click", () => sort(column, heading));
    heading.replaceChildren(button);
  });
  table.classList.add("sortable");
})();

// Sorts, searches and opens rows of the table; without it every row lies open and the page reads the same.
document.documentElement.classList.add("js");

// The rows of a large class, compressed by zlib.
const unpacked = async (text) => {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  const holder = document.createElement("template");
  holder.innerHTML = await new Response(stream).text();
  return [...holder.content.children];
};

document.addEventListener("DOMContentLoaded", async () => {
  const table = document.getElementById("class");
  if (!table) return;
  const search = document.getElementById("search");
  const only = document.getElementById("only");
  const count = document.getElementById("count");
  const packed = document.getElementById("packed");
  const rows = packed ? await unpacked(packed.textContent) : [...table.tBodies];
  const byAnchor = new Map(rows.map((row) => [row.id, row]));
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true });

  // "Ё" is found by "е", "É" by "e".
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const found = new Map(rows.map((row) => [row, plain(row.dataset.found)]));

  const show = () => {
    const words = plain(search.value).split(/\s+/);
    for (const row of rows) {
      const named = words.every((word) => found.get(row).includes(word));
      row.hidden = !named || (only.checked && !("asks" in row.dataset));
    }
    const shown = rows.filter((row) => !row.hidden).length;
    count.value = count.dataset.text.replace("{shown}", shown).replace("{all}", rows.length);
    if (packed) turn(0);
  };

  // Only a page of a large class is in the document; to print it, all rows that the search leaves.
  const most = packed ? Number(packed.dataset.page) : rows.length;
  let first = 0;
  const turn = (start, length = most) => {
    const left = rows.filter((row) => !row.hidden);
    first = start;
    for (const row of [...table.tBodies]) row.remove();
    table.append(...left.slice(first, first + length));
    const page = document.getElementById("page");
    const told = { first: Math.min(first + 1, left.length), last: Math.min(first + length, left.length), count: left.length };
    page.value = page.dataset.text.replace(/\{(\w+)\}/g, (_, name) => told[name]);
    document.getElementById("before").disabled = first === 0;
    document.getElementById("after").disabled = first + length >= left.length;
  };
  if (packed) {
    document.getElementById("before").addEventListener("click", () => turn(first - most));
    document.getElementById("after").addEventListener("click", () => turn(first + most));
    addEventListener("beforeprint", () => turn(0, rows.length));
    addEventListener("afterprint", () => turn(0));
  }

  const open = (row, state) => {
    row.rows[1].classList.toggle("open", state);
    row.querySelector(".student").setAttribute("aria-expanded", state);
  };

  const sort = (button) => {
    const heading = button.closest("th");
    const rising = heading.getAttribute("aria-sort") !== "ascending";
    const column = columnOf.get(button);
    const cell = (row) => row.rows[0].cells[column];
    const value = (row) => ("number" in button.dataset ? number(cell(row)) : cell(row).textContent.trim());
    const values = new Map(rows.map((row) => [row, value(row)]));
    const compare = "number" in button.dataset ? (a, b) => a - b : order.compare;
    rows.sort((a, b) => (rising ? 1 : -1) * compare(values.get(a), values.get(b)));
    if (packed) turn(0);
    else table.append(...rows);
    table.querySelectorAll("[aria-sort]").forEach((other) => other.removeAttribute("aria-sort"));
    heading.setAttribute("aria-sort", rising ? "ascending" : "descending");
  };

  // Buttons stand in two rows of headings; the first ends with two that belong after those of the second.
  const number = (cell) => Number.parseFloat(cell.dataset.v ?? cell.textContent) || 0;
  const [name, ...last] = table.tHead.rows[0].querySelectorAll(".sort");
  const buttons = [name, ...table.tHead.rows[1].querySelectorAll(".sort"), ...last];
  const columnOf = new Map(buttons.map((button, column) => [button, column]));
  for (const button of buttons) {
    button.disabled = false;
    button.addEventListener("click", () => sort(button));
  }

  table.addEventListener("click", (event) => {
    const button = event.target.closest(".student");
    if (button) open(button.closest("tbody"), button.getAttribute("aria-expanded") !== "true");
  });

  // From elsewhere on the page: all students with a mistake, or one student whatever the filter hides.
  document.addEventListener("click", (event) => {
    const mistake = event.target.closest(".find");
    const link = event.target.closest("a.open");
    if (!mistake && !link) return;
    search.value = mistake ? mistake.dataset.find : "";
    only.checked = false;
    show();
    // The focus follows, so that the next key starts from what is shown; the row is scrolled to by its link.
    if (link) {
      const row = byAnchor.get(link.hash.slice(1));
      if (packed) turn(rows.indexOf(row) - (rows.indexOf(row) % most));
      open(row, true);
      // After the browser has gone to the row, which takes the focus away.
      setTimeout(() => row.querySelector(".student").focus({ preventScroll: true }));
    } else {
      document.getElementById("students").scrollIntoView();
      search.focus({ preventScroll: true });
    }
  });

  search.addEventListener("input", show);
  only.addEventListener("change", show);
  search.form.addEventListener("submit", (event) => event.preventDefault());
  show();
});

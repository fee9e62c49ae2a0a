// “My selected papers”: a ticked paper joins the selected ones at the top, an unticked one leaves
// them, and the list can be narrowed to the titles that hold some words.
"use strict";
(() => {
  const list = document.querySelector(".works");
  const filter = document.getElementById("selection-filter");
  if (!list) return;

  list.addEventListener("change", (event) => {
    if (event.target.name !== "selected") return;
    const row = event.target.closest(".work");
    const others = [...list.children].filter((each) => each !== row);
    const last = others.findLast((each) => each.querySelector("[name=selected]").checked);
    if (last) last.after(row);
    else list.prepend(row);
    event.target.focus();
  });

  filter.addEventListener("input", () => {
    const words = filter.value.toLowerCase().split(/\s+/);
    for (const row of list.children) {
      const title = row.querySelector(".title").textContent.toLowerCase();
      row.hidden = !words.every((word) => title.includes(word));
    }
  });
  filter.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
})();

// Rows of a form that have an order: dragged by the handle, or moved with the arrow keys while the
// handle has the focus; new rows as well as saved ones. Their numbers follow what is seen.
"use strict";
(() => {
  const rowsOf = (formset) => [...formset.querySelectorAll(":scope > .form-group:not(.empty-form)")];
  const prefixOf = (formset) => JSON.parse(formset.dataset.inlineFormset).options.prefix;

  // The rows as they came, until one is moved. An order that nobody touched is not written down:
  // saving a lab's form would else change everybody in it.
  const drawn = new WeakMap();

  const number = (formset) => {
    drawn.delete(formset);
    const field = formset.dataset.orderingField;
    if (!field) return;
    const own = new RegExp(`^${prefixOf(formset)}-\\d+-${field}$`);
    rowsOf(formset).forEach((row, index) => {
      const input = [...row.querySelectorAll(`input[name$="-${field}"]`)].find((each) => own.test(each.name));
      if (!input || input.value === String(index)) return;
      input.value = index;
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
  };

  const tell = (text) => {
    let place = document.getElementById("rows-told");
    if (!place) {
      place = Object.assign(document.createElement("p"), { id: "rows-told", className: "sr-only" });
      place.setAttribute("role", "status");
      document.body.append(place);
    }
    place.textContent = text;
  };

  // Both kinds of list: the rows of an inline, and any list that says data-rows.
  const listOf = (row) => row.closest(".formset, [data-rows]");
  const rowOf = (handle) => handle.closest("[data-row], .form-group");
  const siblings = (row) => {
    const list = listOf(row.parentElement);
    return list.matches(".formset") ? rowsOf(list) : [...list.querySelectorAll(":scope > [data-row]")];
  };

  document.addEventListener("keydown", (event) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const handle = step && event.target.closest?.(".row-handle");
    if (!handle) return;
    event.preventDefault();
    const row = rowOf(handle);
    const all = siblings(row);
    const other = all[all.indexOf(row) + step];
    if (!other) return;
    if (step < 0) other.before(row);
    else other.after(row);
    handle.focus();
    const list = listOf(row);
    if (list.matches(".formset")) number(list);
    list.dispatchEvent(new CustomEvent("rows:moved", { bubbles: true }));
    tell(`${siblings(row).indexOf(row) + 1} / ${all.length}`);
  });

  // A new row can be moved at once, and a folded one is open to be filled in.
  document.addEventListener("formset:added", (event) => {
    const row = event.target.closest(".form-group");
    if (!row) return;
    row.classList.remove("template");
    if (row.hasAttribute("x-data") && window.Alpine) {
      window.Alpine.nextTick(() => Object.assign(window.Alpine.$data(row), { openRow: true }));
    }
    const formset = row.closest(".formset");
    number(formset);
    const first = row.querySelector("input:not([type=hidden]):not([type=file]), select, textarea");
    window.requestAnimationFrame(() => first?.focus());
  });

  // A row that came with a new form is to be filled in, too.
  document.addEventListener("alpine:initialized", () => {
    document.querySelectorAll(".form-group.template[x-data]:not(.empty-form)").forEach((row) => {
      Object.assign(window.Alpine.$data(row), { openRow: true });
    });
  });

  // unfold numbers the rows below a removed one anew by writing their HTML again, which loses
  // what was typed into them. Here only their names change.
  const rename = (row, from, to) => {
    for (const element of [row, ...row.querySelectorAll("*")]) {
      for (const attribute of [...element.attributes]) {
        if (attribute.value.includes(from)) attribute.value = attribute.value.replaceAll(from, to);
      }
    }
  };

  const removeNew = (row) => {
    const formset = row.closest(".formset");
    const prefix = prefixOf(formset);
    const total = formset.closest(".formset-wrapper").querySelector(`input[name="${prefix}-TOTAL_FORMS"]`);
    const indexOf = (each) => {
      const named = each.querySelector(`[name^="${prefix}-"]`);
      return Number(named.name.slice(prefix.length + 1).split("-")[0]);
    };
    const gone = indexOf(row);
    const later = rowsOf(formset).filter((each) => indexOf(each) > gone);
    later.sort((one, other) => indexOf(one) - indexOf(other));
    row.remove();
    for (const each of later) {
      const index = indexOf(each);
      rename(each, `${prefix}-${index}-`, `${prefix}-${index - 1}-`);
    }
    total.value = Number(total.value) - 1;
    formset.classList.toggle("empty", rowsOf(formset).length === 0);
    formset.querySelectorAll(".add-row").forEach((link) => link.classList.remove("hidden"));
    number(formset);
    document.dispatchEvent(new CustomEvent("formset:removed", { detail: { formsetName: prefix } }));
  };

  document.addEventListener(
    "click",
    (event) => {
      const button = event.target.closest(".delete-template");
      if (!button) return;
      event.stopImmediatePropagation();
      removeNew(button.closest(".form-group"));
    },
    true,
  );

  const isMoved = (formset) => {
    const [now, before] = [rowsOf(formset), drawn.get(formset) ?? []];
    const isOther = (row, index) => row !== before[index] || !row.classList.contains("original");
    return now.length !== before.length || now.some(isOther);
  };
  const numberMoved = () => [...document.querySelectorAll(".formset")].filter(isMoved).forEach(number);

  document.addEventListener("submit", numberMoved, true);

  document.addEventListener("DOMContentLoaded", () => {
    for (const formset of document.querySelectorAll(".formset")) drawn.set(formset, rowsOf(formset));
    // Dragging ends without an event that bubbles: watch the rows themselves.
    for (const formset of document.querySelectorAll(".formset[data-ordering-field]")) {
      new MutationObserver(() => isMoved(formset) && number(formset)).observe(formset, { childList: true });
    }
  });
})();

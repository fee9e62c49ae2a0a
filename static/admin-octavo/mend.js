// Opens a form at the field that the address names: …/change/?field=bio#general
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const address = new URL(location.href);
  const name = address.searchParams.get("field");
  if (!name) return;
  address.searchParams.delete("field");
  history.replaceState(null, "", address); // saving does not lead back here
  // Rows stand under the name that the database gives them.
  const rows = document.querySelector(`[id="${CSS.escape(name)}-group"], [id^="${CSS.escape(name)}_"][id$="-group"]`);
  const field = document.getElementById(`id_${name}`) ?? rows;
  // The leaf that holds it is drawn a moment later.
  setTimeout(() => {
    const target = field?.matches("input, select, textarea") ? field : field?.querySelector(".add-row, button, a, input");
    field?.scrollIntoView({ block: "center" });
    target?.focus({ preventScroll: true });
  }, 150);
});

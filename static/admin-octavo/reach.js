// What unfold draws as plain text with a click on it becomes a button for keyboard and screen
// reader: a role, a place in the tab order, a name, and the Enter and Space keys.
"use strict";
(() => {
  // htmx would write a style sheet into the page and evaluate attributes; the policy allows neither.
  if (window.htmx) Object.assign(window.htmx.config, { includeIndicatorStyles: false, allowEval: false });

  const CLICKED = [
    "span[x-on\\:click]", "div[x-on\\:click]:not([x-data])", "a[x-on\\:click]:not([href])",
    ".delete-template", "label:has(> .hidden > input.delete)", "h3[x-on\\:click]", "h2[x-on\\:click]",
  ].join(", ");
  const NAMES = {
    dock_to_right: "Navigation", close: "Close", more_vert: "More", delete: "Remove",
    light_mode: "Theme", dark_mode: "Theme", computer: "Theme", more_horiz: "More",
  };

  const mend = (root) => {
    for (const element of root.querySelectorAll(CLICKED)) {
      if (element.hasAttribute("tabindex") || element.closest("template")) continue;
      // A heading stays a heading, and a label with a text of its own needs no second name.
      if (!/^H\d$/.test(element.tagName)) element.setAttribute("role", "button");
      element.tabIndex = 0;
      const icon = element.querySelector(".material-symbols-outlined") ?? element;
      const name = NAMES[icon.textContent.trim()];
      if (name && !element.hasAttribute("aria-label")) element.setAttribute("aria-label", name);
    }
    for (const icon of root.querySelectorAll(".material-symbols-outlined:not([role]):not([aria-hidden])")) {
      icon.setAttribute("aria-hidden", "true");
    }
  };

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    if (!event.target.matches(CLICKED)) return;
    event.preventDefault();
    event.target.click();
  });
  document.addEventListener("DOMContentLoaded", () => mend(document));
  document.addEventListener("formset:added", (event) => mend(event.target.closest(".form-group") ?? document));
})();

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
    auto_stories: "Start", arrow_back: "Back", help: "Help", calendar_today: "Calendar", schedule: "Clock",
  };

  const mend = (root) => {
    for (const element of root.querySelectorAll(CLICKED)) {
      if (element.hasAttribute("tabindex") || element.closest("template")) continue;
      // A heading stays a heading, and a label with a text of its own needs no second name.
      if (!/^H\d$/.test(element.tagName)) element.setAttribute("role", "button");
      element.tabIndex = 0;
    }
    for (const icon of root.querySelectorAll(".material-symbols-outlined:not([aria-hidden])")) {
      const owner = icon.closest("a, button, [role=button]");
      const word = icon.textContent.trim();
      if (owner && owner.textContent.trim() === word && !owner.hasAttribute("aria-label")) {
        owner.setAttribute("aria-label", owner.title || NAMES[word] || word.replaceAll("_", " "));
      }
      if (icon !== owner) icon.setAttribute("aria-hidden", "true");
    }
  };

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    if (!event.target.matches(CLICKED)) return;
    event.preventDefault();
    event.target.click();
  });
  document.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step || !event.target.matches("[role=tab]")) return;
    const tabs = [...event.target.closest("[role=tablist]").querySelectorAll("[role=tab]")];
    const next = tabs.at((tabs.indexOf(event.target) + step) % tabs.length);
    next.click();
    next.focus();
  });
  // Completing selects say what they are for, not only what is chosen.
  const nameSelects = (root) => {
    for (const box of root.querySelectorAll(".select2-selection[aria-labelledby]")) {
      const select = box.closest(".select2-container").previousElementSibling;
      const name = select?.getAttribute("aria-label") ?? select?.labels?.[0]?.textContent.trim();
      if (!name) continue;
      const shown = box.querySelector(".select2-selection__rendered");
      const say = () => box.setAttribute("aria-label", `${name}: ${shown?.title ?? ""}`);
      box.removeAttribute("aria-labelledby");
      shown?.removeAttribute("role");
      shown?.removeAttribute("aria-readonly");
      say();
      window.django.jQuery(select).on("change", () => window.setTimeout(say));
    }
  };
  window.addEventListener("load", () => nameSelects(document));
  document.addEventListener("formset:added", (event) => window.setTimeout(() => nameSelects(event.target)));
  document.addEventListener("DOMContentLoaded", () => mend(document));
  // Django's script looks for the first field of a new form before Alpine has shown the page.
  document.addEventListener("alpine:initialized", () => {
    const form = document.querySelector("script[data-model-name]")?.closest("form");
    if (!form || form.contains(document.activeElement)) return;
    const fields = [...form.querySelectorAll("input:not([type=hidden]), select, textarea")];
    window.requestAnimationFrame(() => {
      fields.find((each) => !each.disabled && each.offsetParent)?.focus();
    });
  });
  document.addEventListener("formset:added", (event) => mend(event.target.closest(".form-group") ?? document));
})();

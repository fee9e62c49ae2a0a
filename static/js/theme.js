// The theme: the system's, unless the visitor chose one here before.
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const remembered = (what) => {
    try {
      return localStorage.getItem(what);
    } catch {
      return null; // storage may be forbidden; the switch then holds for this page only
    }
  };
  const remember = (theme) => {
    try {
      localStorage.setItem("theme", theme);
    } catch {
      // as above
    }
  };
  const chosen = remembered("theme");
  if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;

  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector("button.theme");
    if (!button) return;
    const show = () => button.setAttribute("aria-pressed", String(isDark()));
    button.hidden = false;
    button.addEventListener("click", () => {
      root.dataset.theme = isDark() ? "light" : "dark";
      remember(root.dataset.theme);
      show();
    });
    system.addEventListener("change", show);
    show();
  });

  // Whoever has edited in this browser gets a script more, which nobody else has to load.
  if (remembered("octavo-member")) {
    const script = document.createElement("script");
    script.src = document.currentScript.dataset.member;
    document.head.append(script);
  }
})();

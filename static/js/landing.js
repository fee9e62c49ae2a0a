// An address names a paper by its key, behind a #; in a long list it may stand on another page.
// Without this script the list begins at its top.
const landing = () => {
  const name = location.hash.slice(1);
  if (!name || new URLSearchParams(location.search).has("page")) return;
  let key = name;
  try {
    key = decodeURIComponent(name);
  } catch {
    // An escape that means nothing stands for itself.
  }
  if (document.getElementById(name) || document.getElementById(key)) return;
  location.replace(`${location.pathname}?key=${encodeURIComponent(key)}`);
};
landing();
window.addEventListener("hashchange", landing);
